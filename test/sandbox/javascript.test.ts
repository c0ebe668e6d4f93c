import { afterAll, describe, expect, test } from 'vitest'
import type { Tier } from '../../src/core/grading/code-runner.ts'
import { callCase, cases, causes, LIMITS, program, runnerOf } from '../helpers/sandbox.ts'

const TIERS = ['namespaces', 'kernel', 'isolate'] as const satisfies Tier[]

// What must not work is in the corpus of attacks.
describe.each(TIERS)('JavaScript in %s', (tier) => {
  const runner = runnerOf(tier, true)
  afterAll(() => runner.close())
  const javascript = (text: string, options: Parameters<typeof program>[3] = {}) =>
    program(runner, 'javascript', text, options)
  const short = { limits: { wallMs: 800 } }

  test('the tier holds here: the probe attacks it', async () => {
    const reports = await runner.tiers({ languages: ['javascript'] })
    const found = reports.find(({ language }) => language === 'javascript')
    expect(found).toMatchObject({ tier, available: true })
  })

  test('a program reads, prints, waits for its timers and ends', async () => {
    const run = await javascript(
      'const name = prompt("Name? ")\nsetTimeout(() => console.log("late"), 10)\nconsole.log("Hello, " + name + "!", prompt())\nconsole.error("e")',
      { stdin: 'Ada\n' },
    )
    expect(run).toMatchObject({
      tier,
      stdout: 'Name? Hello, Ada! null\nlate\n',
      stderr: 'e\n',
      error: null,
      exitCode: 0,
    })
    expect(causes(run)).toEqual([])
  })

  test.each([
    ['a promise that never settles', 'await new Promise(() => {})', 'UnsettledPromise'],
    ['recursion', 'function f(n) { return f(n + 1) }\nf(0)', 'RangeError'],
    ['a getter that throws', 'throw { get message() { throw 1 } }', 'object'],
    [
      'a proxy',
      'throw new Proxy(new Error("x"), { get() { throw 1 }, getPrototypeOf() { throw 2 } })',
      'object',
    ],
    [
      'a name that is no text',
      'class E extends Error {}\nE.prototype.name = Symbol("x")\nthrow new E("q")',
      'Error',
    ],
    ['a text', 'throw "oops"', 'string'],
    ['dynamic import', 'await import("fs")', 'Error'],
    ['require', 'require("fs")', 'ReferenceError'],
    ['ending the process', 'process.exit(0)', 'ReferenceError'],
    ['an unhandled rejection', 'Promise.reject(new TypeError("un"))', 'TypeError'],
    [
      'a rejected main',
      'async function main() { throw new TypeError("bad") }\nmain()',
      'TypeError',
    ],
    ['an error in a timer', 'setTimeout(() => { throw new RangeError("late") }, 1)', 'RangeError'],
  ])('%s is an error of the program', async (_, text, type) => {
    const run = await javascript(text, short)
    expect(run.error?.type).toBe(type)
    expect(causes(run)).toEqual([])
    expect(run.exitCode).toBe(1)
  })

  test('a program that patches every built-in only fools itself', async () => {
    const patches = `
      Object.prototype.toJSON = () => 1; Array.prototype.push = () => {}; JSON.stringify = () => '{}'
      JSON.parse = () => 1; Function.prototype.call = () => {}; Function.prototype.apply = () => {}
      Object.is = () => true; Map.prototype.get = () => 1; Map.prototype.set = () => 1
      Array.prototype[Symbol.iterator] = null; String.prototype.slice = () => ''; Object.keys = () => []
      Reflect.apply = () => 5; Promise.prototype.then = () => {}; Object.defineProperty = () => {}
      Error.prototype.toString = () => 'patched'; Array.isArray = () => false; Symbol.iterator = null`
    const text = `${patches}\nfunction value() { console.log('still', 1); return { a: [1, new Set(), -0] } }`
    const [run] = await cases(runner, 'javascript', text, [callCase('value')])
    expect(run).toMatchObject({
      value: { a: [1, { $set: [] }, { $float: '-0.0' }] },
      stdout: 'still 1\n',
      error: null,
    })
  })
})

