// attack: modules that import themselves, and exports that are read by the harness
// promise: host
// from: module namespaces cannot be patched, their getters can wait
// bound: 10 seconds
// run: cases
// expect: returned
import * as self from './main.js'

export function attack() {
  const ways = [
    () => Object.defineProperty(self, 'after', { value: () => 'REACHED' }),
    () => Reflect.set(self, 'after', () => 'REACHED'),
    () => Object.setPrototypeOf(self, { after: () => 'REACHED' }),
  ]
  return ways.map((way) => {
    try {
      return way() === true ? 'REACHED' : 'refused'
    } catch {
      return 'refused'
    }
  })
}
export function after() {
  return 45
}
