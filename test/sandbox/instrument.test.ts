import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { generatedProgram } from '../helpers/generated-program.ts'
import { LIMITS, program, runnerOf } from '../helpers/sandbox.ts'
import { trace } from '../helpers/trace.ts'

const runner = runnerOf('isolate', true)
afterAll(() => runner.close())

/** What a program does, plain and traced, as far as anybody can see it. */
async function both(text: string, language: 'javascript' | 'typescript' = 'javascript') {
  const plain = await program(runner, language, text)
  const traced = await trace(runner, language, text, { maxSteps: 10_000 })
  const { steps, end } = traced.trace
  return {
    plain: {
      out: plain.stdout,
      err: plain.stderr,
      error: plain.error,
      end: plain.error === null ? 'finished' : 'exception',
    },
    traced: {
      out: steps.map(({ out }) => out ?? '').join(''),
      err: steps.map(({ err }) => err ?? '').join(''),
      error: traced.error,
      end: end.how,
    },
  }
}

const PROGRAMS: Record<string, string> = {
  'hoisting, TDZ and shadowing': `
console.log(typeof later, later(), v)
function later() { return 'hoisted' }
var v = 1
try { early } catch (e) { console.log(e.name, e.message) }
let early = 2
{ let early = 3; console.log(early) }
console.log(early)
function twice() { return 1 }
function twice() { return 2 }
console.log(twice())
function shadow(a) { var a; function a() {} ; return typeof a }
console.log(shadow(1))
function inner(a) { { function a() { return 'inner' } } return typeof a }
console.log(inner(1))
function annexB() { function g() { return 1 }; { function g() { return 2 } } return g() }
console.log(annexB())
function conditional(x) { if (x) function f() { return 'yes' } return typeof f }
console.log(conditional(true), conditional(false))
switch (1) { case 0: let z = 1; case 1: try { z } catch (e) { console.log(e.name) } }
class Dead { static f() { return Dead.name } }
console.log(Dead.f(), typeof Undeclared)
var arguments = 5
console.log(arguments)
`,
  'a closure for each turn of a loop': `
const fs = []
for (let i = 0; i < 3; i++) fs.push(() => i)
for (var j = 0; j < 3; j++) fs.push(() => j)
for (const x of [7, 8]) { fs.push(() => x) }
for (const k in { a: 1, b: 2 }) fs.push(() => k)
let w = 0
while (w < 2) { const c = w++; fs.push(() => c) }
do fs.push(() => w); while (w++ < 4)
console.log(fs.map((f) => f()).join())
for (let i = 0, n = 2; i < n; i++, n--) { const old = i; i += 0; fs.push(() => old + n) }
console.log(fs.slice(-2).map((f) => f()))
for (;;) { break }
for (let i = 0; ;) { if (++i > 3) break; else continue }
for (var q of [1]) ;
console.log(q)
`,
  'labels, break and continue': `
outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue outer; if (i === 2) break outer; console.log(i, j) } }
rows: for (const i of [1, 2, 3]) { for (const j of [1, 2, 3]) { if (j === 2) continue rows; if (i === 3) break rows; console.log(i, j) } }
a: b: for (const x of [1, 2]) { if (x === 1) continue a; console.log('x', x); continue b }
block: { console.log('in'); if (1) break block; console.log('never') }
for (const x of [1, 2, 3]) { try { if (x === 2) continue; console.log(x) } finally { console.log('finally', x) } }
for (const x of [1, 2]) switch (x) { case 1: continue; default: console.log('default', x); break }
let n = 0
loop: while (true) { n++; do { if (n < 3) continue loop; break loop } while (true) }
console.log(n)
for (const x in { a: 1, b: 2 }) if (x === 'a') continue; else console.log(x)
const it = { [Symbol.iterator]() { let i = 0; return { next: () => ({ value: i, done: i++ > 5 }), return() { console.log('closed'); return {} } } } }
for (const x of it) { if (x === 1) continue; if (x === 2) break }
label: { function f() {} }
lonely: console.log('labelled')
`,
  'try, catch and finally': `
function order() { try { console.log('try'); return 'a' } catch { return 'b' } finally { console.log('finally') } }
console.log(order())
function overrides() { try { return 1 } finally { return 2 } }
console.log(overrides())
function swallows() { for (;;) { try { throw 1 } finally { break } } return 'out' }
console.log(swallows())
function nested() { try { try { throw new TypeError('x') } finally { console.log('inner') } } catch ({ name, message: m = 'none', ...rest }) { return name + m + Object.keys(rest).length } }
console.log(nested())
try { try { throw 1 } catch (e) { throw e + 1 } finally { console.log('f') } } catch (e) { console.log(e) }
try { throw { a: { b: [1, 2] } } } catch ({ a: { b: [, second] } }) { console.log(second) }
try { null.x } catch (error) { var error = 5; console.log(error) }
console.log(error)
try { throw 0 } catch { console.log('no binding') }
try { (() => { throw new RangeError('arrow') })() } catch (e) { console.log(String(e)) }
try { throw undefined } catch (e) { console.log(e) }
function deep() { try { deep2() } finally { console.log('cleanup') } }
function deep2() { throw Object.assign(new Error('deep'), { code: 7 }) }
try { deep() } catch (e) { console.log(e.code, e instanceof Error) }
try { try { throw new Error('first') } catch (
  { message }
) {
  console.log(message)
  throw new Error('second') } } catch (e) { console.log(e.message) }
`,
  'this, arguments, new.target': `
'use strict'
function sloppy() { return this === undefined }
console.log(sloppy())
function Maker(a) { console.log(new.target === Maker, arguments.length); this.a = a }
console.log(new Maker(1, 2).a)
try { Maker.call(undefined, 1) } catch (e) { console.log(e.name) }
const o = { x: 1, f() { return [1].map(() => this.x)[0] }, g: function () { return () => arguments[0] }, get y() { return this.x + 1 }, set y(v) { this.x = v }, async *z() {}, ['com' + 'puted']() { return 'c' } }
console.log(o.f(), o.g(9)(), o.y, (o.y = 5, o.x), o.computed())
function args() { arguments[0] = 2; return [...arguments].join() }
console.log(args(1, 3))
console.log((function () { return typeof this }).call(5))
function returns() { return { other: 1 } }
console.log(new returns().other)
console.log(delete o.x, void 0, typeof (() => {}))
`,
  'sloppy this and mapped arguments': `
function f(a) { arguments[0] = 'changed'; return a }
console.log(f('first'))
function g() { return this === globalThis }
console.log(g())
undeclared = 5
console.log(undeclared, delete globalThis.undeclared)
with ({ x: 1, y: 2 }) { console.log(x + y); var inWith = x }
console.log(inWith)
function dup(a, a) { return a }
console.log(dup(1, 2))
console.log((function () { return typeof this }).call(5), 010)
`,
  'strictness stays where it is': `
function strict() { 'use strict'; return this }
function strict2() { "use strict" 
  return this }
function plain() { return this === globalThis }
const arrow = () => { 'use strict'; return (function () { return this })() }
console.log(strict(), strict2(), plain(), arrow())
function both() { 'a directive'; 'use strict'; try { undeclaredName = 1 } catch (e) { return e.name } }
console.log(both())
function notDirective() { ('use strict'); return this === globalThis }
console.log(notDirective())
`,
  classes: `
class Animal { #name; static count = 0; static #made = []; sound = 'noise'; bound = () => this.#name
  static { Animal.count = 10; for (const x of [1, 2]) Animal.count += x }
  constructor(name) { this.#name = name; Animal.count++; Animal.#made.push(name) }
  get name() { return this.#name } set name(v) { this.#name = v }
  speak() { return this.#name + ' makes ' + this.sound } static made() { return Animal.#made.length }
  #secret() { return 's' } reveal() { return this.#secret() } static is(o) { return #name in o }
  *[Symbol.iterator]() { yield this.#name } async later() { return this.#name } }
class Dog extends Animal { sound = 'woof'; constructor(name) { const before = 'b'; super(name + before); this.tag = new.target.name }
  speak() { return super.speak() + '!' } get name() { return 'Dog ' + super.name } static made() { return super.made() + 1 } }
const d = new Dog('Rex')
console.log(d.speak(), d.name, d.tag, Animal.count, Dog.made(), d.reveal(), [...d], d.bound.call(null), Animal.is(d), Animal.is({}))
d.later().then(console.log)
try { Animal() } catch (e) { console.log(e.name) }
class NoThis extends Animal { constructor() { try { this.x } catch (e) { console.log(e.name) } super('q') } }
console.log(new NoThis().name)
const Named = class Inner { who() { return Inner.name } }
console.log(new Named().who(), Named.name, class {}.name, [class Foo extends Animal {}][0])
class Computed { static ['a' + 1] = 1; ['b' + 2]() { return 2 } static async *gen() {} 'quoted name' = 3; 5 = 6 }
console.log(Computed.a1, new Computed().b2(), new Computed())
console.log(new (class { constructor() { return { replaced: true } } })().replaced)
console.log(Object.getOwnPropertyNames(Animal.prototype).join(), Object.getOwnPropertyNames(Animal).join())
class Accessors { static get value() { return 1 } static set value(v) { console.log('set', v) } }
Accessors.value = Accessors.value + 1
`,
  'names, lengths and defaults of functions': `
const a = () => {}, b = function () {}, c = function named() {}, d = async () => {}, e = class {}
let f; f = () => {}
const { g = () => {} } = {}
const [h = function () {}] = []
const o = { i: () => {}, j() {}, get k() { return 1 }, ['l' + 1]: () => {}, [Symbol('m')]: () => {} }
console.log([a, b, c, d, e, f, g, h, o.i, o.j, o.l1].map((x) => x.name).join())
console.log(Object.getOwnPropertyDescriptor(o, 'k').get.name, o[Object.getOwnPropertySymbols(o)[0]].name)
console.log((() => {}).name === '', (function () {}).name === '', ((x) => x)((y) => y).name)
console.log(((a, b) => {}).length, ((a, b = 1, c) => {}).length, ((...r) => {}).length, (function (a, [b], { c }) {}).length)
let order = ''
function defaults(x = (order += 'x', 1), y = x + 1, z = () => x + y, { p = y, ...rest } = { q: 1 }, [s = p] = []) { var x = 10; order += 'b'; return [x, y, z(), p, s, Object.keys(rest).join()].join() }
console.log(defaults(), order)
console.log((function f(n) { return n < 2 ? 1 : n * f(n - 1) })(5))
const curry = (a) => (b) => ({ a, b })
console.log(curry(1)(2), (() => ({}))(), (() => [])(), (() => (1, 2))())
const spread = (...xs) => Math.max(...xs, ...[5])
console.log(spread(1, 9), [...'ab'], { ...{ a: 1 }, b: 2 })
console.log((async function* () {}).constructor.name, (function* () {}).prototype !== undefined)
console.log(typeof ((a) => a
  + 1), ((a) => // comment
  a * 2)(4), (() => /* => */ 3)(), ((a /* ) => */) => a)(6))
`,
  'semicolons left out': `
let a = 1
let b = a
++b
console.log(a, b)
const f = function () { return 1 }
;[1, 2].forEach((x) => console.log(x))
var i = 0
do i++
while (i < 3) console.log(i)
if (a) console.log('one')
else console.log('two')
if (b)
  console.log('b')
for (const x of [1])
  console.log(x)
while (i-- > 1)
  console.log(i)
const g = () => 1
function h() {
  return
  1
}
console.log(g(), h())
const t = a
/1/g
console.log(t)
const s = \`x\${(() => \`y\${a}\`)()}z\`
console.log(s); { console.log('block') } console.log('after')
throwIt: try { throw 1 } catch (e) { break throwIt } finally { console.log('fin') }
;(function () { console.log('iife') })()
;(() => console.log('arrow'))()
`,
  'destructuring, optional chaining, templates, operators': `
const { a, b: { c = 5, ...rest } = {}, ...others } = { a: 1, b: { d: 2 }, e: 3 }
console.log(a, c, rest, others)
let x, y
;[x, y = 10, ...[]] = [1]
;({ x, y: y = 3 } = { x: 7 })
console.log(x, y)
const swap = [1, 2]; [swap[0], swap[1]] = [swap[1], swap[0]]
console.log(swap, null?.a.b.c(), undefined?.[0], swap?.map?.((n) => n * 2), swap.nope?.())
const tag = (parts, ...values) => parts.raw.join('|') + values.join()
console.log(tag\`a\${1}b\\n\${(() => 2)()}c\`)
const same = () => ((s) => s)\`x\`
console.log(same() === same(), same() !== ((s) => s)\`x\`)
let n = null; n ??= 4; n ||= 5; n &&= 6
console.log(n, n ?? 1, 2 ** 3 ** 2, (-2) ** 2, 7 % 3, ~5, !0, 'a' in { a: 1 }, [] instanceof Array, 1n + 2n)
console.log(((a, b) => a + b)(...[1, 2]), (1, 2, 3), n > 3 ? 'big' : 'small', typeof typeof 1)
for (const [k, { v = k } = {}] of [['p', { v: 1 }], ['q']]) console.log(k, v)
for ([x, y] of [[1, 2]]) console.log(x, y)
for (swap[0] in { key: 1 }) console.log(swap[0])
var { length } = 'four'
console.log(length, /[/]\\/(?<y>\\d)/u.exec('//4')?.groups.y)
label: for (const { z } of [{ z: 1 }, { z: 2 }]) { if (z === 1) continue label; console.log(z) }
`,
  generators: `
function* count(n) { try { for (let i = 0; i < n; i++) { const got = yield i; if (got) console.log('got', got) } return 'done' } finally { console.log('closed') } }
const it = count(3)
console.log(it.next(), it.next('hello'), it.next(), it.next(), it.next())
for (const x of count(5)) { if (x === 1) break }
const thrown = count(2)
thrown.next()
try { thrown.throw(new Error('in')) } catch (e) { console.log(e.message) }
const returned = count(2)
returned.next()
console.log(returned.return(7), returned.next())
function* outer() { const result = yield* count(1); console.log(result); yield* [8, 9]; return yield }
console.log([...outer()])
const early = count(1)
console.log(early.return('never started'))
function* nothing() {}
console.log([...nothing()], nothing().toString())
const o = { *gen() { yield this.v; yield* this.more }, v: 1, more: [2, 3] }
console.log([...o.gen()])
function* fib() { let [a, b] = [0, 1]; for (;;) { yield a; [a, b] = [b, a + b] } }
for (const n of fib()) { if (n > 20) break; console.log(n) }
function* nestedYield() { console.log((yield (yield 1)) + 1) }
const ny = nestedYield(); ny.next(); ny.next(5); ny.next(6)
`,
  'async functions and their order': `
const log = (...a) => console.log(...a)
async function a() { log('a1'); await null; log('a2'); await b(); log('a3'); return 'a' }
async function b() { log('b1'); const x = await Promise.resolve(4); log('b2', x); return x }
a().then((v) => log('then', v))
Promise.resolve().then(() => log('m1')).then(() => log('m2')).then(() => log('m3')).then(() => log('m4'))
setTimeout(() => log('t1'), 0)
queueMicrotask(() => log('q'))
;(async () => { try { await Promise.reject(new Error('no')) } catch (e) { log('caught', e.message) } finally { log('fin') } })()
const arrow = async (x) => await x + 1
arrow(1).then(log)
async function thenable() { return await { then(r) { log('then called'); r(5) } } }
thenable().then(log)
async function parallel() { log(await Promise.all([1, (async () => 2)(), new Promise((r) => setTimeout(r, 2, 3))])) }
parallel()
async function fails() { throw new TypeError('bad') }
fails().catch((e) => log(e.name))
;(async function () { for await (const x of [Promise.resolve(1), 2]) log('fa', x) })()
async function* ag() { try { yield 1; yield Promise.resolve(2) } finally { log('ag closed') } }
;(async () => { for await (const x of ag()) { log('ag', x); if (x === 2) break } })()
;(async () => { const g = ag(); log(await g.next(), await g.return(9), await g.next()) })()
log('sync end')
`,
  'returns of async generators, and who comes first': `
const order = []
async function* bare() { return }
async function* valued() { return Promise.resolve(1) }
async function* closes() { try { yield 1 } finally { await null; order.push('closed') } }
bare().next().then(() => order.push('bare'))
valued().next().then(({ value }) => order.push('valued', value))
Promise.resolve().then(() => order.push(1)).then(() => order.push(2)).then(() => order.push(3)).then(() => order.push(4))
const it = closes()
it.next().then(() => it.return(5)).then(({ value }) => order.push('returned', value))
async function empty() {}
async function thrower() { throw 1 }
empty().then(() => order.push('empty'))
thrower().catch(() => order.push('thrown'))
;(async () => { for await (const x of closes()) { order.push('turn'); break } order.push('after') })()
;(async () => { for await (const x of (async function* () { yield* [1, 2] })()) { if (x === 1) continue; order.push('x') } })()
setTimeout(() => console.log(order.join()), 5)
`,
  'names that a recorder might use': `
const $trace = 1, $tracef = 2, $trace1_ = 3
console.log($trace + $tracef + $trace1_, Object.getOwnPropertyNames(globalThis).filter((name) => name.includes('race')).join())
`,
  'eval and Function': `
let x = 1
console.log(eval('x + 1'), (0, eval)('typeof x'), new Function('a', 'return a * 2')(4))
function local() { let y = 5; eval('var z = y + 1'); return z }
console.log(local())
function defines() { function g() { return 1 } eval('function g() { return 2 }'); return g() }
console.log(defines())
console.log(eval('let q = 1; { q + 1 }'))
eval('function made() { return "made" }')
console.log(made())
`,
  'proxies, getters and patched built-ins': `
const seen = []
const p = new Proxy({ a: 1 }, { get: (t, k) => (seen.push('get ' + String(k)), t[k]), has: (t, k) => (seen.push('has'), k in t), ownKeys: (t) => (seen.push('keys'), Reflect.ownKeys(t)), getPrototypeOf: () => (seen.push('proto'), null), getOwnPropertyDescriptor: (t, k) => (seen.push('own'), Reflect.getOwnPropertyDescriptor(t, k)) })
const o = { get g() { seen.push('getter'); return 1 }, set s(v) {} }
const holder = { p, o, list: [p, o] }
const child = Object.create(p)
class E extends Error { get message() { seen.push('message'); return 'm' } get name() { seen.push('name'); return 'E' } }
try { throw new E() } catch (e) { const kept = e }
const { proxy, revoke } = Proxy.revocable({}, {})
revoke()
function f(a) { return a }
f(p); f(o); f(proxy)
console.log(seen.join(), p.a, seen.length, Proxy.name, Proxy.length, typeof Proxy.revocable)
try { Proxy({}, {}) } catch (e) { console.log(e.name) }
try { new Proxy(1, {}) } catch (e) { console.log(e.name, e instanceof TypeError) }
Array.prototype.push = Array.prototype.at = Map.prototype.set = () => { throw 1 }
Object.defineProperty(Object.prototype, 'polluted', { get() { seen[seen.length] = 'polluted' }, set() { seen[seen.length] = 'set' }, configurable: true })
Object.prototype[0] = 'zero'
Array.prototype[Symbol.iterator] = null
Object.defineProperty = Object.keys = Reflect.ownKeys = JSON.stringify = null
let a = { z: 1 }, b = [1, , 3]
f(a)
delete Object.prototype[0]; delete Object.prototype.polluted
console.log(seen.join())
`,
}

