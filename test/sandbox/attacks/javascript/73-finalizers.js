// attack: code that runs when its time is over
// promise: time
// from: FinalizationRegistry and WeakRef
// bound: 10 seconds
// expect: refused or timedOut or outOfMemory
import { attempt } from './attempt.js'

const end = Date.now() + 10_000
const registry = new FinalizationRegistry(() => {
  while (Date.now() < end);
})
for (let count = 0; count < 100_000; count++) registry.register({ count }, count)
const weak = new WeakRef({})
await attempt('what was collected', () => (weak.deref() === undefined ? null : false))
