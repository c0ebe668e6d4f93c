// attack: getters in place of items, for every list of the harness
// promise: host
// from: Object.defineProperty(Array.prototype, 0)
// bound: a few properties
// run: cases
// expect: returned
function attack() {
  const seen = []
  for (let index = 0; index < 20; index++)
    Object.defineProperty(Array.prototype, index, {
      get: () => 'REACHED',
      set(value) {
        Object.defineProperty(seen, seen.length, { value, writable: true, enumerable: true, configurable: true })
      },
      configurable: true,
    })
  Object.defineProperty(Array.prototype, 'length', { writable: true })
  return seen.length
}
function after() {
  return 45
}
