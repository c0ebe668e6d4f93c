// attack: memory that the isolate does not count
// promise: memory
// from: reference 8
// bound: 512 MB
// expect: refused
import { attempt } from './attempt.js'

await attempt('WebAssembly.Memory', () => {
  const memory = new WebAssembly.Memory({ initial: 8192 })
  new Uint8Array(memory.buffer).fill(1)
  return memory.buffer.byteLength
})
for (const name of ['WebAssembly']) await attempt(name, () => Object.getOwnPropertyDescriptor(globalThis, name))
