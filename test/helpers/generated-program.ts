import fc from 'fast-check'

/** What may stand at a place of a generated program. */
interface Place {
  depth: number
  /** Labels of loops around it; empty: in no loop. */
  loops: readonly string[]
  kind: 'function' | 'generator' | 'async' | 'asyncGenerator'
}

const NAMES = ['a', 'b', 'x'] as const
const name = fc.constantFrom(...NAMES)

function expression(place: Place): fc.Arbitrary<string> {
  const { depth, kind } = place
  const leaf = fc.oneof(
    name,
    fc.integer({ min: -3, max: 9 }).map((n) => (n < 0 ? `(${n})` : String(n))),
    name.map((n) => `\`t\${${n}}\``),
    fc.constantFrom('list.length', 'this?.n', 'arguments.length', 'null?.q', '[a, b]'),
  )
  if (depth <= 0) return leaf
  const sub = expression({ ...place, depth: depth - 1 })
  const waits: fc.Arbitrary<string>[] = []
  if (kind === 'generator' || kind === 'asyncGenerator')
    waits.push(
      sub.map((e) => `(yield ${e})`),
      fc.constant('(yield)'),
      sub.map((e) => `(yield* [${e}])`),
    )
  if (kind === 'async' || kind === 'asyncGenerator')
    waits.push(
      sub.map((e) => `(await ${e})`),
      sub.map((e) => `await Promise.resolve(${e})`),
    )
  return fc.oneof(
    leaf,
    fc
      .tuple(sub, fc.constantFrom('+', '-', '*', '<', '===', '&&', '||', '??'), sub)
      .map(([l, operator, r]) => `((${l}) ${operator} (${r}))`),
    fc.tuple(sub, sub, sub).map(([t, l, r]) => `(${t} ? ${l} : ${r})`),
    fc.tuple(name, fc.constantFrom('=', '+=', '??='), sub).map(([n, o, e]) => `(${n} ${o} ${e})`),
    name.map((n) => `${n}++`),
    fc.tuple(arrow(depth - 1), sub).map(([f, e]) => `(${f})(${e})`),
    fc.tuple(arrow(depth - 1), sub).map(([f, e]) => `[1, ${e}].map(${f}).join()`),
    sub.map((e) => `tag\`x\${${e}}y\``),
    sub.map((e) => `({ n: ${e}, m() { return this.n } }).m()`),
    ...waits,
  )
}

function arrow(depth: number): fc.Arbitrary<string> {
  const inside: Place = { depth: Math.max(0, depth), loops: [], kind: 'function' }
  const body = expression(inside).map((e) => e.replaceAll('arguments', 'list'))
  return fc.oneof(
    body.map((e) => `(x) => ${e}`),
    fc.tuple(body, body).map(([d, e]) => `(x = ${d}, ...rest) =>\n (${e})`),
    body.map((e) => `(x) => ({ n: ${e} })`),
    body.map((e) => `({ x, y = () => x } = { x: ${e} }) => { return y() }`),
  )
}

