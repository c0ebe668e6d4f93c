// attack: a list that grows
// promise: memory
// from: reference 4
// bound: 1 GB
// expect: outOfMemory or timedOut
const kept = []
for (let count = 0; count < 8_000_000; count++) kept.push({ count, text: `item ${count}` })
console.log('REACHED', kept.length, 'objects')
