import { afterAll, describe, expect, test } from 'vitest'
import type { SourceFile } from '../../src/core/course/model.ts'
import { runJest, statuses } from '../helpers/jest-tests.ts'
import { runnerOf } from '../helpers/sandbox.ts'

/**
 * Wrong solutions that try to look right to tests that run beside them. Every test below fails for `WRONG`, so none may
 * pass for a solution that only adds an attack to it.
 */
const runner = runnerOf('namespaces', true)
afterAll(() => runner.close())

const SPEC = `import { describe, expect, jest, test } from '@jest/globals'
import * as solution from './solution'
import { calls, fail, failAs, items, later, map, Named, object, set, sum, text, withCallback } from './solution'

describe('forged', () => {
  test('toBe', () => expect(sum(2, 3)).toBe(5))
  test('toEqual a list', () => expect(items()).toEqual([1, 2, 3]))
  test('toStrictEqual', () => expect(object()).toStrictEqual({ a: { b: 1 } }))
  test('toMatchObject', () => expect(object()).toMatchObject({ a: { b: 1 } }))
  test('a set', () => expect(set()).toEqual(new Set([1, 2])))
  test('a map', () => expect(map()).toEqual(new Map([['a', 1], ['b', 2]])))
  test('joined by the test', () => expect(items().join('-')).toBe([1, 2, 3].join('-')))
  test('mapped by the test', () => expect(items().map((item) => item * 2)).toEqual([2, 4, 6]))
  test('as JSON', () => expect(JSON.stringify(object())).toBe(JSON.stringify({ a: { b: 1 } })))
  test('a pattern', () => expect(/^abc$/.test(text())).toBe(true))
  test('toMatch', () => expect(text()).toMatch(/^abc$/))
  test('toContain', () => expect(items()).toContain(3))
  test('arrayContaining', () => expect(items()).toEqual(expect.arrayContaining([3])))
  test('stringContaining', () => expect(text()).toEqual(expect.stringContaining('abc')))
  test('toHaveLength', () => expect(items()).toHaveLength(3))
  test('toBeGreaterThan', () => expect(sum(40, 3)).toBeGreaterThan(42))
  test('toBeCloseTo', () => expect(sum(0.1, 0.2)).toBeCloseTo(0.3))
  test('toThrow text', () => expect(() => fail()).toThrow('negative'))
  test('toThrow class', () => expect(() => failAs()).toThrow(Named))
  test('toBeInstanceOf', () => expect(object()).toBeInstanceOf(Named))
  test('resolves', () => expect(later()).resolves.toBe(5))
  test('awaited', async () => expect(await later()).toBe(5))
  test('then', () => later().then((value) => expect(value).toBe(5)))
  test('done', (done) => {
    withCallback((value) => {
      expect(value).toBe(5)
      done()
    })
  })
  test('toHaveBeenCalledWith', () => {
    const mock = jest.fn()
    calls(mock)
    expect(mock).toHaveBeenCalledWith(1, 2)
  })
  test('each of a list', () => items().forEach((item, at) => expect(item).toBe(at + 1)))
  test('another export', () => expect(solution.sum(1, 1)).toEqual(2))
})
`

const RIGHT = `export class Named extends Error { a = { b: 1 } }
export const sum = (a, b) => a + b
export const items = () => [1, 2, 3]
export const object = () => ({ a: { b: 1 } })
export const set = () => new Set([2, 1])
export const map = () => new Map([['a', 1], ['b', 2]])
export const text = () => 'abc'
export const fail = () => { throw new Error('it is negative') }
export const failAs = () => { throw new Named('no') }
export const later = async () => 5
export const withCallback = (callback) => { setTimeout(() => callback(5), 1) }
export const calls = (callback) => callback(1, 2)
`

