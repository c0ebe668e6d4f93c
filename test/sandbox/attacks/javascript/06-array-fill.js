// attack: fifty million items at once
// promise: memory
// from: reference 6; aborts the process
// bound: 400 MB
// expect: outOfMemory or timedOut
const kept = new Array(5e7).fill(1.5)
console.log('REACHED', kept.length, 'items')
