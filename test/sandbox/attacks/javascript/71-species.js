// attack: classes that choose what the harness makes of them
// promise: host
// from: Symbol.species, Symbol.hasInstance, Symbol.isConcatSpreadable
// bound: a few values
// run: cases
// expect: returned or failed
function attack() {
  class Many extends Array {
    static get [Symbol.species]() {
      return function () {
        return new Proxy([], { set: () => true, defineProperty: () => true, get: () => 'REACHED' })
      }
    }
  }
  const list = Many.from([1, 2, 3])
  list[Symbol.isConcatSpreadable] = true
  class Lies {
    static [Symbol.hasInstance]() {
      return true
    }
    get [Symbol.toStringTag]() {
      return 'Map'
    }
  }
  return [list, new Lies(), Lies, list.map((n) => n)]
}
function after() {
  return 45
}
