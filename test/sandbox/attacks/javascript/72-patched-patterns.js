// attack: regular expressions and texts that answer as they like
// promise: host
// from: Symbol.replace, Symbol.split and lastIndex of what the harness uses
// bound: a few properties
// run: cases
// expect: returned
function attack() {
  RegExp.prototype.exec = RegExp.prototype.test = () => ['REACHED']
  for (const name of ['replace', 'split', 'match', 'matchAll', 'search'])
    RegExp.prototype[Symbol[name]] = String.prototype[Symbol[name]] = () => ['REACHED']
  Object.defineProperty(RegExp.prototype, 'flags', { get: () => 'g' })
  String.prototype.replace = String.prototype.match = String.prototype.indexOf = () => 'REACHED'
  String.prototype[Symbol.iterator] = Array.prototype[Symbol.iterator] = function* () {
    yield 'REACHED'
  }
  console.log('a %s', 'b', /x/g, ['c'])
  return 1
}
function after() {
  return 45
}