describe('an instrumented program does what the plain one does', () => {
  test.each(Object.entries(PROGRAMS))('%s', async (_, text) => {
    const { plain, traced } = await both(text)
    expect(plain.error).toBeNull()
    expect(traced).toEqual(plain)
  })
})

const FAILURES: Record<string, string> = {
  'at the top': 'const a = 1\nif (a) null.x; else a()\n',
  'in a function': 'function f(x) { const y = x\n  return y.z.w }\nconsole.log("before")\n  f(1)',
  'in an arrow function': 'const g = (x) => x.y.z;\n[1].map((n) => g(n))',
  'in a method, thrown again': `class P { get q() { throw new RangeError('q') } run() { try { return this.q } catch (e) { throw e } finally { console.log('f') } } }
new P().run()`,
  'in a constructor':
    'class A { constructor() { this.x.y } }\nclass B extends A { constructor() { super() } }\nnew B()',
  'before a name is there': 'console.log(x)\nlet x = 1',
  'an assignment to a constant': 'const a = 1\n{ a = 2 }',
  'in an async function':
    'async function f() { await null\n  throw new TypeError("late") }\nawait f()',
  'in a timer': 'setTimeout(() => { undefinedName }, 1)\nconsole.log("x")',
  'in a callback of a built-in': '[3, 1].sort((a, b) => { throw new Error("sort") })',
  'in a generator':
    'function* g() { yield 1\n  throw new Error("g") }\nfor (const x of g()) console.log(x)',
  'something that is no Error': 'throw { code: 1 }',
  'a text in a function': 'function f() { throw "text" }\nf()',
  'no such syntax': 'let a = 1\nlet a = 2',
  'half a program': 'function f() {\n  return (1 +\n}',
  'await in a script that is no module': 'function f() { await 1 }\nf()',
  'no such file': 'import { x } from "./nope.js"\nconsole.log(x)',
  'a promise that never settles': 'console.log(1)\nawait new Promise(() => {})',
  'too deep':
    'let n = 0\nfunction f() { n++\n return f() }\nn = 0\ntry { JSON.stringify((function deep(d) { return d === 0 ? 1 : [deep(d - 1)] })(5)) } catch (e) {}\nthrow new Error("end")',
}

