// attack: code that V8 would take unread: a cache, a snapshot, serialised values
// promise: host
// from: reference 15
// bound: a few lookups
// expect: refused
import { attempt } from './attempt.js'

for (const name of ['v8', 'node:v8', 'vm', 'node:vm', 'isolated-vm', 'module'])
  await attempt(name, async () => Object.keys(await import(name)).join())
await attempt('process.binding', () => Function('return process.binding("contextify")')())
await attempt('%natives', () => eval('%DebugPrint(1)'))
await attempt('d8', () => eval('typeof d8 === "undefined" ? null : d8'))
await attempt('structuredClone of what is no data', () => structuredClone({ f() {} }))
