// attack: a number that grows inside one operation, which nothing interrupts
// promise: time
// from: measured: neither timeout nor dispose ends it
// bound: below 1 GB: V8 has a greatest size
// expect: timedOut or outOfMemory or failed
let kept = 3n
for (let count = 0; count < 40; count++) kept *= kept
console.log('REACHED', typeof kept)
