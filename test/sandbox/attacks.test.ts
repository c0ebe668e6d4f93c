import { expect, test } from 'vitest'
import { LANGUAGES, type Language } from '../../src/core/course/model.ts'
import { PROMISES, type Tier } from '../../src/core/grading/code-runner.ts'
import { readCorpus } from '../../src/sandbox/lab/corpus.ts'
import { CORPUS, EVERYTHING, faultsOf, labOf } from '../helpers/lab.ts'

test('the corpus has every attack of the list, on every promise', () => {
  const attacks = readCorpus(CORPUS)
  expect(attacks.length).toBeGreaterThan(150)
  const numbers = new Set(
    attacks.map(({ id }) => `${id.split('/')[0]} ${Number.parseInt(id.split('/')[1] ?? '', 10)}`),
  )
  const listed = (language: string, from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => `${language} ${from + at}`)
  const wanted = [
    ...listed('javascript', 1, 20),
    ...listed('python', 21, 52),
    ...listed('sql', 53, 58),
  ]
  expect(wanted.filter((one) => !numbers.has(one))).toEqual([])
  expect(
    [...PROMISES, 'host'].filter((one) => !attacks.some(({ promise }) => promise === one)),
  ).toEqual([])
  expect(LANGUAGES.filter((one) => !attacks.some(({ language }) => language === one))).toEqual([])
})

/**
 * What runs here, in seconds. All of it, in every tier, as root and not, is test/slow/corpus.test.ts, which CI runs
 * too.
 */
const HERE: [Tier, Language, string][] = [
  ['namespaces', 'python', 'python/4'],
  ['kernel', 'python', 'python/3'],
  ['isolate', 'javascript', 'javascript/01'],
  ['kernel', 'sql', 'sql/5'],
]

test.each(HERE)(
  'in %s no attack in %s does what no program may',
  { timeout: 300_000 },
  async (tier, language, only) => {
    const report = await labOf().attack({ ...EVERYTHING, tier, language, only })
    expect(faultsOf(report)).toEqual([])
    expect(report).toMatchObject({ missing: [], passed: true })
  },
)

test('without python3 each attack is judged by what WebAssembly answers, in whatever box', {
  timeout: 120_000,
}, async () => {
  const only = '113-starting-programs'
  const wanted = { ...EVERYTHING, tier: 'kernel', language: 'python', only } as const
  const report = await labOf({ python: null }).attack(wanted)
  expect(faultsOf(report)).toEqual([])
  expect(report.results).toMatchObject([{ tier: 'kernel', verdict: 'forbidden' }])
})
