import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Script } from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Language } from '../../src/core/course/model.ts'
import { MUTATION_OPERATORS } from '../../src/core/grading/mutant.ts'
import { root } from '../helpers/sandbox.ts'
import { makeMutants } from '../helpers/verification.ts'

const SAMPLES = join(root, 'test/fixtures/mutation')
const ENDINGS = { python: 'py', javascript: 'js', typescript: 'ts', sql: 'sql' } as const
const sample = (language: Language) =>
  readFileSync(join(SAMPLES, `sample.${ENDINGS[language]}`), 'utf8')

async function made(language: Language, text: string, most = 1_000) {
  return makeMutants(language, [{ path: 'main', text }], most)
}

async function changes(language: Language, text: string): Promise<string[]> {
  const mutants = await made(language, text)
  return mutants.map(
    ({ line, operator, before, after }) => `${line} ${operator}: ${before} → ${after}`,
  )
}

test.each(['python', 'javascript', 'typescript', 'sql'] as const)(
  'the mistakes that can be made in a sample of %s',
  async (language) => {
    await expect(`${(await changes(language, sample(language))).join('\n')}\n`).toMatchFileSnapshot(
      join(SAMPLES, `${language}.txt`),
    )
  },
)

test('every kind of mistake is made in some sample', async () => {
  const kinds = new Set<string>()
  for (const language of ['python', 'javascript', 'typescript', 'sql'] as const)
    for (const { operator } of await made(language, sample(language))) kinds.add(operator)
  expect(Object.keys(MUTATION_OPERATORS).filter((kind) => !kinds.has(kind))).toEqual([])
})

test.each<[string, Language, string, string]>([
  ['plus nothing', 'python', 'arithmetic', 'def f(x):\n    print(x + 0)'],
  ['a greatest', 'python', 'boundary', 'for x in xs:\n    if x > best:\n        best = x'],
  ['a greater of two', 'javascript', 'boundary', 'f(a > b ? a : b)'],
  ['a flag', 'python', 'jump', 'for x in xs:\n    if x:\n        found = True\n        break'],
  ['other values', 'python', 'branch-joined', 'if a == 1:\n    f()\nelif a == 2:\n    g()'],
  [
    'an exit',
    'python',
    'branch-joined',
    'def f(a):\n    if a:\n        return\n    elif b:\n        g()',
  ],
  ['texts', 'javascript', 'equality', 'const a = prompt(); const b = a.trim(); f(a === b)'],
  ['a type', 'javascript', 'equality', 'f(typeof a === "string")'],
  ['a distance', 'javascript', 'operands', 'f(Math.abs(a - b))'],
  ['a product', 'javascript', 'conversion', 'const a = Number(prompt()); f(`${a * 2}`)'],
  ['dead code', 'python', 'boundary', 'def f():\n    return g()\n    h(1 < 2)'],
  ['a comment', 'python', 'logic', '# a and b\nprint("a and b")'],
  ['a type', 'typescript', 'literal', 'export const f = (a: 1 | 2): 1 => g(a)'],
  ['BETWEEN', 'sql', 'logic', 'SELECT a FROM t WHERE a BETWEEN b AND c'],
])('what changes nothing is left out: %s in %s, %s', async (_, language, operator, text) => {
  const mutants = await made(language, text)
  expect(mutants.map((mutant) => mutant.operator)).not.toContain(operator)
  expect(mutants.length).toBeGreaterThan(0)
})

test('they are the same every time, spread over the text and over kinds of mistakes', async () => {
  const text = Array.from({ length: 40 }, (_, n) => `def f${n}(a, b):\n    return a - b * ${n}\n`)
  const all = await made('python', text.join('\n'))
  const some = await made('python', text.join('\n'), 24)
  expect(await made('python', text.join('\n'), 24)).toEqual(some)
  expect(some).toHaveLength(24)
  expect(all.length).toBeGreaterThan(150)
  const kinds = new Set(all.map(({ operator }) => operator))
  for (const kind of kinds)
    expect(some.filter(({ operator }) => operator === kind).length).toBeGreaterThan(2)
  const lines = some.map(({ line }) => line)
  expect(lines).toEqual([...lines].sort((one, other) => one - other))
  for (const quarter of [0, 1, 2, 3])
    expect(lines.filter((line) => Math.floor(line / 30) === quarter).length).toBeGreaterThan(2)
})

test('a change stands where it says', async () => {
  const text = sample('python')
  for (const { line, column, before, after, files } of await made('python', text)) {
    const lines = text.split('\n')
    const at = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1
    expect(files[0]?.text).toBe(text.slice(0, at) + after + text.slice(at + before.length))
  }
})

const python = spawnSync('python3', ['-c', 'pass']).status === 0

test.skipIf(!python)('Python itself reads every mutant', async () => {
  const solutions = globSync('content/*/exercises/*/solution/*.py', { cwd: root })
  const texts = [
    sample('python'),
    ...solutions.map((path) => readFileSync(join(root, path), 'utf8')),
  ]
  const mutants = (await Promise.all(texts.map((text) => made('python', text)))).flat()
  const program = `import json, sys
for text in json.load(sys.stdin):
    try:
        compile(text, "main.py", "exec")
    except SyntaxError as error:
        print(error, text)
`
  const { stdout, status } = spawnSync('python3', ['-W', 'ignore', '-c', program], {
    input: JSON.stringify(mutants.map(({ files }) => files[0]?.text)),
    encoding: 'utf8',
  })
  expect([status, stdout]).toEqual([0, ''])
  expect(mutants.length).toBeGreaterThan(500)
})

test('V8 and SQLite themselves read every mutant', async () => {
  const solutions = globSync('content/*/exercises/*/solution/*.js', { cwd: root })
  const texts = [
    sample('javascript'),
    ...solutions.map((path) => readFileSync(join(root, path), 'utf8')),
  ]
  const scripts = (await Promise.all(texts.map((text) => made('javascript', text)))).flat()
  for (const { files } of scripts) expect(() => new Script(files[0]?.text ?? '')).not.toThrow()
  expect(scripts.length).toBeGreaterThan(200)

  const queries = await made('sql', sample('sql'))
  for (const { files } of queries) {
    const database = new DatabaseSync(':memory:')
    database.exec('CREATE TABLE a (id, name, x, y, z, q, price); CREATE TABLE b (a, note, c)')
    expect(() => database.exec(files[0]?.text ?? '')).not.toThrow(/syntax|incomplete|unrecognized/)
    database.close()
  }
})

test('any text gives changes that differ from it, or none', async () => {
  const pieces = [
    '"',
    "'",
    '`',
    '#',
    '//',
    '/*',
    '*/',
    ' < ',
    ' and ',
    ' && ',
    '1',
    '\n',
    '    ',
    'x',
  ]
  const words = [
    'return x',
    'if (a) {',
    '}',
    'if a:',
    '"""',
    '\\',
    '(',
    ')',
    'SELECT ',
    ' FROM t',
    ';',
  ]
  const text = fc.array(fc.constantFrom(...pieces, ...words), { maxLength: 20 })
  const language = fc.constantFrom<Language>('python', 'javascript', 'typescript', 'sql')
  await fc.assert(
    fc.asyncProperty(text, language, async (parts, name) => {
      const source = parts.join('')
      for (const { files } of await made(name, source)) expect(files[0]?.text).not.toBe(source)
    }),
    { numRuns: 300 },
  )
})
