import { afterAll, describe, expect, test } from 'vitest'
import type { Tier } from '../../src/core/grading/code-runner.ts'
import { FULL } from '../helpers/depth.ts'
import { runnerOf } from '../helpers/sandbox.ts'
import { shown, states, type TraceOptions, told, trace } from '../helpers/trace.ts'

const runner = runnerOf('isolate', true)
afterAll(() => runner.close())

/** Every step of a program in one line each; functions and classes are left out of the module's variables. */
async function steps(text: string, options: TraceOptions = {}): Promise<string[]> {
  const result = await trace(runner, 'javascript', text, options)
  return states(result).map((state) =>
    told(state).replaceAll(/\w+=(?:async )?(?:function|class)\*? \w+(?:\([^()]*\))? ?/g, ''),
  )
}

/** What a variable of the module was, step by step, without repetitions. */
async function history(text: string, name: string, options: TraceOptions = {}): Promise<string[]> {
  const result = await trace(runner, 'javascript', text, options)
  const all = states(result).flatMap((state) => {
    const value = state.stack[0]?.variables.get(name)
    return value === undefined ? [] : [shown(state, value)]
  })
  return all.filter((value, index) => value !== all[index - 1])
}

describe('steps and variables', () => {
  test('a line before it runs, each turn of a loop, a name when it has a value', async () => {
    const text = `let sum = 0
for (let i = 1; i < 3; i++) {
  const square = i * i
  sum += square
}
console.log(sum)
`
    expect(await steps(text)).toEqual([
      'line 1 <module>@1()',
      'line 2 <module>@2(sum=0)',
      'line 3 <module>@3(sum=0 i=1)',
      'line 4 <module>@4(sum=0 i=1 square=1)',
      'line 2 <module>@2(sum=1 i=1)',
      'line 3 <module>@3(sum=1 i=2)',
      'line 4 <module>@4(sum=1 i=2 square=4)',
      'line 2 <module>@2(sum=5 i=2)',
      'line 6 <module>@6(sum=5)',
      'return 6 <module>@6(sum=5)',
    ])
  })

  test('other loops come back to their first line; what stands on one line is one step', async () => {
    const text = `for (const x of ['a', 'b']) {
  if (x === 'a') continue
  console.log(x)
}
let n = 2
while (n > 0) n--
do {
  n++
} while (n < 2)
for (const key in { p: 1 })
  n = key
`
    const lines = (await steps(text)).map((line) => line.split(' ').slice(0, 2).join(' '))
    expect(lines).toEqual([
      'line 1',
      'line 2',
      'line 1',
      'line 2',
      'line 3',
      'line 1',
      'line 5',
      'line 6',
      'line 6',
      'line 6',
      'line 8',
      'line 9',
      'line 8',
      'line 9',
      'line 10',
      'line 11',
      'line 10',
      'return 10',
    ])
  })

  test('functions: arguments, what is given back, recursion', async () => {
    const text = `function factorial(n) {
  if (n < 2) return 1
  return n * factorial(n - 1)
}
const result = factorial(2)
`
    expect(await steps(text)).toEqual([
      'line 5 <module>@5()',
      'call 1 <module>@5() > factorial@1(n=2)',
      'line 2 <module>@5() > factorial@2(n=2)',
      'line 3 <module>@5() > factorial@3(n=2)',
      'call 1 <module>@5() > factorial@3(n=2) > factorial@1(n=1)',
      'line 2 <module>@5() > factorial@3(n=2) > factorial@2(n=1)',
      'return 2 <module>@5() > factorial@3(n=2) > factorial@2(n=1) = 1',
      'return 3 <module>@5() > factorial@3(n=2) = 2',
      'return 5 <module>@5(result=2)',
    ])
  })

  test('closures: each turn has its own variable, and a function shows what it holds', async () => {
    const text = `const all = []
for (let i = 0; i < 2; i++) {
  all.push(() => i)
}
function counter() {
  let n = 0
  return () => ++n
}
const up = counter()
up()
console.log(all[0](), all[1]())
`
    const found = await steps(text)
    const inner = found.filter((line) => line.includes('(anonymous)'))
    expect(inner.map((line) => line.slice(line.indexOf('(anonymous)')))).toEqual([
      '(anonymous)@7(n=0)',
      '(anonymous)@7(n=1) = 1',
      '(anonymous)@3(i=0)',
      '(anonymous)@3(i=0) = 0',
      '(anonymous)@3(i=1)',
      '(anonymous)@3(i=1) = 1',
    ])
  })

  test('a name without a value yet is not there, and reading it for the trace throws nothing', async () => {
    const text = `function early() {
  return typeof hoisted
}
try {
  value
} catch (error) {
  early()
}
let value = early()
var hoisted = 1
switch (2) {
  case 1:
    let never = 1
  case 2:
    hoisted = 2
}
`
    const found = await steps(text)
    expect(found[0]).toBe('line 5 <module>@5(hoisted=undefined)')
    expect(found[1]).toBe(
      "exception 5 <module>@5(hoisted=undefined) ! ReferenceError: Cannot access 'value' before initialization",
    )
    expect(found.at(-2)).toBe("line 15 <module>@15(hoisted=1 value='undefined')")
    expect(found.at(-1)).toBe("return 15 <module>@15(hoisted=2 value='undefined')")
  })

  test('an inner variable hides an outer one of the same name, and goes', async () => {
    const text = 'let x = 1\n{\n  let x = 2\n  x--\n}\nx++'
    expect(await history(text, 'x')).toEqual(['2', '1', '2'])
  })

  test('a variable that another function changes is seen to change while the caller waits', async () => {
    const text = `let total = 0
function add(n) {
  total += n
  total *= 2
}
add(2)
`
    const found = await steps(text)
    expect(found.filter((line) => line.includes('add@'))).toEqual([
      'call 2 <module>@6(total=0) > add@2(n=2)',
      'line 3 <module>@6(total=0) > add@3(n=2)',
      'line 4 <module>@6(total=2) > add@4(n=2)',
      'return 4 <module>@6(total=4) > add@4(n=2) = undefined',
    ])
  })
})

