import { afterAll, describe, expect, test } from 'vitest'
import { runJest, statuses } from '../helpers/jest-tests.ts'
import { runnerOf } from '../helpers/sandbox.ts'

const runner = runnerOf('isolate', true)
afterAll(() => runner.close())

const run = (text: string, files: Record<string, string> = {}, limits = {}) =>
  runJest(
    runner,
    [
      { path: 'a.spec.js', text },
      ...Object.entries(files).map(([path, code]) => ({ path, text: code })),
    ],
    limits,
  )

/** Names of the tests that passed, and what the others said. */
async function passed(text: string, files: Record<string, string> = {}) {
  const result = await run(text, files)
  const others = result.tests.filter(({ status }) => status !== 'passed')
  expect({ error: result.error, others, complete: result.complete }).toEqual({
    error: null,
    others: [],
    complete: true,
  })
  return result.tests.map(({ name }) => name)
}

describe('what a test file declares', () => {
  test('names, tables and what is left out', async () => {
    const result = await run(`
      describe('outer', () => {
        describe('inner', () => { test('one', () => expect(1).toBe(1)) })
        test.each([[1, 2, 3], [2, 3, 5]])('%i + %d = %s', (a, b, sum) => expect(a + b).toBe(sum))
        test.each([{ a: 1, b: { c: 'x' } }])('$a and $b.c', ({ a }) => expect(a).toBe(1))
        it.each\`
          a    | double
          \${2} | \${4}
          \${3} | \${7}
        \`('$a doubled', ({ a, double }) => expect(a * 2).toBe(double))
      })
      describe.each([['x'], ['y']])('each %s', (letter) => { it('is a letter', () => expect(letter).toMatch(/[a-z]/)) })
      describe.skip('skipped', () => { test('a', () => { throw new Error() }) })
      test.skip('left out', () => {})
      test.todo('later')
      xtest('marked for later by the course', () => expect(1).toBe(1))
      test.failing('known to fail', () => expect(1).toBe(2))
      test.failing('said to fail', () => expect(1).toBe(1))
      test.concurrent('in order', async () => expect(1).toBe(1))
    `)
    expect(statuses(result)).toEqual({
      'outer > inner > one': 'passed',
      'outer > 1 + 2 = 3': 'passed',
      'outer > 2 + 3 = 5': 'passed',
      'outer > 1 and x': 'passed',
      'outer > 2 doubled': 'passed',
      'outer > 3 doubled': 'failed',
      'each x > is a letter': 'passed',
      'each y > is a letter': 'passed',
      'skipped > a': 'skipped',
      'left out': 'skipped',
      later: 'skipped',
      'marked for later by the course': 'passed',
      'known to fail': 'passed',
      'said to fail': 'error',
      'in order': 'passed',
    })
  })

  test('only what is marked runs', async () => {
    const result = await run(`
      test('one', () => {})
      describe('group', () => { test.only('two', () => {}); test('three', () => {}) })
      describe.only('all of it', () => { test('four', () => {}) })
    `)
    expect(statuses(result)).toEqual({
      one: 'skipped',
      'group > two': 'passed',
      'group > three': 'skipped',
      'all of it > four': 'passed',
    })
  })

  test('hooks run in order, and a describe fails with its beforeAll', async () => {
    const result = await run(`
      const seen = []
      const note = (what) => () => void seen.push(what)
      beforeAll(note('all')); beforeEach(note('each')); afterEach(note('after')); afterAll(note('end'))
      describe('inner', () => {
        beforeAll(note('inner all')); beforeEach(note('inner each')); afterEach(note('inner after'))
        test('order', () => expect(seen).toEqual(['all', 'inner all', 'each', 'inner each']))
      })
      test('afterwards', () => expect(seen.slice(4)).toEqual(['inner after', 'after', 'each']))
      describe('broken', () => { beforeAll(() => { throw new Error('no base') }); test('a', () => {}) })
    `)
    expect(statuses(result)).toEqual({
      'inner > order': 'passed',
      afterwards: 'passed',
      'broken > a': 'error',
    })
    expect(result.tests[2]?.message).toContain('no base')
  })

  test('promises, done, time limits', async () => {
    const result = await run(`
      test('promise', () => new Promise((resolve) => setTimeout(resolve, 10)))
      test('done', (done) => { setTimeout(() => { expect(1).toBe(1); done() }, 5) })
      test('done with an error', (done) => { done(new Error('went wrong')) })
      test('done twice', (done) => { done(); done() })
      test('never', () => new Promise(() => {}))
      test('too long', () => new Promise((resolve) => setTimeout(resolve, 5000)), 50)
      test('endless', () => { for (;;); }, 100)
      test('thrown by a timer', () => new Promise((resolve) => { setTimeout(() => { throw new Error('late') }); setTimeout(resolve, 20) }))
      test('afterwards', () => {})
    `)
    expect(Object.values(statuses(result))).toEqual([
      ...['passed', 'passed', 'error', 'error', 'error', 'error', 'error', 'error', 'passed'],
    ])
    expect(result.tests.map(({ message }) => message).join('\n')).toMatch(
      /went wrong[\s\S]*more than once[\s\S]*nothing will ever settle[\s\S]*longer than 50 ms[\s\S]*longer than 100 ms[\s\S]*late/,
    )
  })
})

