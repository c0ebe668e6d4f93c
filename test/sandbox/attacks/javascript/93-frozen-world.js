// attack: everything that the program shares with the harness is frozen or locked
// promise: host
// from: a harness that must still write its own properties
// bound: a few hundred objects
// run: cases
// expect: returned
function attack() {
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const value = globalThis[name]
    if (value === globalThis || (typeof value !== 'object' && typeof value !== 'function') || value === null) continue
    Object.freeze(value)
    if (value.prototype) Object.freeze(value.prototype)
  }
  Object.preventExtensions(globalThis)
  return 1
}
function after() {
  return 45
}