describe('objects', () => {
  test('an alias is the same object, and a change is seen through both', async () => {
    const result = await trace(
      runner,
      'javascript',
      'const a = [1]\nconst b = a\nconst other = [1]\nb.push(2)\nconst me = {}\nme.self = me\n',
    )
    const last = states(result).at(-1)
    const variables = last?.stack[0]?.variables
    expect(variables?.get('a')).toBe(variables?.get('b'))
    expect(variables?.get('a')).not.toBe(variables?.get('other'))
    expect(last?.heap.get(Number(variables?.get('a')))).toEqual({
      type: 'Array',
      shape: 'sequence',
      items: ['1', '2'],
    })
    const id = variables?.get('me')
    expect(last?.heap.get(Number(id))).toEqual({
      type: 'Object',
      shape: 'object',
      entries: [['self', id]],
    })
  })

  test('classes: methods by their names, `this`, private and static fields', async () => {
    const text = `class Point {
  #moves = 0
  static made = 0
  constructor(x) {
    this.x = x
    Point.made++
  }
  move(by) {
    this.x += by
    this.#moves++
    return this
  }
  get double() { return this.x * 2 }
}
class Point3 extends Point {
  constructor() {
    super(5)
    this.z = 1
  }
}
const p = new Point(1).move(2)
p.double
new Point3()
`
    const result = await trace(runner, 'javascript', text)
    const all = states(result)
    const names = all.map(({ stack }) => stack.map(({ name }) => name).join(' > '))
    expect([...new Set(names)]).toEqual([
      '<module>',
      '<module> > new Point',
      '<module> > Point.move',
      '<module> > get Point.double',
      '<module> > new Point3',
      '<module> > new Point3 > new Point',
    ])
    const moved = all.find(({ step }) => step.event === 'return' && step.line === 11)
    expect(shown(moved as never, moved?.step.returned)).toBe('Point{#moves:1,x:3}')
    const before = all.find(({ step, stack }) => step.line === 17 && stack.at(-1)?.line === 17)
    expect(before?.stack.at(-1)?.variables.has('this')).toBe(false)
    const after = all.find(({ step }) => step.line === 18)
    expect(told(after as never)).toContain('new Point3@18(this=Point3{#moves:0,x:5})')
    expect(told(all.at(-1) as never)).toContain('Point=class Point{made:2}')
  })

  test('values of every kind', async () => {
    const kinds: [string, string, string][] = [
      ['numbers', '[1, -0, NaN, 1e21, 10n, -5n]', 'Array[1,-0,NaN,1e+21,10n,-5n]'],
      ['texts', `['Ada', "it's", '"', \`\\n\\\\\`]`, `Array['Ada',"it's",'"','\\n\\\\']`],
      [
        'others',
        '[undefined, null, true, Symbol("s"), , 1]',
        'Array[undefined,null,true,Symbol(s),<empty>,1]',
      ],
      ['a long text', '"x".repeat(500)', `'${'x'.repeat(120)}…'`],
      ['a large BigInt', '2n ** 9999n', `0x8${'0'.repeat(59)}… (2500 hexadecimal digits)`],
      ['a long array', 'new Array(1000).fill(7)', `Array[${'7,'.repeat(64)}+936]`],
      [
        'an object',
        "({ a: 1, 'b c': [2], [Symbol('k')]: 3 })",
        "Object{a:1,'b c':Array[2],[Symbol(k)]:3}",
      ],
      ['getters', '({ get g() { throw 1 }, set s(v) {} })', 'Object{g:<getter>,s:<setter>}'],
      ['a Map', 'new Map([["a", { x: 1 }], [{}, 2]])', "Map{'a':Object{x:1},Object{}:2}"],
      ['a Set', 'new Set([1, "b"])', "Set(1,'b')"],
      ['a class of one’s own', 'new (class Box extends Map {})([[1, 2]])', 'Box{1:2}'],
      [
        'an error',
        'Object.assign(new TypeError("bad"), { code: 5 })',
        "TypeError{message:'bad',code:5}",
      ],
      ['a date', 'new Date(0)', '1970-01-01T00:00:00.000Z'],
      ['no date', 'new Date(NaN)', 'Invalid Date'],
      ['a pattern', '/a+/gi', '/a+/gi'],
      ['bytes', '[new Uint8Array([1, 2]), new ArrayBuffer(3)]', 'Array[Uint8Array[1,2],3 bytes]'],
      [
        'boxes',
        '[new Number(5), Object("x"), Object(1n)]',
        "Array[[Number: 5],[String: 'x'],[BigInt: 1n]]",
      ],
      [
        'functions',
        '[(a, b) => a, class A { x = 1 }, function f(x = 1) {}, Math.max]',
        'Array[(a, b) => …,class A,function f(x = 1),function max()]',
      ],
      [
        'what cannot be looked into',
        '[Promise.resolve(1), new WeakMap(), new Proxy([], {}), globalThis]',
        'Array[Promise,WeakMap,Proxy,globalThis]',
      ],
      ['a generator', '(function* () { yield 1 })()', 'Generator{}'],
      ['no prototype', 'Object.create(null)', 'Object: null prototype{}'],
    ]
    const text = kinds.map(([, expression], at) => `const value${at} = ${expression}\n`).join('')
    const result = await trace(runner, 'javascript', text)
    const last = states(result).at(-1)
    const found = kinds.map(([kind], at) => [
      kind,
      shown(last as never, last?.stack[0]?.variables.get(`value${at}`)),
    ])
    expect(found).toEqual(kinds.map(([kind, , expected]) => [kind, expected]))
  })

  test('a large array is not told whole with each change', async () => {
    const text = 'const list = []\nfor (let i = 0; i < 2000; i++) {\n  list.push(i)\n}\n'
    const result = await trace(runner, 'javascript', text, { maxSteps: 10_000 })
    expect(result.trace.end).toEqual({ how: 'finished' })
    expect(JSON.stringify(result.trace).length).toBeLessThan(1_500_000)
    const last = states(result).at(-1)
    expect(last?.heap.get(Number(last.stack[0]?.variables.get('list')))?.more).toBe(2000 - 64)
  })

  test('hundreds of objects: those nearest are shown, the others by their class', async () => {
    const text =
      'let head = null\nfor (let i = 0; i < 300; i++) head = { i, next: head }\nhead.i = -1\n'
    const result = await trace(runner, 'javascript', text)
    const last = states(result).at(-1)
    let at = last?.stack[0]?.variables.get('head')
    expect(shown(last as never, at)).toMatch(/^Object\{i:-1,next:Object\{i:298,/)
    let depth = 0
    for (; typeof at === 'number'; depth++) at = last?.heap.get(at)?.entries?.[1]?.[1]
    expect(depth).toBeGreaterThanOrEqual(199)
  })

  test('objects full of long texts are told in part', async () => {
    const made = `const wide = () => Object.fromEntries(Array.from({ length: 60 }, (_, i) => [i + '键'.repeat(200), '\\x01'.repeat(200)]))
Array.from({ length: 60 }, () => [wide(), wide(), wide()])`
    const text = `const all = (0, eval)(${JSON.stringify(made)})\nall.pop()\n`
    const result = await trace(runner, 'javascript', text)
    expect(result.trace.end).toEqual({ how: 'finished' })
    expect(JSON.stringify(result.trace.steps[1]).length).toBeLessThan(4_000_000)
    const last = states(result).at(-1)
    expect(
      [...(last?.heap.values() ?? [])].some(
        ({ entries, more }) => entries?.length === 0 && more === 60,
      ),
    ).toBe(true)
  })

  test('nothing of the program runs when a value is read', async () => {
    const text = `let calls = 0
const hit = () => { calls++ }
const traps = { get: hit, has: hit, ownKeys: hit, getPrototypeOf: hit, getOwnPropertyDescriptor: hit }
const proxy = new Proxy({ a: 1 }, traps)
const child = Object.create(proxy)
const { proxy: dead, revoke } = Proxy.revocable({}, {})
revoke()
const getter = { get x() { hit() }, toString: hit, valueOf: hit, toJSON: hit, then: hit }
class Odd extends Error { get name() { hit() } get message() { hit() } static get name() { hit() } get [Symbol.toStringTag]() { hit() } }
Object.defineProperty(Object.prototype, 'polluted', { get: hit, set: hit })
Object.prototype[0] = 'zero'
Array.prototype.push = Map.prototype.entries = Object.keys = Reflect.ownKeys = hit
Array.prototype[Symbol.iterator] = JSON.stringify = Object.defineProperty = hit
const all = { proxy, child, dead, getter, odd: new Odd('m'), list: [, 1], map: new Map([[proxy, dead]].concat()) }
function keep(x) {
  return x
}
keep(all)
const final = calls
`
    const found = await history(
      text.replace(', map: new Map([[proxy, dead]].concat())', ''),
      'final',
    )
    expect(found).toEqual(['0'])
  })
})

describe('the stack', () => {
  test('generators: a frame leaves at `yield` and comes back with what `next` gives', async () => {
    const text = `function* two() {
  const got = yield 1
  yield got
}
const it = two()
it.next()
it.next('x')
`
    const found = await steps(text)
    expect(found.map((line) => line.replaceAll(/<module>@(\d+)\([^>]*\)/g, 'm$1'))).toEqual([
      'line 5 m5',
      'line 6 m6',
      'call 1 m6 > two@1()',
      'line 2 m6 > two@2()',
      'suspend 2 m6 > two@2() = 1',
      'line 7 m7',
      "resume 2 m7 > two@2() = 'x'",
      "line 3 m7 > two@3(got='x')",
      "suspend 3 m7 > two@3(got='x') = 'x'",
      'return 7 m7',
    ])
  })

  test('async functions interleave; each callback has a stack of its own', async () => {
    const text = `async function work(name) {
  await null
  return name
}
const both = Promise.all([work('a'), work('b')])
setTimeout(function later() {
  console.log('late')
}, 1)
`
    const found = await steps(text)
    const short = found.map((line) => line.replaceAll(/ <module>@\d+\([^>]*\)/g, ''))
    expect(short.map((line) => line.replace(/^(\w+) \d+ > /, '$1 '))).toEqual([
      'line 5',
      "call work@1(name='a')",
      "line work@2(name='a')",
      "suspend work@2(name='a') = null",
      "call work@1(name='b')",
      "line work@2(name='b')",
      "suspend work@2(name='b') = null",
      'line 6',
      'return 6',
      "resume work@2(name='a') = null",
      "line work@3(name='a')",
      "return work@3(name='a') = 'a'",
      "resume work@2(name='b') = null",
      "line work@3(name='b')",
      "return work@3(name='b') = 'b'",
      'call later@6()',
      'line later@7()',
      'return later@7() = undefined',
    ])
    const kinds = states(await trace(runner, 'javascript', text)).map(({ stack }) => stack[1]?.kind)
    expect(new Set(kinds)).toEqual(new Set([undefined, 'async', 'call']))
  })

  test('an await that fails comes back as an exception; so do waits in loops', async () => {
    const text = `async function fails() {
  try {
    await Promise.reject(new RangeError('no'))
  } catch (error) {
    return error.message
  }
}
async function* numbers() {
  yield 1
}
const got = await fails()
for await (const n of numbers()) {
  console.log(n)
}
`
    const found = await steps(text)
    const inFails = found
      .filter((line) => line.includes('fails@'))
      .map((line) => line.split(' ')[0])
    expect(inFails).toEqual(['call', 'line', 'suspend', 'resume', 'exception', 'line', 'return'])
    const numbers = found
      .filter((line) => line.includes('numbers@'))
      .map((line) => line.split(' ')[0])
    expect(numbers).toEqual(['call', 'line', 'suspend', 'resume', 'return'])
    expect(found.at(-1)).toMatch(/^return 1\d <module>@1\d\(.*got='no'/)
  })

  test('an exception is seen in each frame that it passes', async () => {
    const text = `function inner() {
  throw new RangeError('too big')
}
function outer() {
  try {
    inner()
  } finally {
    console.log('clean')
  }
}
try {
  outer()
} catch (error) {
  console.log(error.message)
}
undefinedName
`
    const found = await steps(text)
    const passing = found.filter((line) => line.startsWith('exception'))
    expect(passing.map((line) => line.replaceAll(/\(error=[^)]*\)|\(\)/g, ''))).toEqual([
      'exception 2 <module>@12 > outer@6 > inner@2 ! RangeError: too big',
      'exception 6 <module>@12 > outer@6 ! RangeError: too big',
      'exception 8 <module>@12 > outer@8 ! RangeError: too big',
      'exception 12 <module>@12 ! RangeError: too big',
      'exception 16 <module>@16 ! ReferenceError: undefinedName is not defined',
    ])
    const result = await trace(runner, 'javascript', text)
    expect(result.trace.end).toMatchObject({ how: 'exception', type: 'ReferenceError' })
    expect(result.error?.where).toMatchObject({ line: 16, column: 1, text: 'undefinedName' })
    expect(result.trace.steps.map(({ out }) => out ?? '').join('')).toBe('clean\ntoo big\n')
  })

  test('thousands of frames stay small', async () => {
    const text = 'function f(n) {\n  return f(n + 1)\n}\nf(0)\n'
    const result = await trace(runner, 'javascript', text, { maxSteps: 4000 })
    expect(result.trace.end).toEqual({ how: 'steps' })
    expect(JSON.stringify(result.trace).length).toBeLessThan(1_500_000)
    const last = states(result).at(-1)
    expect(last?.stack.length).toBe(2001)
    expect(last?.stack.at(-1)?.variables.get('n')).toBe('1999')
  })
})

describe('files', () => {
  test('modules: every file has steps, and the variables of its own module are there', async () => {
    const result = await trace(
      runner,
      'javascript',
      "import { up, count } from './lib/counter.js'\nup()\nconsole.log(count)\n",
      {
        files: { 'lib/counter.js': 'export let count = 0\nexport function up() {\n  count++\n}\n' },
      },
    )
    const all = states(result)
    expect(all.map(({ step }) => `${step.file} ${step.event} ${step.line}`)).toEqual([
      '1 line 1',
      '1 return 1',
      '0 line 2',
      '1 call 2',
      '1 line 3',
      '1 return 3',
      '0 line 3',
      '0 return 3',
    ])
    expect(told(all.at(-1) as never)).toContain('count=1')
  })

  test('TypeScript: lines of the source; a compiler’s own functions are not shown', async () => {
    const text = `// A comment.
interface Point { x: number }

enum Color { Red, Green }
namespace Tools {
  export const twice = (n: number): number => n * 2
}
const p: Point = {
  x: Tools.twice(Color.Green),
}
`
    const result = await trace(runner, 'typescript', text)
    expect(states(result).map(({ step, stack }) => `${step.line} ${stack.at(-1)?.name}`)).toEqual([
      '4 <module>',
      '5 <module>',
      '5 <module>',
      '5 namespace Tools',
      '6 namespace Tools',
      '6 namespace Tools',
      '8 <module>',
      '6 _Tools.twice',
      '6 _Tools.twice',
      '8 <module>',
    ])
  })

  test('a file that does not parse has no step, and says where it is wrong', async () => {
    const result = await trace(runner, 'javascript', 'let a = 1\nlet a = (\n')
    expect(result.trace.steps).toEqual([])
    expect(result.error).toMatchObject({ type: 'SyntaxError', where: { file: 'main.js' } })
  })
})

describe('one case', () => {
  const call = (name: string, ...args: number[]): TraceOptions => ({
    action: { type: 'call', name, args, kwargs: {} },
  })

  test('steps begin with its own call; the module’s variables are there', async () => {
    const text = `const seen = []
for (let i = 0; i < 500; i++) seen.push(i)
export function add(a, b) {
  seen.length = 1
  return a + b
}
`
    expect(await steps(text, { ...call('add', 2, 3), maxSteps: 10 })).toEqual([
      expect.stringMatching(
        /^call 3 <module>@2\(seen=Array\[0,1,2.*,\+436\] \) > add@3\(a=2 b=3\)$/,
      ),
      expect.stringMatching(/^line 4 .*add@4\(a=2 b=3\)$/),
      'line 5 <module>@2(seen=Array[0] ) > add@5(a=2 b=3)',
      'return 5 <module>@2(seen=Array[0] ) > add@5(a=2 b=3) = 5',
    ])
  })

  test('when loading fails or never ends, its steps are told', async () => {
    const failed = await steps('let a = 1\na.b.c\n', call('f'))
    expect(failed.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'line 1',
      'line 2',
      'exception 2',
    ])
    const endless = await trace(runner, 'javascript', 'let a = 1\nfor (;;) a++\n', {
      ...call('f'),
      maxSteps: 5,
      limits: { wallMs: 2_000 },
    })
    expect(endless.trace.end).toEqual({ how: 'limit', cause: 'timedOut' })
    expect(endless.trace.steps.length).toBe(5)
  })

  test('a name that is not there is told, with those that are', async () => {
    const text = 'const first = 1\nlet second = 2\nfunction third() {}\n'
    const { missing, trace: empty } = await trace(runner, 'javascript', text, call('secnd'))
    expect(missing).toEqual({ name: 'secnd', owner: null, defined: ['first', 'second', 'third'] })
    expect(empty.steps).toEqual([])
  })

  test('steps of a case share one trace', async () => {
    const text =
      'class Box {\n  constructor(n) {\n    this.n = n\n  }\n  add(k) {\n    this.n += k\n  }\n}\n'
    const found = await steps(text, {
      action: {
        type: 'steps',
        steps: [
          { do: 'new', name: 'Box', args: [1], kwargs: {}, as: 'box' },
          { do: 'call', name: 'box.add', args: [2], kwargs: {}, as: null },
        ],
      },
    })
    expect(found.at(-1)).toContain('Box.add@6(this=Box{n:3} k=2)')
    expect(found.map((line) => line.split(' ')[0])).toEqual([
      'call',
      'line',
      'return',
      'call',
      'line',
      'return',
    ])
  })
})

describe('limits', () => {
  test('after the last step the program is ended, whatever it does', async () => {
    const text = `function f() {
  try {
    for (;;);
  } finally {
    f()
  }
}
console.log('start')
f()
`
    const began = performance.now()
    const result = await trace(runner, 'javascript', text, {
      maxSteps: 50,
      limits: { wallMs: 60_000 },
    })
    expect(performance.now() - began).toBeLessThan(30_000)
    expect(result.trace.end).toEqual({ how: 'steps' })
    expect(result.trace.steps.length).toBe(50)
    expect(result.trace.steps.map(({ out }) => out ?? '').join('')).toBe('start\n')
    const exact = await trace(runner, 'javascript', 'let a = 1\na++\n', { maxSteps: 3 })
    expect([exact.trace.end, exact.trace.steps.length]).toEqual([{ how: 'finished' }, 3])
  })

  test.each([
    ['a regular expression', '/^(a+)+$/.test("a".repeat(40) + "b")'],
    ['what V8 cannot be stopped in', 'b ** 100000000n'],
  ])('steps before the time limit arrive: %s', async (_, endless) => {
    const text = `let b = 3n\nlet done = 'no';\n${endless}\ndone = 'yes'\n`
    const result = await trace(runner, 'javascript', text, { limits: { wallMs: 2_000 } })
    expect(result.trace.end).toEqual({ how: 'limit', cause: 'timedOut' })
    expect(states(result).map(({ step }) => step.line)).toEqual([1, 2, 3])
  })

  test('the output limit holds, and steps before it arrive', async () => {
    const loud = await trace(runner, 'javascript', 'for (;;) console.log("x".repeat(10000))\n')
    expect(loud.trace.end).toEqual({ how: 'limit', cause: 'outputLimit' })
    expect(loud.trace.steps.length).toBeGreaterThan(3)
  })
})

describe.each(
  FULL ? (['namespaces', 'kernel', 'isolate'] satisfies Tier[]) : (['kernel'] satisfies Tier[]),
)('in %s', (tier: Tier) => {
  const own = runnerOf(tier)
  afterAll(() => own.close())

  test('memory is limited', async () => {
    const text = 'const list = []\nfor (;;) {\n  list.push(new Array(4e6).fill({}))\n}\n'
    const { trace: full } = await trace(own, 'javascript', text, { limits: { wallMs: 30_000 } })
    expect(full.end).toEqual({ how: 'limit', cause: 'outOfMemory' })
    expect(full.steps.length).toBeGreaterThan(2)
  })

  test('a trace of ten thousand steps is small', async () => {
    const text = `const a = []
for (let i = 0; i < 30; i++) a.push((i * 7919) % 101)
for (;;) {
  for (let i = 0; i + 1 < a.length; i++) {
    if (a[i] > a[i + 1]) {
      [a[i], a[i + 1]] = [a[i + 1], a[i]]
    }
  }
}
`
    const result = await trace(own, 'javascript', text, {
      maxSteps: 10_000,
      limits: { wallMs: 30_000 },
    })
    expect(result).toMatchObject({ tier, trace: { end: { how: 'steps' } } })
    expect(result.trace.steps.length).toBe(10_000)
    expect(JSON.stringify(result.trace).length).toBeLessThan(5_000_000)
    const sorted = Array.from({ length: 30 }, (_, i) => (i * 7919) % 101).sort((x, y) => x - y)
    const last = states(result).at(-1)
    expect(shown(last as never, last?.stack[0]?.variables.get('a'))).toBe(`Array[${sorted.join()}]`)
  })
})
