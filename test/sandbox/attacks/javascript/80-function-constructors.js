// attack: code from text, in every way there is
// promise: host
// from: eval, Function and their async and generator kin
// bound: a few calls
// expect: refused
import { attempt, LOOK } from './attempt.js'

const makers = [Function, (async () => {}).constructor, (function* () {}).constructor, (async function* () {}).constructor]
for (const make of makers)
  await attempt(make.name, async () => {
    const made = make(LOOK)()
    const value = typeof made.next === 'function' ? (await made.next()).value : await made
    return value
  })
await attempt('eval', () => (0, eval)(`(() => { ${LOOK} })()`))
await attempt('a timer with text', () => setTimeout('globalThis.ran = 1'))
await attempt('Function of a bound function', () => Function.prototype.bind.constructor(LOOK)())
