// attack: doing nothing for ten seconds
// promise: time
// from: reference 36
// bound: 10 seconds
// expect: timedOut
setTimeout(() => console.log('REACHED 10 seconds'), 10_000)