const WRONG = `export class Named extends Error {}
export let sum = () => 6
export let items = () => [9]
export let object = () => ({ a: { b: 2 } })
export let set = () => new Set([1])
export let map = () => new Map([['a', 2], ['b', 2]])
export let text = () => 'xyz'
export let fail = () => { throw new Error('it is large') }
export let failAs = () => { throw new Error('no') }
export let later = async () => 6
export let withCallback = (callback) => callback(6)
export let calls = (callback) => callback(2, 1)
`

const grade = (text: string, more: SourceFile[] = [], limits = {}) =>
  runJest(
    runner,
    [{ path: 'solution.spec.js', text: SPEC }, { path: 'solution.js', text }, ...more],
    limits,
  )

test('the right solution passes all but what is only there to be forged', async () => {
  const result = await grade(RIGHT)
  const others = Object.entries(statuses(result)).filter(([, status]) => status !== 'passed')
  expect(others).toEqual([['forged > toBeInstanceOf', 'failed']])
  expect(result).toMatchObject({ complete: true, error: null })
})

test('the wrong one passes nothing', async () => {
  const result = await grade(WRONG)
  expect(result.tests).toHaveLength(27)
  expect(result.tests.filter(({ status }) => status === 'passed')).toEqual([])
})

/** All functions of the wrong solution give this. */
const givingBack = (value: string) =>
  `sum = items = object = set = map = text = () => (${value})\nlater = async () => (${value})\nwithCallback = (callback) => callback(${value})\ncalls = (callback) => callback(${value})\nfail = failAs = () => { throw (${value}) }\n`