describe('what ends a program ends the instrumented one, at the same place', () => {
  test.each(Object.entries(FAILURES))('%s', async (_, text) => {
    const { plain, traced } = await both(text)
    expect(plain.error).not.toBeNull()
    expect(traced.error).toEqual(plain.error)
    // What does not parse has no step that could tell of its output.
    expect(traced.out).toBe(plain.out)
  })
})

const MODULES = {
  'main.js': `#!/usr/bin/env node
import def, { count, up, Shape as Renamed } from './lib/counter.js'
import * as all from './lib/counter.js'
export { up as again } from './lib/counter.js'
export * from './lib/circle.js'
export let live = 1
export default class Main {}
console.log(import.meta !== undefined, def(), count, all.count)
up(); up()
console.log(count, all.count, new Renamed().name, Object.keys(all).join(), typeof Main)
const x = await Promise.resolve(5)
console.log(x, this)
try { count++ } catch (e) { console.log(e.name) }
`,
  'lib/counter.js': `import { late } from './circle.js'
export let count = 0
export function up() { count++; return late() }
export class Shape { name = 'shape' }
export default () => 'default ' + count
console.log('counter', typeof late)
`,
  'lib/circle.js': `import { Shape, up } from './counter.js'
export function late() { return Shape.name }
try { Shape } catch (e) { console.log('circle', e.name, typeof up) }
`,
}

