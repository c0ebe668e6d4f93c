// attack: as many calls of the host as there can be, each with nothing in it
// promise: host
// from: a flood of host callbacks outlives the isolate's timeout
// bound: 10 seconds
// expect: outputLimit or timedOut
const end = Date.now() + 10_000
while (Date.now() < end) console.log('')
console.log('REACHED 10 seconds')