describe('in one tier', () => {
  const runner = runnerOf('namespaces', true)
  afterAll(() => runner.close())

  // The right-hand side is what Node 24 prints for the same call.
  test('there is no way out of the isolate', async () => {
    const run = await program(
      runner,
      'javascript',
      `
      const ways = [this, console.log, prompt, setTimeout, structuredClone, Promise, [].map, function* () {}, async () => {}]
      const found = ways.map((way) => { try { return way.constructor.constructor('return typeof process + typeof require')() } catch (e) { return 'undefinedundefined' } })
      console.log([...new Set(found)].join())
      const thrown = []
      for (const bad of [() => setTimeout(1), () => structuredClone(() => 1), () => { const f = () => { console.log(''); f() }; f() }])
        try { bad() } catch (e) { thrown.push(e instanceof Error, e.constructor.constructor('return typeof process')()) }
      console.error(JSON.stringify(thrown))
      console.error(['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'fetch', 'Worker'].map((n) => typeof globalThis[n]).join())
      console.error(new ArrayBuffer(1, { maxByteLength: 9 }).resizable, typeof ArrayBuffer.prototype.resize)
    `,
      { limits: { ...LIMITS, wallMs: 30_000, outputBytes: 1 << 20 } },
    )
    expect(run.stdout.split('\n')[0]).toBe('undefinedundefined')
    expect(run.stderr).toBe(
      '[true,"undefined",true,"undefined",true,"undefined"]\nundefined,undefined,undefined,undefined,undefined\nfalse undefined\n',
    )
  })

  test('a batch goes on after a case that kills its process', async () => {
    const text =
      'let n = 0\nfunction next() { return ++n }\nfunction loop() { for (;;); }\nfunction fill() { return Array(1e9).fill(1) }'
    const names = ['next', 'loop', 'next', 'fill', 'next']
    const list = names.map((name, at) => callCase(name, [], `${at}`))
    const runs = await cases(runner, 'javascript', text, list, { wallMs: 2_500 })
    expect(runs.map((run) => causes(run)[0] ?? run.value)).toEqual([
      1,
      'timedOut',
      1,
      'outOfMemory',
      1,
    ])
  })

  test('console prints as Node does', async () => {
    const run = await program(
      runner,
      'javascript',
      `console.log('%s is %d', 'a', 4, { x: 1 })
console.log({ a: 1, b: [1, 2], c: new Map([[1, { z: 2 }]]), d: new Set(['x']), e: new Date(0), f: /x/g, g: function foo() {}, h: class A {}, i: null, j: undefined, k: Symbol('q'), l: 10n })
console.log([1.5, 'two', [3, [4, [5, [6]]]]], -0, NaN, [, 1], 'text')
console.log(new (class Point { constructor() { this.x = 1 } })(), Object.create(null), new Uint8Array([1, 2]))
console.group('G'); console.log('in\\nner'); console.groupEnd()
console.table([{ a: 1, b: 'x' }, { a: 2 }])
console.count(); console.count('c'); console.assert(true)
console.log(new TypeError('boo'))`,
    )
    expect(run.stdout).toBe(`a is 4 { x: 1 }
{
  a: 1,
  b: [ 1, 2 ],
  c: Map(1) { 1 => { z: 2 } },
  d: Set(1) { 'x' },
  e: 1970-01-01T00:00:00.000Z,
  f: /x/g,
  g: [Function: foo],
  h: [class A],
  i: null,
  j: undefined,
  k: Symbol(q),
  l: 10n
}
[ 1.5, 'two', [ 3, [ 4, [Array] ] ] ] -0 NaN [ <1 empty item>, 1 ] text
Point { x: 1 } [Object: null prototype] {} Uint8Array(2) [ 1, 2 ]
G
  in
  ner
┌─────────┬───┬─────┐
│ (index) │ a │ b   │
├─────────┼───┼─────┤
│ 0       │ 1 │ 'x' │
│ 1       │ 2 │     │
└─────────┴───┴─────┘
default: 1
c: 1
TypeError: boo
    at main.js:8:13
`)
  })

  test('structuredClone copies deeply, and refuses functions', async () => {
    const run = await program(
      runner,
      'javascript',
      `const a = { d: new Date(0), m: new Map([[1, { x: 1 }]]), s: new Set([1]), list: [1, , 2] }
a.self = a
const b = structuredClone(a)
console.log(b !== a, b.self === b, b.m.get(1) !== a.m.get(1), b.m.get(1).x, b.d.getTime(), 1 in b.list)
try { structuredClone({ f() {} }) } catch (error) { console.log(error.name) }`,
    )
    expect(run.stdout).toBe('true true true 1 0 false\nDataCloneError\n')
  })

  test('scripts give their top-level names, modules their exports', async () => {
    const script =
      'let a = 1\nconst b = () => a\nclass C { constructor() { this.x = a } }\nfunction d() { return new C() }'
    const [b, d, missing] = await cases(runner, 'javascript', script, [
      callCase('b'),
      callCase('d'),
      callCase('dd'),
    ])
    expect(b?.value).toBe(1)
    expect(d?.value).toEqual({ $object: { type: 'C', fields: { x: 1 } } })
    expect(missing?.missing).toMatchObject({ name: 'dd', defined: expect.arrayContaining(['d']) })
    const module =
      'const hidden = 1\nexport const shown = async () => hidden\nexport default () => 2'
    const runs = await cases(runner, 'javascript', module, [
      callCase('shown'),
      callCase('default'),
      callCase('hidden'),
    ])
    expect(runs.map(({ value, missing: m }) => m?.name ?? value)).toEqual([1, 2, 'hidden'])
  })

  async function withFiles(language: 'javascript' | 'typescript', files: Record<string, string>) {
    const list = Object.entries(files).map(([path, text]) => ({ path, text }))
    const entry = list[0]?.path ?? ''
    const common = { language, files: list, entry, limits: LIMITS, atLeast: 'isolate' } as const
    const result = await runner.runCases({ ...common, cases: [callCase('f')] })
    return result.cases[0]
  }

  test('imports are found among the given files, with and without their extension', async () => {
    const files = {
      'main.js':
        'import { a } from "./lib/a"\nimport { b } from "./lib/b.js"\nexport const f = () => a + b',
      'lib/a.js': 'import { b } from "./b.js"\nexport const a = b + 1',
      'lib/b.js': 'export const b = 1',
    }
    expect((await withFiles('javascript', files))?.value).toBe(3)
    const lost = await withFiles('javascript', {
      'main.js': 'import x from "./nope"\nexport const f = 1',
    })
    expect(lost?.error).toMatchObject({
      type: 'ModuleNotFoundError',
      where: { file: 'main.js', line: 1 },
    })
    const broken = await withFiles('javascript', { ...files, 'lib/b.js': 'export const b = ;' })
    expect(broken?.error).toMatchObject({
      type: 'SyntaxError',
      where: { file: 'lib/b.js', line: 1, column: 18 },
    })
  })

  test("TypeScript: types, enums, parameter properties; errors keep the learner's own lines", async () => {
    const files = {
      'main.ts': `import type { Shape } from './shape'
import { area } from './shape'

enum Unit { Metre = 1 }

class Box {
  constructor(private side: number) {}

  size(): number { return area({ side: this.side } satisfies Shape) * Unit.Metre }
}

export function f(): number {
  return new Box(3).size()
}`,
      'shape.ts':
        'export interface Shape { side: number }\nexport const area = (s: Shape): number => s.side ** 2',
    }
    expect((await withFiles('typescript', files))?.value).toBe(9)
    const throws = {
      'main.ts':
        'interface A {\n  b: number\n}\n\nexport function f(a?: A): number {\n\n  return a!.b\n}',
    }
    expect((await withFiles('typescript', throws))?.error).toMatchObject({
      type: 'TypeError',
      where: { file: 'main.ts', line: 7, text: '  return a!.b' },
    })
    const broken = await withFiles('typescript', { 'main.ts': 'let a: number = 1\nlet b: = 2\n' })
    expect(broken).toMatchObject({
      whileLoading: true,
      error: { type: 'SyntaxError', where: { line: 2, column: 8 } },
    })
  })

  test('values that cannot be given back are refused, each with its reason', async () => {
    const text = `
const cycle = () => { const a = []; a.push(a); return a }
const deep = () => { let a = []; for (let i = 0; i < 200; i++) a = [a]; return a }
const large = () => 'x'.repeat(1e6)
const long = () => new Array(1e6)
const bigint = () => 2n ** 5000000n
const func = () => () => 1
const iterator = () => [1].values()
const thenable = () => ({ then(resolve) { resolve(7) } })
const throwing = () => ({ get a() { throw new TypeError('no') } })
const never = () => new Promise(() => {})`
    const names = [
      'cycle',
      'deep',
      'large',
      'long',
      'bigint',
      'func',
      'iterator',
      'thenable',
      'throwing',
      'never',
    ]
    const runs = await cases(
      runner,
      'javascript',
      text,
      names.map((name) => callCase(name)),
    )
    expect(runs.map(({ value, error }) => error?.type ?? value)).toMatchObject([
      { $refused: { why: 'cycle' } },
      { $refused: { why: 'deep' } },
      { $refused: { why: 'large' } },
      { $refused: { why: 'large' } },
      { $refused: { why: 'large' } },
      { $opaque: { type: 'function' } },
      { $opaque: { type: 'object' } },
      7,
      'TypeError',
      'UnsettledPromise',
    ])
  })
})
