// attack: a value that throws when it is looked at
// promise: host
// from: reference 17
// bound: it takes nothing
// run: cases
// expect: failed or returned
function attack() {
  const trap = () => {
    throw new Error('looked at')
  }
  const handler = {}
  for (const name of Object.getOwnPropertyNames(Reflect)) handler[name] = trap
  return [
    new Proxy({}, handler),
    new Proxy([], handler),
    new Proxy(() => 1, handler),
    { get a() { return trap() } },
    { toJSON: trap, toString: trap, valueOf: trap, [Symbol.toPrimitive]: trap },
    Object.defineProperty(new Map([[1, 2]]), 'size', { get: trap }),
  ]
}
function after() {
  return 45
}
