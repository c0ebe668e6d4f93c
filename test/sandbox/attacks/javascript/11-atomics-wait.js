// attack: waiting in a way that nothing interrupts
// promise: time
// from: reference 11
// bound: 10 seconds
// expect: refused
import { attempt } from './attempt.js'

await attempt('Atomics.wait', () => {
  const cells = new Int32Array(new SharedArrayBuffer(8))
  return Atomics.wait(cells, 0, 0, 10_000)
})
await attempt('Atomics', () => Object.getOwnPropertyDescriptor(globalThis, 'Atomics'))
