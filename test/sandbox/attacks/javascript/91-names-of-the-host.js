// attack: whatever else lies about
// promise: network
// from: names of Node, browsers, Deno and Bun
// bound: a few lookups
// expect: refused
import { attempt } from './attempt.js'

const names = ['process', 'require', 'module', 'exports', 'global', 'Buffer', 'fetch', 'XMLHttpRequest', 'WebSocket']
names.push('EventSource', 'navigator', 'Worker', 'importScripts', 'Deno', 'Bun', 'window', 'self', 'document', 'ivm')
names.push('localStorage', 'indexedDB', 'caches', 'crypto', 'performance', 'load', 'read', 'readFile', 'quit', 'print')
for (const name of names) await attempt(name, () => (name in globalThis ? typeof globalThis[name] : null))
await attempt('properties of what was given', () => {
  const usual = new Set(['length', 'name', 'prototype', 'arguments', 'caller'])
  for (const one of [...Object.values(console), prompt, setTimeout, clearTimeout, structuredClone, queueMicrotask])
    for (const key of Reflect.ownKeys(one)) if (!usual.has(key)) return String(key)
  return null
})
