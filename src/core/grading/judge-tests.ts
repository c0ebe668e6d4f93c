import type { Exercise, ExpectedTest, TestFile } from '../course/model.ts'
import type { Planted } from './canaries/canaries.ts'
import { causeOf } from './cause-words.ts'
import type { FrameworkTest, TestsResult } from './code-runner.ts'
import type { Place, TestStatus } from './verdict.ts'
import { placeOf } from './words.ts'

/** What became of one test that the file must have. */
export interface JudgedTest {
  expected: ExpectedTest
  status: TestStatus
  /** What it said, or why it does not count. */
  message: string
  where: Place | null
  output: string
  durationMs: number
}

export interface JudgedFile {
  tests: JudgedTest[]
  /** Why nothing of the submission's results can be believed, for a teacher; null: nothing speaks against them. */
  tampering: string | null
  /** A cause that ended the run, an exception's class, or null. */
  kind: string | null
}

/**
 * Judges what a test file's guest reported. Pure, and mistrusting: only the names that the solution had can pass, each
 * as often as with the solution; a run without its end passes nothing; canaries say whether the rest can be believed.
 */
export function judgeTests(
  exercise: Exercise,
  file: TestFile,
  planted: Planted,
  result: TestsResult,
): JudgedFile {
  const canaries = new Set([...planted.mustPass, ...planted.mustFail])
  const reported = new Map<string, FrameworkTest[]>()
  for (const test of result.tests)
    reported.set(test.name, [...(reported.get(test.name) ?? []), test])
  const tampering = tamperingOf(planted, reported, result)
  const cause = causeOf(result, exercise)
  // One test that ran out of memory, or was refused something, says nothing of the others.
  const unended = result.complete ? null : (cause?.words ?? 'The tests ended before all had run.')
  const times = new Map<string, number>()
  for (const { name } of file.expected) times.set(name, (times.get(name) ?? 0) + 1)
  const extra = [...reported.keys()].find((name) => !times.has(name) && !canaries.has(name))
  const used = new Map<string, number>()
  const tests = file.expected.map((expected) => {
    const turn = used.get(expected.name) ?? 0
    used.set(expected.name, turn + 1)
    const same = reported.get(expected.name) ?? []
    const test = same[turn]
    const fault = faultOf(expected, test, {
      tooOften: same.length > (times.get(expected.name) ?? 0),
      extra: extra ?? null,
      unended,
      unfinished: result.unfinished === expected.name,
      isBlamed: file.expected.some(({ name }) => name === result.unfinished),
      loading: result.error === null ? null : `${result.error.type}: ${result.error.message}`,
    })
    const place = test?.where ?? null
    return {
      expected,
      ...fault,
      where: place === null ? placeOf(test === undefined ? result.error : null) : asPlace(place),
      output: test?.output ?? '',
      durationMs: test?.durationMs ?? 0,
    }
  })
  const wrong = tests.find(({ status }) => status === 'failed' || status === 'error')
  const kind =
    cause?.kind ?? (wrong === undefined ? (unended === null ? null : 'crash') : kindOf(wrong))
  return { tests, tampering, kind }
}

function asPlace({ file, line, text }: Place): Place {
  return { file, line, text }
}

function faultOf(
  expected: ExpectedTest,
  test: FrameworkTest | undefined,
  run: {
    tooOften: boolean
    extra: string | null
    unended: string | null
    /** It was running when the run ended. */
    unfinished: boolean
    /** Another test of the file was. */
    isBlamed: boolean
    loading: string | null
  },
): { status: TestStatus; message: string } {
  const skipped = (message: string) => ({ status: 'skipped' as const, message })
  const error = (message: string) => ({ status: 'error' as const, message })
  if (test === undefined) {
    if (run.unended !== null && run.unfinished) return error(run.unended)
    if (run.unended !== null && run.loading === null)
      return skipped(
        run.isBlamed ? 'Not run: the tests ended before it.' : `Not run: ${run.unended}`,
      )
    return error(run.loading ?? 'It was not run.')
  }
  if (test.status === 'failed' || test.status === 'error')
    return { status: test.status, message: test.message }
  if (run.tooOften) return error('It was reported more often than it is there.')
  if (run.extra !== null)
    return error(`A test was reported that the file does not have: ${run.extra}.`)
  if (test.status === 'skipped')
    return expected.skipped ? skipped('') : error(`It was skipped: ${test.message}`)
  if (run.unended !== null) return skipped('Not counted: the tests did not come to their end.')
  return { status: 'passed', message: '' }
}

/** The class of an exception that a message begins with; else what the assertion found. */
function kindOf({ status, message }: JudgedTest): string {
  return status === 'error' ? (/^\w+(?=:|$)/.exec(message)?.[0] ?? 'error') : 'failed-test'
}

const WORN_OUT = /^(MemoryError|RecursionError|RangeError)/

function tamperingOf(
  planted: Planted,
  reported: ReadonlyMap<string, FrameworkTest[]>,
  result: TestsResult,
): string | null {
  if (result.patched !== null)
    return `While its tests ran it changed ${result.patched}, which is not its own.`
  for (const name of planted.mustFail) {
    const [canary, ...more] = reported.get(name) ?? []
    if (canary?.status === 'passed' || canary?.status === 'skipped' || more.length > 0)
      return 'A test that fails whatever a program does was reported as passed.'
    if (canary === undefined && result.complete)
      return 'A test that fails whatever a program does was not reported.'
  }
  for (const name of planted.mustPass) {
    const [canary, ...more] = reported.get(name) ?? []
    if (canary === undefined ? result.complete && result.error === null : more.length > 0)
      return 'A test that passes whatever a program does was not reported as it is.'
    if (canary === undefined || canary.status === 'passed') continue
    // A program that filled the memory lets every test after it fail.
    if (canary.status === 'error' && WORN_OUT.test(canary.message)) continue
    return 'A test that passes whatever a program does was reported as failed.'
  }
  return null
}