function statement(place: Place): fc.Arbitrary<string> {
  const { depth, loops, kind } = place
  const value = expression({ ...place, depth: Math.min(2, depth) })
  const simple: fc.Arbitrary<string>[] = [
    value.map((e) => `log(${e})`),
    fc.tuple(name, value).map(([n, e]) => `${n} = ${e}`),
    value.map((e) => `{ let own = ${e}; log(own) }`),
    value.map((e) => `{ var [first = ${e}, { z = first } = {}] = []; log(first, z) }`),
    value.map(
      (e) =>
        `later.push(() => ${kind === 'function' ? e.replaceAll(/arguments|this\?/g, 'list') : 'a'})`,
    ),
    value.map((e) => `return ${e}`),
    value.map((e) => `throw ${e}`),
    fc.constant('return'),
    ...(loops.length === 0
      ? []
      : [
          fc.constantFrom('break', 'continue'),
          fc.constantFrom(...loops).chain((l) => fc.constantFrom(`break ${l}`, `continue ${l}`)),
        ]),
  ]
  if (depth <= 0) return fc.oneof(...simple)
  const inner = { ...place, depth: depth - 1 }
  const label = `l${depth}`
  const inLoop = { ...inner, loops: [...loops, label] }
  const block = statements(inner)
  const loopBody = fc.oneof(
    statements(inLoop).map((s) => `{ burn()\n${s} }`),
    statement(inLoop),
  )
  return fc.oneof(
    ...simple,
    fc.tuple(value, block, block).map(([t, y, n]) => `if (${t}) { ${y} } else { ${n} }`),
    fc.tuple(value, statement(inner)).map(([t, y]) => `if (${t}) ${y}\nelse log('else')`),
    loopBody.map((b) => `${label}: for (let i = 0; i < 3; i++) ${b}`),
    loopBody.map((b) => `${label}: for (const x of [a, 2, 'z']) ${b}`),
    loopBody.map((b) => `${label}: for (const k in { p: 1, q: 2 }) ${b}`),
    loopBody.map((b) => `{ let w = 0; ${label}: while (w++ < 3) ${b} }`),
    loopBody.map((b) => `{ let w = 0; ${label}: do ${b}\nwhile (w++ < 2) }`),
    fc
      .tuple(block, block, block)
      .map(
        ([t, c, f]) =>
          `try { ${t} } catch (e) { log('caught', e?.message ?? e); ${c} } finally { ${f} }`,
      ),
    fc.tuple(block, block).map(([t, f]) => `try { ${t} } finally { ${f} }`),
    fc.tuple(block, block).map(([t, c]) => `try { ${t} } catch { ${c} }`),
    fc
      .tuple(value, block, block)
      .map(
        ([v, one, rest]) =>
          `switch (${v}) { case 1: let q = 1; ${one}\ncase 2: { ${rest} }\ndefault: log('default') }`,
      ),
    fc
      .tuple(value, block)
      .map(
        ([e, b]) =>
          `{ class C { #p = ${kind === 'function' ? e.replaceAll('arguments', 'list') : '1'}; static s = 1; get p() { return this.#p } static { log('static', C.s) } run(a, b, x) { ${kind === 'function' ? b.replaceAll(/\b(?:break|continue)\b(?: l\d)?/g, 'log(1)') : ''} } }\nconst c = new C(); log(c.p); log(c.run(1, 2, 3)) }`,
      ),
    ...(kind === 'async' || kind === 'asyncGenerator'
      ? [loopBody.map((b) => `${label}: for await (const x of [Promise.resolve(1), 2]) ${b}`)]
      : []),
  )
}

function statements(place: Place): fc.Arbitrary<string> {
  return fc.array(statement(place), { minLength: 1, maxLength: 3 }).map((list) => list.join('\n'))
}

function functionOf(kind: Place['kind'], index: number): fc.Arbitrary<string> {
  const head = {
    function: 'function',
    generator: 'function*',
    async: 'async function',
    asyncGenerator: 'async function*',
  }[kind]
  const call = {
    function: (f: string) => `log('value', ${f}.call({ n: 1 }, 1, 2))`,
    generator: (f: string) =>
      `let turns = 0; for (const v of ${f}(1, 2)) { log('got', v); if (++turns > 9) break }`,
    async: (f: string) =>
      `${f}(1, 2).then((v) => log('later', v), (e) => log('rejected', e?.message ?? e))`,
    asyncGenerator: (f: string) =>
      `(async () => { let turns = 0; for await (const v of ${f}(1, 2)) { log('got', v); if (++turns > 9) break } })().catch((e) => log('rejected', e?.message ?? e))`,
  }[kind]
  const body = statements({ depth: 3, loops: [], kind })
  return body.map(
    (text) =>
      `${head} f${index}(a, b = a, x = 0) {\nburn()\n${text}\n}\ntry { ${call(`f${index}`)} } catch (e) { log('thrown', e?.message ?? e) }`,
  )
}

/** A program of several functions of each kind that ends, and prints on its way. */
export const generatedProgram: fc.Arbitrary<string> = fc
  .tuple(
    ...(['function', 'function', 'generator', 'async', 'asyncGenerator', 'function'] as const).map(
      functionOf,
    ),
  )
  .map(
    (functions) => `let a = 1, b = 2, x = 3, fuel = 200, lines = 0
const list = [1, 2], later = []
const log = (...what) => { if (lines++ < 300) console.log(...what) }
const burn = () => { if (--fuel < 0) throw new Error('fuel') }
const tag = (parts, ...given) => parts.raw.join('|') + given.join()
${functions.join('\n')}
for (const f of later.slice(0, 20)) try { log('closure', f()) } catch (e) { log('closure', e?.message ?? e) }
log(a, b, x)
`,
  )
