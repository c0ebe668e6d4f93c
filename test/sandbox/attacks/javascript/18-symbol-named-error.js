// attack: an error whose name, message and stack are no text
// promise: host
// from: reference 18
// bound: it takes nothing
// run: cases
// expect: failed
function attack() {
  const error = new Error('one')
  error.name = Symbol('name')
  error.message = Symbol('message')
  Object.defineProperty(error, 'stack', { value: Symbol('stack') })
  Object.defineProperty(error, 'constructor', { value: Symbol('constructor') })
  error.cause = error
  throw error
}
function after() {
  return 45
}