const TYPESCRIPT = `// A comment that the compiler leaves out.
interface Point { x: number; y: number }

enum Color { Red, Green = 'g' }
namespace Tools { export const twice = (n: number) => n * 2 }
abstract class Base<T> { constructor(protected readonly value: T, private hidden = 1) {} abstract show(): string }
class Derived extends Base<number> implements Point {
  x = 1; y!: number; declare z: string; static #n = 0
  override show(): string { return \`\${this.value as number} \${this['hidden']}\` }
}
function over(a: string): string
function over(a: number): number
function over(a: any) { return a }
const p = { x: 1, y: 2 } satisfies Point
console.log(Color.Red, Color.Green, Color[0], Tools.twice(4), new Derived(7).show(), over('o'), p!.x as unknown)

function fails(
  value: Point | null,
): number {
  // Another one.
  return value!.x
}
fails(null)
`

describe('modules and TypeScript', () => {
  test('live bindings, circles and the top of modules', async () => {
    const files = Object.entries(MODULES).map(([path, text]) => ({ path, text }))
    const given = { language: 'javascript' as const, files, entry: 'main.js', limits: LIMITS }
    const plain = await runner.runProgram({ ...given, atLeast: 'isolate', stdin: '' })
    const { 'main.js': main, ...others } = MODULES
    const traced = await trace(runner, 'javascript', main, { files: others })
    expect([plain.error, traced.error]).toEqual([null, null])
    expect(traced.trace.steps.map(({ out }) => out ?? '').join('')).toBe(plain.stdout)
    expect(plain.stdout).toContain('2 2 shape Shape,count,default,up function')
  })

  test('TypeScript: the same output, and the lines of the source', async () => {
    const { plain, traced } = await both(TYPESCRIPT, 'typescript')
    expect(plain.error?.where).toMatchObject({ line: 21, text: '  return value!.x' })
    expect(traced).toEqual(plain)
  })
})

test('programs made by chance do the same', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(generatedProgram, async (text) => {
      const { plain, traced } = await both(text)
      // A trace that was cut has only the start of the output.
      if (traced.end === 'steps') expect(plain.out.startsWith(traced.out)).toBe(true)
      else expect(traced).toEqual(plain)
    }),
    { numRuns: 4 },
  )
})
