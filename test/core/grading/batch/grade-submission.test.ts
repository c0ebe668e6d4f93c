import { expect, test } from 'vitest'
import { gradeSubmission } from '../../../../src/core/grading/batch/grade-submission.ts'
import { call, exercise, runnerOf, testCase } from '../../../helpers/sandbox.ts'
import { AS_TEXT, DOUBLE, handedIn, parts, RIGHT, task } from './grading.ts'

test('a pass is run twice, the second time the other way round, and has its quality', async () => {
  const ctx = parts(RIGHT)
  const graded = await gradeSubmission(ctx, task(), handedIn('jane'))
  expect(graded).toMatchObject({ stability: 'stable', points: 50, quality: { score: 90 } })
  expect(graded.verdict).toMatchObject({ status: 'passed', points: 4 })
  expect(graded.verdict?.tests.map(({ id }) => id)).toEqual(['of-1', 'of-2', 'of-3'])
  expect(ctx.asked.map(({ cases }) => cases.map(({ id }) => id))).toEqual([
    ['of-1', 'of-2', 'of-3'],
    ['of-2', 'of-1', 'of-3'],
  ])
})

test('what does not pass is run once; points are its share of the full score', async () => {
  const ctx = parts((_, id) => ({ value: id === 'of-3' ? 6 : 0 }))
  const graded = await gradeSubmission(ctx, task(), handedIn('jane'))
  expect(graded).toMatchObject({ stability: 'once', points: 25, quality: null })
  expect(ctx.asked).toHaveLength(1)
})

test('a pass that is not confirmed is none, and the test that differed is named', async () => {
  let runs = 0
  const ctx = parts((request, id) => {
    if (id === request.cases[0]?.id) runs++
    return runs === 2 && id === 'of-2' ? { value: 5 } : RIGHT(request, id)
  })
  const graded = await gradeSubmission(ctx, task(), handedIn('jane'))
  expect(graded).toMatchObject({ stability: 'flaky', points: 37.5, quality: null })
  expect(graded.verdict?.status).toBe('failed')
  expect(graded.verdict?.tests.map(({ id, status }) => [id, status])).toEqual([
    ['of-1', 'passed'],
    ['of-2', 'failed'],
    ['of-3', 'passed'],
  ])
  expect(graded.verdict?.tests[1]?.rationale).toMatch(
    /^Passed in the first run, but not in the second on the same input\. /,
  )
})

test('a second run that was only too late is run once more', async () => {
  const late = (...runs: number[]) => {
    let run = 0
    return parts((request, id) => {
      if (id === request.cases[0]?.id) run++
      return runs.includes(run) && id === 'of-2' ? { timedOut: true } : RIGHT(request, id)
    })
  }
  const once = await gradeSubmission(late(2), task(), handedIn('jane'))
  expect(once).toMatchObject({ stability: 'stable', points: 50 })
  const twice = await gradeSubmission(late(2, 3), task(), handedIn('jane'))
  expect(twice).toMatchObject({ stability: 'flaky', verdict: { status: 'failed' } })
})

test('only the visible tests are run when the hidden ones are not there', async () => {
  const ctx = parts(RIGHT)
  const { exercise, options } = task()
  const visible = { exercise, options: { ...options, hidden: false } }
  const graded = await gradeSubmission(ctx, visible, handedIn('jane'))
  expect(graded.verdict?.tests.map(({ id }) => id)).toEqual(['of-1', 'of-2'])
})

test('a program gets what the learner may change, and the rest from the course', async () => {
  const ctx = parts(RIGHT)
  const given = {
    ...DOUBLE,
    edit: ['main.py', 'helper.py'],
    readonly: ['data.py'],
    starter: [
      { path: 'main.py', text: 'starter' },
      { path: 'helper.py', text: 'helper of the course' },
      { path: 'data.py', text: 'data of the course' },
    ],
  }
  const files = [
    { path: 'main.py', text: 'mine' },
    { path: 'data.py', text: 'forged' },
    { path: 'sitecustomize.py', text: 'planted' },
  ]
  await gradeSubmission(ctx, task(given), handedIn('jane', '', { files }))
  expect(ctx.asked[0]?.files.map(({ path, text }) => [path, text]).sort()).toEqual([
    ['data.py', 'data of the course'],
    ['helper.py', 'helper of the course'],
    ['main.py', 'mine'],
  ])
  const without = await gradeSubmission(ctx, task(given), handedIn('ben', '', { files: [] }))
  expect(without.verdict).toMatchObject({ status: 'error', errorKind: 'missing-file' })
})

test('what programs print and give back is cut, so that a class fits into memory', async () => {
  const long = 'x'.repeat(60_000)
  const many = exercise(
    'python',
    Array.from({ length: 30 }, (_, n) => testCase(`t${n}`, call('f'), { returns: 'y' })),
  )
  const ctx = parts(() => ({ value: long, stdout: `${long}\n${long}` }))
  const { verdict } = await gradeSubmission(ctx, task(many), handedIn('jane'))
  expect(JSON.stringify(verdict).length).toBeLessThan(160_000)
  expect(verdict?.tests[0]?.output).toHaveLength(4_000)
  expect(verdict?.tests[0]).toMatchObject({ outputCut: true, status: 'failed' })
  expect(verdict?.tests[29]?.output).toHaveLength(200)
})

test('of a submission that nobody can read nothing is run', async () => {
  const ctx = parts(AS_TEXT)
  const problem = { kind: 'invalid-data' as const, message: 'main.py is a named pipe.', next: null }
  const graded = await gradeSubmission(ctx, task(), handedIn('pipe', '', { files: [], problem }))
  expect(graded).toMatchObject({ verdict: null, points: null, problem })
  expect(ctx.asked).toEqual([])
})

test('a program that tosses a coin in a real sandbox is found out', async () => {
  const runner = runnerOf('isolate')
  const coin = exercise('javascript', [testCase('t', call('toss'), { returns: true })])
  const text = 'export function toss() { return Math.random() < 0.5 }\n'
  const ctx = { runner, quality: async () => null }
  const { options } = task()
  const seen = new Set<string>()
  // Each time it is one in four; forty times without it would be one in a hundred thousand.
  for (let tries = 0; tries < 40 && !seen.has('flaky'); tries++) {
    const submission = handedIn('coin', '', { files: [{ path: 'main.js', text }] })
    const graded = await gradeSubmission(
      ctx,
      { exercise: coin, options: { ...options, atLeast: 'isolate' } },
      submission,
    )
    seen.add(graded.stability)
    if (graded.stability === 'flaky') expect(graded.verdict?.status).toBe('failed')
  }
  await runner.close()
  expect([...seen]).toContain('flaky')
}, 120_000)
