import { expect, test } from 'vitest'
import { exitCodeOf } from '../../../../src/core/grading/batch/exit-code.ts'
import { gradeAll } from '../../../../src/core/grading/batch/grade-all.ts'
import { summaryOf } from '../../../../src/core/grading/batch/summary.ts'
import type { GradedSubmission, GradeReport } from '../../../../src/core/grading/grade-report.ts'
import type { SubmissionProblem } from '../../../../src/core/grading/submission.ts'
import { AS_TEXT, each, handedIn, parts, quietly, task } from './grading.ts'

const problem = (kind: SubmissionProblem['kind']): SubmissionProblem => ({
  kind,
  message: 'no',
  next: null,
})
const unread = (name: string, kind: SubmissionProblem['kind'] = 'invalid-data') =>
  handedIn(name, '', { files: [], problem: problem(kind) })

const graded = (...submissions: Parameters<typeof each>[0]): Promise<GradedSubmission[]> =>
  gradeAll(parts(AS_TEXT), task(), each(submissions), quietly())

test('everybody is counted once, and tests that most failed come first', async () => {
  const all = await graded(
    handedIn('a', 'right'),
    handedIn('b', 'wrong'),
    handedIn('c', 'wrong'),
    handedIn('d', 'loop'),
    unread('e'),
  )
  const flaky: GradedSubmission = { ...(all[1] as GradedSubmission), name: 'f', stability: 'flaky' }
  const broken = { rationale: 'main.py cannot be read as Python, line 3.', where: null, output: '' }
  const verdict = { ...(all[1]?.verdict as NonNullable<GradedSubmission['verdict']>), broken }
  const error: GradedSubmission = {
    ...flaky,
    name: 'g',
    stability: 'once',
    verdict: { ...verdict, status: 'error' },
  }
  const tampered: GradedSubmission = {
    ...error,
    name: 'h',
    verdict: { ...verdict, broken: null, status: 'tampered' },
  }
  const summary = summaryOf([...all, flaky, error, tampered], 1_000)
  expect(summary).toMatchObject({
    total: 8,
    passed: 1,
    failed: 3,
    errors: 1,
    tampered: 1,
    flaky: 1,
    ungraded: 1,
  })
  // What could not run, or is not believed, did not fail.
  expect(
    summary.tests.map(({ id, passed, failed, skipped }) => [id, passed, failed, skipped]),
  ).toEqual([
    ['of-1', 1, 4, 2],
    ['of-2', 1, 4, 2],
    ['of-3', 1, 4, 2],
  ])
})

test('equal mistakes are found whatever the line, and are told in words', async () => {
  const all = await graded(
    handedIn('a', 'wrong'),
    handedIn('b', 'wrong'),
    handedIn('c', 'loop'),
    handedIn('d', 'right'),
  )
  const { clusters } = summaryOf(all, 0)
  expect(clusters).toEqual([
    { what: 'of-1: double(1) gave back 1. 2 more tests fail.', submissions: ['a', 'b'] },
  ])
  const at = (name: string, line: number): GradedSubmission => {
    const one = all[0] as GradedSubmission
    const rationale = `main.py cannot be read as Python, line ${line}: invalid syntax.`
    const verdict = one.verdict as NonNullable<GradedSubmission['verdict']>
    return {
      ...one,
      name,
      verdict: {
        ...verdict,
        status: 'error',
        errorKind: 'SyntaxError',
        broken: { rationale, where: null, output: '' },
      },
    }
  }
  expect(summaryOf([at('x', 3), at('y', 12)], 0).clusters).toEqual([
    { what: 'main.py cannot be read as Python: invalid syntax.', submissions: ['x', 'y'] },
  ])
})

test('wrong, cannot be graded, and a bug never share an exit code', async () => {
  const code = async (
    many: boolean,
    failUnder: number | null,
    ...submissions: Parameters<typeof each>[0]
  ) => {
    const report = { submissions: await graded(...submissions) } as unknown as GradeReport
    return exitCodeOf(report, many, failUnder)
  }
  const [right, wrong, bug] = [handedIn('r', 'right'), handedIn('w', 'wrong'), handedIn('b', 'bug')]
  expect(await code(false, null, right)).toBe(0)
  expect(await code(false, null, wrong)).toBe(1)
  expect(await code(false, null, handedIn('l', 'loop'))).toBe(1)
  expect(await code(false, null, bug)).toBe(70)
  expect(await code(false, null, unread('u'))).toBe(6)
  expect(await code(false, null, unread('u', 'limit'))).toBe(6)
  expect(await code(false, null, unread('u', 'usage'))).toBe(2)
  expect(await code(true, null, right, wrong, unread('u'))).toBe(0)
  expect(await code(true, 50, right, wrong)).toBe(1)
  expect(await code(true, 50, right)).toBe(0)
  expect(await code(true, null, right, bug)).toBe(70)
  expect(await code(true, null, right, unread('s', 'no-sandbox'))).toBe(7)
  expect(await code(true, null, unread('u'), unread('v'))).toBe(6)
  expect(await code(false, 51, right)).toBe(1) // a full score is worth 50 here
})
