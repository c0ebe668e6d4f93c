// attack: a list made of an endless iterator by one call
// promise: memory
// from: Iterator.from, toArray, Array.from, spreading
// bound: 1 GB
// expect: outOfMemory or timedOut
const endless = { next: () => ({ done: false, value: 1.5 }) }
const kept = Iterator.from(endless).take(1e8).toArray()
console.log('REACHED', kept.length)