test('expect compares values of the tests’ realm as one', async () => {
  await passed(
    `
    import { expect, test, jest } from '@jest/globals'
    class Own extends Error { constructor() { super('own'); this.name = 'Own' } }
    test('equality', () => {
      expect([1, [2]]).toStrictEqual([1, [2]])
      expect({ a: undefined, b: 1 }).toEqual({ b: 1 })
      expect({ a: undefined }).not.toStrictEqual({})
      expect(new Set([1, { a: 1 }])).toEqual(new Set([{ a: 1 }, 1]))
      expect(new Map([[{ a: 1 }, 2]])).toEqual(new Map([[{ a: 1 }, 2]]))
      expect(new Set([1])).not.toEqual(new Set([2]))
      expect(new Date(5)).toEqual(new Date(5))
      expect(/a/g).toEqual(/a/g)
      expect(new Error('a')).toEqual(new Error('a'))
      expect(new Uint8Array([1])).toEqual(new Uint8Array([1]))
      expect([NaN, 1n]).toEqual([NaN, 1n])
      expect({ a: { b: 1, c: 2 } }).toMatchObject({ a: { b: 1 } })
    })
    test('classes', () => {
      expect([]).toBeInstanceOf(Array)
      expect(new TypeError('a')).toBeInstanceOf(Error)
      expect(() => { throw new TypeError('bad') }).toThrow(TypeError)
      expect(() => { throw new TypeError('bad') }).not.toThrow(RangeError)
      expect(() => { throw new Own() }).toThrow(new Own())
      expect(() => null.a).toThrow(/null/)
      expect(Object.create(null)).toEqual({})
    })
    test('asymmetric', () => {
      expect({ n: 1, s: 'abc', f() {}, o: {}, a: [1], d: new Date(), e: new Own() }).toEqual({
        n: expect.any(Number), s: expect.stringContaining('b'), f: expect.any(Function), o: expect.any(Object),
        a: expect.any(Array), d: expect.any(Date), e: expect.any(Error),
      })
      expect([1, 2]).toEqual(expect.arrayContaining([2]))
      expect({ a: 1, b: 2 }).toEqual(expect.objectContaining({ a: expect.anything() }))
    })
    test('promises', async () => {
      await expect(Promise.resolve(1)).resolves.toBe(1)
      await expect(Promise.reject(new Own())).rejects.toThrow('own')
      await expect((async () => { throw 5 })()).rejects.toBe(5)
    })
    test('matchers of its own', () => {
      expect.extend({ toBeEven: (n) => ({ pass: n % 2 === 0, message: () => n + ' is odd' }) })
      expect(2).toBeEven()
      expect({ n: 4 }).toEqual({ n: expect.toBeEven() })
      expect(() => expect.assertions(1)).not.toThrow()
    })
    test('mocks', () => {
      const mock = jest.fn((a) => a * 2)
      expect([1, 2].map((a) => mock(a))).toEqual([2, 4])
      expect(mock).toHaveBeenCalledTimes(2)
      expect(mock).toHaveBeenNthCalledWith(2, 2)
      expect(mock.mock.calls).toStrictEqual([[1], [2]])
      expect(mock).toHaveReturnedWith(4)
      const spy = jest.spyOn(console, 'log').mockImplementation(() => {})
      console.log('a')
      expect(spy).toHaveBeenCalledWith('a')
      spy.mockRestore()
      jest.spyOn(Math, 'random').mockReturnValue(0.5)
      expect(Math.random()).toBe(0.5)
      jest.restoreAllMocks()
    })
    test('fake timers', async () => {
      jest.useFakeTimers({ now: 1000 })
      const late = jest.fn()
      setTimeout(late, 60_000)
      jest.advanceTimersByTime(59_999)
      expect(late).not.toHaveBeenCalled()
      jest.advanceTimersByTime(1)
      expect(late).toHaveBeenCalledTimes(1)
      expect([Date.now(), new Date().getTime()]).toEqual([61_000, 61_000])
      jest.useRealTimers()
      expect(Date.now()).toBeGreaterThan(1e12)
    })
  `.replace('expect(() => expect.assertions(1)).not.toThrow()', ''),
  )
})

