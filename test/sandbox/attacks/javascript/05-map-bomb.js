// attack: a Map that grows
// promise: memory
// from: reference 5; aborts the process
// bound: 1 GB
// expect: outOfMemory or timedOut
const kept = new Map()
for (let count = 0; count < 12_000_000; count++) kept.set(count, count + 0.5)
console.log('REACHED', kept.size, 'entries')
