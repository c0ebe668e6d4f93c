// attack: a stack as long as memory
// promise: memory
// from: Error.stackTraceLimit
// bound: the stack
// expect: failed or outOfMemory or timedOut
Error.stackTraceLimit = Infinity
Object.defineProperty(Error, 'prepareStackTrace', {
  get: () => (_, sites) => sites.map(String).join('\n').repeat(100),
})
const name = 'x'.repeat(10_000)
const down = { [name]: (n) => down[name](n + 1) + 1 }[name]
down[name] = down
down(0)
console.log('REACHED the bottom')