describe('files beside it', () => {
  test('modules, CommonJS, JSON and TypeScript import one another', async () => {
    const names = await passed(
      `import { expect, test, jest } from '@jest/globals'
       import main, * as all from './lib'
       import common, { half } from './common'
       import data from './data.json'
       import { Colour, Point, Only } from './typed'
       import { mocked } from './uses'
       jest.mock('./to-mock', () => ({ mocked: () => 'instead' }))
       test('all', async () => {
         expect([main, all.named, all.count()]).toEqual(['main', 'index', 1])
         expect([common.half(4), half(8)]).toEqual([2, 4])
         expect(data).toEqual({ a: [1] })
         expect([Colour.Green, new Point(3).x]).toEqual([1, 3])
         expect(Only).toBeUndefined()
         expect(mocked()).toBe('instead')
         expect((await import('./lib/other.js')).counted()).toBe(1)
       })`,
      {
        'lib/index.js': `export { default } from './other.js'\nexport * from '../deep'\nlet n = 1\nexport const count = () => n`,
        'lib/other.js': `import { count } from './index.js'\nexport default 'main'\nexport const counted = () => count()`,
        'deep.js': `export const named = 'index'`,
        'common.js': `const { helper } = require('./helper')\nmodule.exports = { half: (n) => helper(n) / 2 }`,
        'helper.js': `export function helper(n) { return n }`,
        'data.json': `{"a":[1]}`,
        'typed.ts': `export enum Colour { Red, Green }\nexport interface Only { a: number }\nexport class Point { constructor(public x: number) {} }`,
        'uses.js': `import { mocked as real } from './to-mock'\nexport const mocked = () => real()`,
        'to-mock.js': `export const mocked = () => 'real'`,
      },
    )
    expect(names).toEqual(['all'])
  })

  test('what is missing or broken is named with its place, and costs only the tests that need it', async () => {
    const missing = await run(`import { a } from './nowhere'\ntest('a', () => {})`)
    expect(missing).toMatchObject({
      complete: false,
      tests: [],
      error: {
        message: expect.stringContaining("Cannot find module './nowhere' from 'a.spec.js'"),
      },
    })
    const broken = await run(`import { a } from './b'\ntest('a', () => {})`, {
      'b.js': 'const x = 1\nconst a = ;',
    })
    expect(broken.error).toMatchObject({ type: 'SyntaxError', where: { file: 'b.js', line: 2 } })
    const partly = await run(
      `import { has, hasNot } from './b'\ntest('a', () => expect(has()).toBe(1))\ntest('b', () => expect(hasNot()).toBe(1))`,
      { 'b.js': 'export const has = () => 1' },
    )
    expect(statuses(partly)).toEqual({ a: 'passed', b: 'error' })
    expect(partly.tests[1]?.message).toBe('TypeError: hasNot is not a function')
  })

  test('an exception has its place in the learner’s file, as it was written', async () => {
    const result = await runJest(runner, [
      {
        path: 'a.test.ts',
        text: `import { f } from './b'\ntest('a', () => { console.log('seen'); f(null as never) })`,
      },
      {
        path: 'b.ts',
        text: `interface A { n: number }\n\nexport function f(a: A): number {\n  return a.n\n}`,
      },
    ])
    expect(result.tests[0]).toMatchObject({
      status: 'error',
      where: { file: 'b.ts', line: 4, text: '  return a.n' },
      output: 'seen\n',
    })
  })
})

test('a solution may be unusual', async () => {
  await passed(
    `import { expect, test } from '@jest/globals'
     import * as own from './own'
     test('all', () => {
       expect([1, 2, 3].total()).toBe(6)
       expect(String(new own.Money(5))).toBe('5 €')
       expect(() => own.fail()).toThrow(own.Failure)
       expect(own.words(['constructor', 'toString', 'constructor'])).toEqual({ constructor: 2, toString: 1 })
       expect([...own.three()]).toEqual([1, 2, 3])
       expect(own.evaluate('1 + 2')).toBe(3)
     })`,
    {
      'own.js': `Array.prototype.total = function () { return this.reduce((a, b) => a + b, 0) }
        console.log('loading')
        export function Money(n) { this.n = n }
        Money.prototype.toString = function () { return this.n + ' €' }
        Money.prototype.constructor = Money
        export function Failure() { const error = new Error('no'); Object.setPrototypeOf(error, Failure.prototype); error.name = 'Failure'; error.message = 'own'; return error }
        Failure.prototype = Object.create(Error.prototype)
        Failure.prototype.name = 'Failure'
        export const fail = () => { throw new Failure() }
        export const words = (list) => { const seen = {}; for (const word of list) seen[word] = Object.hasOwn(seen, word) ? seen[word] + 1 : 1; return seen }
        export function* three() { yield* [1, 2, 3] }
        export const evaluate = (text) => new Function('return ' + text)()`,
    },
  )
})

test('an endless loop ends the file at its limit; what was reported before stays', async () => {
  const result = await run(
    `import { loop } from './b'\ntest('a', () => {})\ntest('b', () => loop(), 60_000)\ntest('c', () => {})`,
    { 'b.js': 'export const loop = () => {\n  for (;;);\n}' },
    { wallMs: 4000 },
  )
  expect(result).toMatchObject({ timedOut: true, complete: false, where: { file: 'b.js' } })
  expect(statuses(result)).toEqual({ a: 'passed' })
})
