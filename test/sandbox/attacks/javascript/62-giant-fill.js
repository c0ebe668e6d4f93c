// attack: a thousand million items, written by one call
// promise: time
// from: measured: neither timeout nor dispose ends it
// bound: stops at 1 GB
// expect: timedOut or outOfMemory or failed
const kept = Array(1e9).fill(0)
console.log('REACHED', kept.length)
