import { execFile } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../src/core/course/model.ts'
import { PROMISES, TIERS } from '../../src/core/grading/code-runner.ts'
import { readCorpus } from '../../src/sandbox/lab/corpus.ts'
import { CORPUS, EVERYTHING, faultsOf, labOf } from '../helpers/lab.ts'
import { root } from '../helpers/sandbox.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

/** Root's guests are nobody's; here mastery itself is. */
const asOther = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath]

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

describe.each(TIERS)('in the tier %s', (tier) => {
  test.each(LANGUAGES)(
    'no attack in %s does what no program may',
    { timeout: 300_000 },
    async (language) => {
      const report = await labOf().attack({ ...EVERYTHING, tier, language })
      expect(faultsOf(report)).toEqual([])
      // Where a tier is missing, it says so; the machines that test mastery have all but Python in an isolate.
      if (language !== 'python' || tier !== 'isolate') expect(report.missing).toEqual([])
      expect(report.passed).toBe(report.results.length > 0)
    },
  )
})

test.runIf(process.getuid?.() === 0)(
  'nor does any in Python and SQL, when mastery is an ordinary user',
  { timeout: 300_000 },
  async () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o777)
    const script = join(folder, 'user.ts')
    writeFileSync(
      script,
      `import { EVERYTHING, faultsOf, labOf } from ${JSON.stringify(join(root, 'test/helpers/lab.ts'))}
const faults = []
for (const tier of ['namespaces', 'kernel'] as const)
  for (const language of ['python', 'sql'] as const) {
    const report = await labOf().attack({ ...EVERYTHING, tier, language })
    faults.push(...faultsOf(report), ...report.missing)
  }
console.log(JSON.stringify({ user: process.getuid(), faults }))
`,
    )
    const { stdout } = await promisify(execFile)('setpriv', [...asOther, script], {
      env: { PATH: '/usr/bin:/bin', HOME: folder, TMPDIR: folder },
    })
    expect(JSON.parse(stdout)).toEqual({ user: 65534, faults: [] })
  },
)

test('without bubblewrap and without python3 the same holds in what is left', {
  timeout: 120_000,
}, async () => {
  for (const without of [
    { bubblewrap: null },
    { python: null },
    { bubblewrap: null, python: null },
  ]) {
    const report = await labOf(without).attack({ ...EVERYTHING, only: 'constructor' })
    expect(faultsOf(report)).toEqual([])
    const lost = report.missing.map(({ language, tier }) => `${language} ${tier}`)
    expect(lost.includes('javascript namespaces')).toBe('bubblewrap' in without)
    expect(lost.includes('javascript isolate')).toBe(false)
    expect(report.results.length).toBeGreaterThan(3)
  }
})
