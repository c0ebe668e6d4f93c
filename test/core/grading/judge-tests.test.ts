import { describe, expect, test } from 'vitest'
import type { Planted } from '../../../src/core/grading/canaries/canaries.ts'
import { randomOf } from '../../../src/core/grading/canaries/chance.ts'
import { plantPython } from '../../../src/core/grading/canaries/python.ts'
import { readPython, testClasses } from '../../../src/core/grading/canaries/python-source.ts'
import {
  type FrameworkTest,
  NO_CAUSES,
  type TestsResult,
} from '../../../src/core/grading/code-runner.ts'
import { judgeTests } from '../../../src/core/grading/judge-tests.ts'
import { shoutExercise, testFile, VISIBLE_TESTS } from '../../helpers/framework.ts'

const FILE = testFile('a_test.py', '', ['A.test_one', 'A.test_two'])
const PLANTED: Planted = { text: '', mustPass: ['A.test_good'], mustFail: ['A.test_bad'] }

function reported(name: string, status: FrameworkTest['status'] = 'passed', message = '') {
  return { name, status, message, where: null, output: '', durationMs: 1 }
}
const CANARIES = [reported('A.test_good'), reported('A.test_bad', 'failed', 'no')]
const BOTH = [reported('A.test_one'), reported('A.test_two')]

function judged(tests: FrameworkTest[], more: Partial<TestsResult> = {}) {
  const result: TestsResult = {
    ...NO_CAUSES,
    where: null,
    grew: null,
    tests,
    complete: true,
    unfinished: null,
    patched: null,
    error: null,
    stdout: '',
    stderr: '',
    tier: 'namespaces',
    durationMs: 1,
    peakMemoryBytes: null,
    ...more,
  }
  const { tests: all, tampering } = judgeTests(shoutExercise(), FILE, PLANTED, result)
  return { statuses: all.map(({ status }) => status), tampered: tampering !== null }
}

describe('what is reported', () => {
  test.each<[string, FrameworkTest[], Partial<TestsResult>, string[]]>([
    ['all is well', BOTH, {}, ['passed', 'passed']],
    ['one is missing', [reported('A.test_one')], {}, ['passed', 'error']],
    ['one is renamed', [reported('A.test_one'), reported('A.test_2')], {}, ['error', 'error']],
    ['one is added', [...BOTH, reported('B.test_one')], {}, ['error', 'error']],
    ['one comes twice', [...BOTH, reported('A.test_one')], {}, ['error', 'passed']],
    [
      'one is skipped',
      [reported('A.test_one'), reported('A.test_two', 'skipped')],
      {},
      ['passed', 'error'],
    ],
    ['no end', BOTH, { complete: false }, ['skipped', 'skipped']],
    [
      'no end in time',
      [reported('A.test_one')],
      { complete: false, timedOut: true, unfinished: 'A.test_two' },
      ['skipped', 'error'],
    ],
    ['nothing', [], { complete: false, crashed: true }, ['skipped', 'skipped']],
  ])('%s', (_, tests, more, statuses) => {
    expect(judged([...tests, ...CANARIES], more)).toEqual({ statuses, tampered: false })
  })
})

describe('canaries', () => {
  const [good, bad] = CANARIES as [FrameworkTest, FrameworkTest]
  test.each<[string, FrameworkTest[], Partial<TestsResult>]>([
    ['one that must fail passes', [good, { ...bad, status: 'passed' }], {}],
    [
      'one that must fail passes and then all ends',
      [{ ...bad, status: 'passed' }],
      { complete: false },
    ],
    ['one that must fail is skipped', [good, { ...bad, status: 'skipped' }], {}],
    ['one that must fail comes twice', [good, bad, bad], {}],
    ['one that must fail is missing', [good], {}],
    ['one that must pass fails', [{ ...good, status: 'failed' }, bad], {}],
    ['one that must pass is missing', [bad], {}],
    ['the framework was changed', [good, bad], { patched: 'TestCase.assertEqual' }],
  ])('%s', (_, canaries, more) => {
    expect(judged([...BOTH, ...canaries], more).tampered).toBe(true)
  })

  test('a program that filled the memory is not accused', () => {
    const worn = { ...good, status: 'error' as const, message: 'MemoryError' }
    expect(judged([...BOTH, worn, bad]).tampered).toBe(false)
  })
})

test('strings, comments and brackets hide what looks like a test', () => {
  const source = readPython(`class A(TestCase):
    text = """
class B(TestCase):
    def test_in_text(self): pass
"""
    # def test_in_comment(self): pass
    @mark.task(
        taskno=1,
    )
    def test_real(self):
        self.assertEqual(f("#", ')'),
                         [1, (2)])

    async def test_later(self, mock):
        pass
`)
  const [only, ...more] = testClasses(source)
  expect(more).toEqual([])
  expect(only?.methods.map(({ name, isPlain }) => [name, isPlain])).toEqual([
    ['test_real', true],
    ['test_later', false],
  ])
})

test('the same seed plants the same canaries, another one others, none with a name of the file', () => {
  const file = testFile('shout_test.py', VISIBLE_TESTS, [
    'ShoutTest.test_one_word',
    'ShoutTest.test_three_times',
  ])
  const planted = (seed: number) => plantPython(file, randomOf(seed, 'shout_test.py'))
  expect(planted(1)).toEqual(planted(1))
  expect(planted(1).text).not.toBe(planted(2).text)
  const texts = new Set<string>()
  for (let seed = 0; seed < 200; seed++) {
    const { text, mustFail, mustPass } = planted(seed)
    texts.add(text)
    const names = [...mustFail, ...mustPass, ...file.expected.map(({ name }) => name)]
    expect(new Set(names).size).toBe(names.length)
    expect(mustFail.length).toBeGreaterThanOrEqual(4)
    expect(mustPass.length).toBeGreaterThanOrEqual(1)
    // Nothing of the author's own is lost.
    for (const line of VISIBLE_TESTS.split('\n')) expect(text).toContain(line)
  }
  expect(texts.size).toBe(200)
})

test('an expected value in a branch that may not run is not exchanged', () => {
  const text = `class A(unittest.TestCase):
    def test_it(self):
        for item in f():
            self.assertEqual(item, 1)
        if g():
            self.assertEqual(f(), 2)
        with self.assertRaises(ValueError):
            self.assertEqual(f(), 3)
`
  const file = testFile('a_test.py', text, ['A.test_it'])
  expect(plantPython(file, randomOf(1, 'a')).mustFail).toHaveLength(2)
})
