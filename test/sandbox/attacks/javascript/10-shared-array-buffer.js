// attack: memory that several threads share
// promise: memory
// from: reference 10
// bound: 512 MB
// expect: refused
import { attempt } from './attempt.js'

await attempt('SharedArrayBuffer', () => new SharedArrayBuffer(512 << 20).byteLength)
await attempt('through WebAssembly', () =>
  new WebAssembly.Memory({ initial: 1, maximum: 8192, shared: true }).buffer.constructor.name,
)
await attempt('its prototype', () => Object.getOwnPropertyNames(globalThis).find((name) => /Shared/.test(name)))
