// attack: the formatter of console.log, which calls what an object brings along
// promise: host
// from: node's util.inspect.custom hands its own function to it
// bound: a few calls
// expect: refused
import { attempt, foreign } from './attempt.js'

const found = []
const CUSTOM = Symbol.for('nodejs.util.inspect.custom')
const hostile = {
  [CUSTOM](...args) {
    for (const one of args) found.push(foreign(one), foreign(one?.stylize), foreign(one?.seen))
    return 'inspected'
  },
}
console.log(hostile, [hostile])
console.table([hostile])
console.dir(hostile)
console.log('%o %O %s %d %j %c', hostile, hostile, hostile, hostile, hostile, hostile)
class Custom extends Error {
  [CUSTOM](...args) {
    for (const one of args) found.push(foreign(one))
    return 'inspected'
  }
}
console.error(new Custom('one'), new AggregateError([new Custom('two')]))
for (const one of found) if (one) await attempt('the formatter', () => one)
await attempt('the formatter', () => null)
