// attack: what every object of the harness would inherit
// promise: host
// from: reference 19
// bound: a few properties
// run: cases
// expect: returned
function attack() {
  const { create, defineProperty: define, prototype: shared } = Object
  const seen = []
  const pollute = (name) => {
    const property = create(null)
    property.get = () => '{"$int":"777"}'
    property.set = (value) => {
      seen[seen.length] = value
    }
    property.configurable = true
    define(shared, name, property)
  }
  const names = ['error', 'type', 'message', 'stack', 'missing', 'steps', 'name', 'then', 'json', 'classes', 'files']
  for (const name of [...names, 'oom', 'timeout', 'reference', 'copy', 'filename', 'toJSON', 'action', 'args']) pollute(name)
  Array.prototype.push = Array.prototype.join = Array.prototype.map = () => 'REACHED'
  String.prototype.slice = String.prototype.replaceAll = String.prototype.split = () => 'REACHED'
  Function.prototype.call = Function.prototype.apply = () => 'REACHED'
  JSON.stringify = () => '"REACHED"'
  JSON.parse = () => 'REACHED'
  Reflect.apply = () => 'REACHED'
  Map.prototype.get = Map.prototype.set = () => 'REACHED'
  Promise.prototype.then = (f) => f('REACHED')
  globalThis.String = globalThis.Array = globalThis.Object = () => 'REACHED'
  for (const name of ['value', 'get', 'set', 'enumerable', 'writable']) pollute(name)
  return seen.length
}
function after() {
  return 45
}