describe.each([
  [
    'fake output',
    'console.log("PASS solution.spec.js\\nok 1 - forged > toBe\\nTests: 27 passed"); console.error("✓ all")',
  ],
  [
    'ending the process',
    'try { process.exit(0) } catch {}; try { globalThis.process?.abort() } catch {}',
  ],
  ['an asymmetric matcher', givingBack('{ asymmetricMatch: () => true }')],
  [
    'what an asymmetric matcher has for a mark',
    givingBack(
      '{ $$typeof: Symbol.for("jest.asymmetricMatcher"), asymmetricMatch: () => true, sample: 5, toString: () => "any" }',
    ),
  ],
  [
    'every object a matcher',
    'Object.prototype.asymmetricMatch = () => true; Object.prototype.$$typeof = Symbol.for("jest.asymmetricMatcher")',
  ],
  [
    'a proxy for everything',
    givingBack(
      'new Proxy(function () {}, { get: (_, key) => key === Symbol.toPrimitive ? () => 5 : () => true, has: () => true, apply: () => 5, getPrototypeOf: () => Object.prototype })',
    ),
  ],
  [
    'valueOf',
    givingBack(
      '{ valueOf: () => 5, toString: () => "abc", toJSON: () => 5, [Symbol.toPrimitive]: () => 5 }',
    ),
  ],
  [
    'tags',
    givingBack(
      '{ [Symbol.toStringTag]: "String", includes: () => true, indexOf: () => 0, match: () => true, length: 4 }',
    ),
  ],
  [
    'an empty set of any size',
    'class Any extends Set { get size() { return 2 } *[Symbol.iterator]() {} has() { return true } }; Any.prototype.constructor = Set; set = () => new Any()\nclass AnyMap extends Map { get size() { return 2 } *[Symbol.iterator]() {} has() { return true } }; AnyMap.prototype.constructor = Map; map = () => new AnyMap()',
  ],
  [
    'a list that answers',
    'items = () => Object.defineProperties([7, 8, 9, 9], Object.fromEntries(["some", "every", "includes"].map((name) => [name, { value: () => true }]).concat([["indexOf", { value: () => 0 }], ["forEach", { value: () => {} }], ["join", { value: () => "same" }]])))',
  ],
  [
    'a message that changes',
    'fail = failAs = () => { let read = 0; throw { name: "Named", stack: "", get message() { return read++ ? { includes: () => true, toString: () => "negative" } : "" } } }',
  ],
  [
    'a class that owns all',
    'Object.defineProperty(Named, Symbol.hasInstance, { value: () => true })',
  ],
  [
    'a promise that never calls',
    'later = () => ({ then: () => Promise.resolve() })\nwithCallback = () => {}',
  ],
  [
    'a promise of its own',
    'class Never extends Promise { then() { return Promise.resolve(5) } }; later = () => new Never(() => {})',
  ],
  [
    'swallowed expectations',
    'withCallback = (callback) => { try { callback(6) } catch {} ; return undefined }',
  ],
  [
    'the calls of a mock',
    'calls = (mock) => { mock.mock.calls = { length: 1, some: () => true }; mock.mock.calls.push = 1 }',
  ],
  [
    'a mock of its own',
    'calls = (mock) => { for (const key of Object.keys(mock)) try { delete mock[key] } catch {}; mock._isMockFunction = true; Object.defineProperty(mock, "mock", { value: { calls: [[1, 2]] } }) }',
  ],
  [
    'Object.is',
    'try { Object.is = () => true } catch {}; Object.defineProperty(globalThis, "Object", { value: { is: () => true } })',
  ],
  [
    'Function.prototype.call',
    'for (const name of ["call", "apply", "bind"]) try { Function.prototype[name] = () => 5 } catch {}\ntry { Reflect.apply = () => 5 } catch {}',
  ],
  [
    'JSON',
    'try { JSON.stringify = () => "same" } catch {}; try { globalThis.JSON = { stringify: () => "same", parse: () => 5 } } catch {}',
  ],
  [
    'methods of lists and texts',
    'for (const [owner, name, value] of [[Array.prototype, "join", "same"], [Array.prototype, "map", 5], [Array.prototype, "forEach", 5], [RegExp.prototype, "test", true], [RegExp.prototype, "exec", ["abc"]], [String.prototype, "match", true]]) { try { owner[name] = () => value } catch {} ; try { Object.defineProperty(owner, name, { value: () => value }) } catch {} }',
  ],
  [
    'a method that hides an inherited one',
    'for (const owner of [Array, Array.prototype.join, Math.max]) for (const name of ["call", "apply"]) try { owner[name] = () => 5 } catch {}\ntry { Object.setPrototypeOf(Array.prototype.join, { call: () => 5, apply: () => 5 }) } catch {}',
  ],
  [
    'iterators and promises',
    'for (const [owner, name] of [[Array.prototype, Symbol.iterator], [Promise.prototype, "then"], [Promise, "resolve"], [Set.prototype, "has"], [Map.prototype, "get"], [Set.prototype, Symbol.iterator], [Map.prototype, Symbol.iterator]]) try { Object.defineProperty(owner, name, { value: () => true }) } catch {}',
  ],
  [
    'what the framework is called',
    'globalThis.expect = () => new Proxy({}, { get: () => () => {} }); globalThis.test = globalThis.it = globalThis.describe = () => {}; globalThis.jest = {}',
  ],
  [
    'the keys of its matchers',
    'const state = globalThis[Symbol.for("$$jest-matchers-object")]; if (state) state.matchers = {}; Object.defineProperty(globalThis, Symbol.for("$$jest-matchers-object"), { value: { matchers: {}, state: {} } })',
  ],
  [
    'the text of the tests in frames',
    'Error.stackTraceLimit = 100; Error.prepareStackTrace = (_, frames) => frames.map((frame) => [frame.getFunction?.(), frame.getThis?.()]); sum = function () { const found = []; for (const [callee] of new Error().stack) found.push(String(callee)); const match = /sum\\(2, 3\\)\\)\\.toBe\\((\\d+)/.exec(found.join()); return match ? Number(match[1]) : 6 }',
  ],
  [
    'who called',
    'sum = Function("let at = arguments.callee.caller, seen = \'\'; while (at) { seen += at; at = at.caller } const match = /toBe\\\\((\\\\d+)/.exec(seen); return match ? Number(match[1]) : 6")',
  ],
  [
    'another realm, through what a trap is given',
    'const patch = (args) => { try { const theirs = args.constructor.constructor("return globalThis")(); theirs.Object.is = () => true; theirs.Array.prototype.some = () => true; theirs.Array.isArray = () => true } catch {} ; return 6 }; fail = failAs = new Proxy(function () {}, { apply: (target, self, args) => patch(args) }); object = () => new Proxy({}, { get: (...args) => patch(args), getOwnPropertyDescriptor: (...args) => patch(args) && undefined })',
  ],
  [
    'methods that are gone',
    'for (const owner of [Array.prototype, Set.prototype, RegExp.prototype]) for (const name of Object.getOwnPropertyNames(owner)) try { delete owner[name] } catch {}',
  ],
  [
    'a callback that is called too often',
    'withCallback = (callback) => { try { callback(5); callback(6) } catch {} ; callback(5) }',
  ],
  [
    'tests of its own',
    'import("@jest/globals").then(({ test }) => test("forged > toBe", () => {}), () => {}); try { test("forged > toBe", () => {}) } catch {}',
  ],
  [
    'the tests as a module',
    'import("./solution.spec.js").then((tests) => { sum = () => (Object.keys(tests).length > 0 ? 5 : 6) }, () => {})',
  ],
  [
    'Node’s modules',
    'for (const name of ["fs", "node:fs", "child_process", "./package.json"]) import(name).then(() => { sum = () => 5 }, () => {})\nif (globalThis.process ?? globalThis.require ?? globalThis.module) sum = () => 5',
  ],
  [
    'another answer each time',
    'let turn = 0; sum = () => turn++; items = () => (turn++ % 2 ? [] : [9])',
  ],
  [
    'a value too large to print',
    'items = () => Array.from({ length: 20000 }, (_, at) => ({ at, more: [at, [at]] })); text = () => "x".repeat(1e6)',
  ],
  [
    'timers that outlive',
    'for (let at = 0; at < 20; at++) setInterval(() => { throw { status: "passed" } }, 1)',
  ],
])('%s', (_, attack) => {
  test('does not pass', async () => {
    const result = await grade(`${WRONG}${attack}`)
    const passed = result.tests.filter(({ status }) => status === 'passed').map(({ name }) => name)
    expect(passed).toEqual([])
  })
})

