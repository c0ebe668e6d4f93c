// attack: sorting an array of the greatest length
// promise: time
// from: reference 7
// bound: below 1 GB: the array is empty
// expect: timedOut or outOfMemory or failed
const kept = []
kept.length = 2 ** 32 - 1
kept.sort()
console.log('REACHED the end of it')
