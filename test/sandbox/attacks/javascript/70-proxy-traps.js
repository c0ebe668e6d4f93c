// attack: what the harness hands to the traps of a proxy
// promise: host
// from: vm2 CVE-2023-32314
// bound: a few calls
// expect: refused
import { attempt, foreign } from './attempt.js'

const found = []
const seen = (...things) => {
  for (const thing of things.flat(2)) {
    const one = foreign(thing)
    if (one) found.push(one)
  }
}
const handler = {}
for (const name of Object.getOwnPropertyNames(Reflect))
  handler[name] = (...args) => {
    seen(args, handler, args.at(-1))
    return Reflect[name](...args)
  }
const target = { a: 1, nested: { b: 2 }, list: [1, 2] }
const hostile = new Proxy(target, handler)
const callable = new Proxy(function () {}, handler)
for (const method of Object.keys(console)) {
  try {
    console[method](hostile, callable, [hostile], new Map([[hostile, callable]]), new Set([hostile]))
  } catch (error) {
    seen(error)
  }
}
console.table([hostile, target], new Proxy(['a'], handler))
for (const give of [structuredClone, prompt, clearTimeout, queueMicrotask, setTimeout])
  try {
    seen(give(hostile))
  } catch (error) {
    seen(error)
  }
await new Promise((resolve) => setTimeout(resolve, 5))
for (const one of found) await attempt('a trap', () => one)
await attempt('traps', () => null)
