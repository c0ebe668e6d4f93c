// attack: timers that make timers
// promise: time
// from: a flood of host callbacks outlives the isolate's timeout
// bound: 10 seconds
// expect: timedOut or outOfMemory
const end = Date.now() + 10_000
const more = () => {
  if (Date.now() > end) return console.log('REACHED 10 seconds')
  setTimeout(more)
  setImmediate(() => {})
  queueMicrotask(() => {})
}
for (let count = 0; count < 1000; count++) setInterval(() => {}, 1)
more()
