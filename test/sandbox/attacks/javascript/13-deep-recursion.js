// attack: calls without end
// promise: host
// from: reference 13
// bound: the stack
// expect: failed
const down = (n) => down(n + 1) + 1
down(0)
console.log('REACHED the bottom')
