/** What stands in for packages that expect, jest-mock and jest-each ask for, and that need Node. */

const CHALK = `
const plain = (text) => String(text)
for (const name of ['green', 'red', 'yellow', 'dim', 'inverse', 'bold', 'reset', 'gray', 'white', 'cyan', 'magenta'])
  plain[name] = plain
module.exports = plain
`

const JEST_UTIL = `
exports.pluralize = (word, count, ending = 's') => count + ' ' + word + (count === 1 ? '' : ending)
exports.isPromise = (value) =>
  value != null && (typeof value === 'object' || typeof value === 'function') && typeof value.then === 'function'
exports.ErrorWithStack = class ErrorWithStack extends Error {}
exports.convertDescriptorToString = (title) => (typeof title === 'function' ? title.name : String(title))
`

const NO_REACT = `exports.isElement = exports.isFragment = exports.isSuspense = () => false`

/** Formats the title of a row of a table: the harness has Node's own formatter. */
const UTIL = `exports.format = (...args) => globalThis.formatTitle(args, false).text`

/** Fake timers fake those of Node as well, when there are any. */
const NONE = `throw new Error('there is none')`

export const STUBS: Readonly<Record<string, string>> = {
  chalk: CHALK,
  'jest-util': JEST_UTIL,
  'jest-message-util': 'module.exports = {}',
  'jest-regex-util': String.raw`exports.escapeStrForRegex = (text) => text.replace(/[[\]{}()*+?.\\^$|]/g, '\\$&')`,
  '@jest/react-is-18': NO_REACT,
  '@jest/react-is-19': NO_REACT,
  'node:util': UTIL,
  util: NONE,
  timers: NONE,
  'timers/promises': NONE,
  perf_hooks: NONE,
}
