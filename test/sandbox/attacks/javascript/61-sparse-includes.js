// attack: looking through four thousand million holes
// promise: time
// from: measured: neither timeout nor dispose ends it
// bound: it takes no memory
// expect: timedOut
const holes = []
holes.length = 2 ** 32 - 1
console.log('REACHED', holes.includes(1), holes.indexOf(2))
