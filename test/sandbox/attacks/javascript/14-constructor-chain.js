// attack: the host through the constructor of everything that was given
// promise: host
// from: reference 14; vm2's long list
// bound: a few hundred lookups
// expect: refused
import { attempt, foreign, LOOK } from './attempt.js'

const given = Object.getOwnPropertyNames(globalThis).map((name) => globalThis[name])
const things = [...given, ...Object.values(console), import.meta, Error.captureStackTrace, new Error('one')]
for (const thing of things)
  if ((typeof thing === 'object' && thing !== null) || typeof thing === 'function') {
    const ways = [thing, thing.prototype, Object.getPrototypeOf(thing), thing.constructor?.prototype]
    for (const way of ways)
      if (way !== undefined && way !== null) {
        let found = null
        try {
          found = foreign(way) ?? way.constructor?.constructor?.(LOOK)?.()
        } catch {
          continue
        }
        if (found) await attempt('a constructor', () => found)
      }
  }
await attempt('arguments.callee.caller', () => {
  function look() {
    return look.caller
  }
  return (0, eval)('(function () { return arguments.callee.caller })')() ?? null
})
await attempt('the caller of everything', () => foreign((function () { return this })() ?? {}))
