import { expect, test } from 'vitest'
import { MasteryError } from '../../../../src/core/errors.ts'
import { gradeAll } from '../../../../src/core/grading/batch/grade-all.ts'
import type { GradedSubmission } from '../../../../src/core/grading/grade-report.ts'
import { AS_TEXT, each, handedIn, parts, quietly, task } from './grading.ts'

const CLASS = [
  handedIn('zoe', 'right'),
  handedIn('ada', 'wrong'),
  handedIn('bug', 'bug'),
  handedIn('pipe', '', {
    files: [],
    problem: { kind: 'invalid-data', message: 'a pipe', next: null },
  }),
  handedIn('lou', 'loop'),
  handedIn('ben', 'right'),
]

test('one that cannot be graded stops nobody else, and all come in the order of their names', async () => {
  const graded = await gradeAll(parts(AS_TEXT), task(), each(CLASS), quietly())
  expect(
    graded.map(({ name, verdict, problem }) => [name, verdict?.status ?? problem?.kind]),
  ).toEqual([
    ['ada', 'failed'],
    ['ben', 'passed'],
    ['bug', 'internal'],
    ['lou', 'failed'],
    ['pipe', 'invalid-data'],
    ['zoe', 'passed'],
  ])
  expect(graded[2]?.problem?.message).toBe('the engine broke')
})

test('no more are graded at once than was said', async () => {
  let running = 0
  let most = 0
  const ctx = parts(AS_TEXT)
  const { runCases } = ctx.runner
  ctx.runner.runCases = async (request) => {
    most = Math.max(most, ++running)
    const result = await runCases(request)
    running--
    return result
  }
  const many = Array.from({ length: 20 }, (_, n) => handedIn(`s${n}`, 'wrong'))
  await gradeAll(ctx, task(), each(many), quietly({ jobs: 3 }))
  expect(most).toBe(3)
})

test('what is kept is not graded again, and each result is kept before it counts', async () => {
  const first: GradedSubmission[] = []
  const all = await gradeAll(
    parts(AS_TEXT),
    task(),
    each(CLASS),
    quietly({ keep: async (one) => void first.push(one) }),
  )
  expect(first.map(({ name }) => name).sort()).toEqual(all.map(({ name }) => name))
  const ctx = parts(AS_TEXT)
  const counts: number[][] = []
  const again = await gradeAll(
    ctx,
    task(),
    each(CLASS),
    quietly({
      kept: ({ name }) => first.find((one) => one.name === name && name !== 'zoe') ?? null,
      progress: (done, taken) => counts.push([done, taken]),
    }),
  )
  expect(ctx.asked).toHaveLength(2) // zoe, twice
  expect(counts.at(-1)).toEqual([6, 5])
  const timeless = ({ durationMs: _, verdict, ...rest }: GradedSubmission) => ({
    ...rest,
    verdict: verdict && { ...verdict, durationMs: 0 },
  })
  expect(again.map(timeless)).toEqual(all.map(timeless))
})

test('stopping it ends all that run before it is told', async () => {
  const stopping = new AbortController()
  const ctx = parts(AS_TEXT)
  let running = 0
  ctx.runner.runCases = async () => {
    running++
    await new Promise((done) => setTimeout(done, 20))
    running--
    throw new MasteryError('cancelled', 'Cancelled.')
  }
  const grading = gradeAll(ctx, task(), each(CLASS), quietly({ signal: stopping.signal }))
  setTimeout(() => stopping.abort(), 5)
  await expect(grading).rejects.toMatchObject({ kind: 'cancelled' })
  expect(running).toBe(0)
})

test('when results cannot be kept any more, it ends with what went wrong', async () => {
  const keep = async () => {
    throw new MasteryError('limit', 'The disk is full.')
  }
  const grading = gradeAll(parts(AS_TEXT), task(), each(CLASS), quietly({ keep }))
  await expect(grading).rejects.toMatchObject({ kind: 'limit' })
})
