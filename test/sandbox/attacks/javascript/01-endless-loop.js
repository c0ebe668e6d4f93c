// attack: a loop without end
// promise: time
// from: reference 1
// bound: 10 seconds
// expect: timedOut
const end = Date.now() + 10_000
while (Date.now() < end);
console.log('REACHED 10 seconds')