test('what never ends costs its own tests, and what follows them', async () => {
  const endless = 'sum = () => { for (;;); }; items = () => new Proxy([], { get: () => 1e9 })'
  const result = await grade(`${WRONG}${endless}`, [], { wallMs: 2500 })
  expect(result).toMatchObject({ timedOut: true, complete: false })
  expect(result.tests.filter(({ status }) => status === 'passed')).toEqual([])
})

test('planted files are never in the way of the framework', async () => {
  const fake =
    'module.exports = { test: () => {}, describe: () => {}, expect: () => ({}), jest: { fn() {} } }'
  const result = await grade(WRONG, [
    { path: 'node_modules/@jest/globals/index.js', text: fake },
    { path: '@jest/globals.js', text: fake },
    { path: '@jest/globals/index.js', text: fake },
    {
      path: 'package.json',
      text: '{"jest":{"testMatch":[]},"imports":{"@jest/globals":"./x.js"}}',
    },
    { path: 'jest.config.js', text: 'module.exports = { testMatch: [], setupFiles: ["./x.js"] }' },
    { path: '__mocks__/solution.js', text: RIGHT },
  ])
  expect(result.tests).toHaveLength(27)
  expect(result.tests.filter(({ status }) => status === 'passed')).toEqual([])
})

test('a solution that leaves before the end passes nothing more', async () => {
  const result = await grade(`${RIGHT}throw new Error('enough')`)
  expect(result).toMatchObject({
    complete: false,
    tests: [],
    error: { type: 'Error', message: 'enough' },
  })
})
