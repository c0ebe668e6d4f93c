import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Exercise } from '../../../src/core/course/model.ts'
import { eventSchemas } from '../../../src/core/events/types.ts'
import type { Verdict } from '../../../src/core/grading/verdict.ts'
import { checkExercise, submitExercise } from '../../../src/core/practice/check.ts'
import { unpackCode } from '../../../src/core/practice/code.ts'
import { progressOf } from '../../../src/core/practice/context.ts'
import {
  nextHint,
  resetExercise,
  shownHints,
  showSolution,
  startExercise,
} from '../../../src/core/practice/exercise.ts'
import type { Grader } from '../../../src/core/practice/grader.ts'
import { regradeWithin, staleSubmissions } from '../../../src/core/practice/regrade.ts'
import { FolderWorkspace } from '../../../src/host/workspace.ts'
import { course, exercise, lesson, revision, skill } from '../../helpers/course.ts'
import { temporaryFolder } from '../../helpers/temporary.ts'
import { world } from '../../helpers/world.ts'

const subject = { course: 'sample', item: 'swap' }

/** A grader by the text of the program, so that a test says with a word what becomes of it. */
const grader: Grader = {
  grade: async ({ files, all, signal }) => {
    const text = files.find((file) => file.path === 'main.py')?.text ?? ''
    if (text.includes('abort')) (signal as unknown as { stop(): void }).stop()
    const passed = text.includes('right')
    const result = { title: 't', points: passed ? 1 : 0, rationale: '', help: '', evidence: null }
    const rest = { output: '', outputCut: false, durationMs: 1 }
    const status = passed ? 'passed' : 'failed'
    const tests = (all ? ['a', 'b', 'c'] : ['a']).map((id) => ({
      id,
      ...result,
      ...rest,
      hidden: id !== 'a',
      status: text.includes('partly') && id === 'a' ? ('passed' as const) : (status as 'passed'),
    }))
    return {
      status: tests.every((one) => one.status === 'passed') ? 'passed' : 'failed',
      score: (100 * tests.filter((one) => one.status === 'passed').length) / tests.length,
      points: 0,
      maxPoints: 3,
      tests: text.includes('none') ? [] : tests,
      errorKind: passed ? null : 'NameError',
      tier: 'isolate',
      durationMs: 3,
    } satisfies Verdict
  },
  quality: async ({ files }) => {
    if (files.some((file) => file.text.includes('lint fails'))) throw new Error('no linter')
    return { score: 80, findings: [] }
  },
}

function setting() {
  const own: Exercise = {
    ...exercise('swap', ['loops']),
    starter: [
      { path: 'main.py', text: 'starter' },
      { path: 'data.txt', text: 'given' },
    ],
    solution: [{ path: 'main.py', text: 'right' }],
    hiddenCount: 2,
  }
  const sketch = { skills: [skill('loops')], units: { basics: [lesson('intro', ['loops']), own] } }
  const made = world([course(sketch)])
  const root = temporaryFolder()
  const workspace = new FolderWorkspace({ root, cwd: root, now: () => made.clock.now() })
  const folder = join(root, 'sample', 'swap')
  const save = (text: string) => writeFileSync(join(folder, 'main.py'), text)
  return Object.assign(made, { workspace, grader, folder, save, sketch, own })
}

describe('an exercise', () => {
  test('is started once; what the learner wrote stays', () => {
    const ctx = setting()
    expect(startExercise(ctx, subject)).toMatchObject({
      written: ['main.py', 'data.txt'],
      kept: [],
    })
    ctx.save('mine')
    expect(startExercise(ctx, subject)).toMatchObject({
      written: [],
      kept: ['main.py', 'data.txt'],
    })
    expect(readFileSync(join(ctx.folder, 'main.py'), 'utf8')).toBe('mine')
    expect([...ctx.log.read({ types: ['exercise.started'] })]).toHaveLength(1)
  })

  test('a check records the run, its code and the active time, but no long pause', async () => {
    const ctx = setting()
    startExercise(ctx, subject)
    ctx.clock.advance(90_000)
    const first = await checkExercise(ctx, subject)
    expect(first).toMatchObject({
      mode: 'check',
      seconds: 90,
      hintsTotal: 3,
      next: { command: 'mastery hint swap', reason: '3 hints are left.' },
    })
    ctx.clock.advance(3 * 3_600_000)
    ctx.save('right')
    const second = await checkExercise(ctx, subject)
    expect(second).toMatchObject({ seconds: 390, next: { command: 'mastery submit swap' } })
    ctx.clock.advance(-60_000)
    expect((await checkExercise(ctx, subject)).seconds).toBe(390)
    const events = [...ctx.log.read({ types: ['exercise.checked'] })]
    for (const { type, payload } of events) eventSchemas[type].parse(payload)
    const codes = events.map(
      (event) => ctx.log.readBlob((event.payload as { code: string }).code) ?? '',
    )
    expect(codes.map((code) => unpackCode(code))).toEqual(
      ['starter', 'right', 'right'].map((text) => [{ path: 'main.py', text }]),
    )
  })

  test('a submission records score, quality, help; the pass is unaided only without help', async () => {
    const ctx = setting()
    startExercise(ctx, subject)
    ctx.save('partly')
    const failed = await submitExercise(ctx, subject)
    expect(failed.verdict.score).toBeCloseTo(33.33)
    expect(failed.quality).toBeNull()
    nextHint(ctx, subject)
    ctx.save('right')
    const passed = await submitExercise(ctx, subject)
    expect(passed).toMatchObject({ quality: { score: 80 }, hintsShown: 1 })
    expect(passed.next?.command).toBe('mastery learn intro')
    const progress = progressOf(ctx, subject)
    expect(progress).toMatchObject({ submissions: 2, quality: 80, bestScore: { 1: 100 } })
    expect(progress?.bestUnaided['1']).toBeCloseTo(33.33)
    for (const { type, payload } of ctx.log.read()) eventSchemas[type].parse(payload)
  })

  test('a linter that fails costs nobody the pass', async () => {
    const ctx = setting()
    startExercise(ctx, subject)
    ctx.save('right, but lint fails')
    expect(await submitExercise(ctx, subject)).toMatchObject({ quality: null })
    expect(progressOf(ctx, subject)?.passedOn).toBe('2026-11-20')
  })

  test('zero tests are no pass', async () => {
    const ctx = setting()
    startExercise(ctx, subject)
    ctx.save('none, right')
    await submitExercise(ctx, subject)
    expect(progressOf(ctx, subject)).toMatchObject({ passedOn: null, submissions: 1 })
  })

  test('a run that is stopped leaves no trace', async () => {
    const ctx = setting()
    startExercise(ctx, subject)
    ctx.save('right abort')
    const controller = new AbortController()
    const signal = Object.assign(controller.signal, { stop: () => controller.abort() })
    await expect(submitExercise(ctx, subject, { signal })).rejects.toMatchObject({
      kind: 'cancelled',
    })
    expect(ctx.log.count()).toBe(1)
  })

  test('after five failed runs help is offered, once', async () => {
    const ctx = setting()
    startExercise(ctx, subject)
    const offers: (string | undefined)[] = []
    for (let run = 0; run < 6; run++) {
      ctx.clock.advance(60 * 60_000)
      offers.push((await checkExercise(ctx, subject)).struggle?.cause)
    }
    expect(offers.filter((one) => one !== undefined)).toHaveLength(2)
    expect(offers).toContain('failed-runs')
  })

  test('hints come one by one, and the last stays', () => {
    const ctx = setting()
    const rungs = [1, 2, 3, 4].map(() => nextHint(ctx, subject))
    expect(rungs.map((hint) => [hint.rung, hint.text, hint.next])).toEqual([
      [1, 'look', 'mastery hint swap'],
      [2, 'use', 'mastery hint swap'],
      [3, 'nearly', null],
      [3, 'nearly', null],
    ])
    expect([...ctx.log.read({ types: ['exercise.hint_shown'] })]).toHaveLength(3)
    expect(shownHints(ctx, subject).map((hint) => hint.text)).toEqual(['look', 'use', 'nearly'])
  })

  test('a reset keeps the work and says where', () => {
    const ctx = setting()
    startExercise(ctx, subject)
    ctx.save('mine')
    const { backup } = resetExercise(ctx, subject)
    expect(readFileSync(join(backup, 'main.py'), 'utf8')).toBe('mine')
    expect(readFileSync(join(ctx.folder, 'main.py'), 'utf8')).toBe('starter')
    expect([...ctx.log.read({ types: ['exercise.reset'] })]).toHaveLength(1)
  })

  test('the solution needs a pass or giving up, which is recorded and ends "unaided"', async () => {
    const ctx = setting()
    startExercise(ctx, subject)
    expect(() => showSolution(ctx, subject)).toThrow(
      expect.objectContaining({ next: expect.stringContaining('--give-up') }),
    )
    expect(showSolution(ctx, subject, { giveUp: true })).toMatchObject({ gaveUp: true })
    expect(showSolution(ctx, subject).files).toEqual([{ path: 'main.py', text: 'right' }])
    ctx.save('right')
    await submitExercise(ctx, subject)
    expect(progressOf(ctx, subject)).toMatchObject({ bestScore: { 1: 100 }, bestUnaided: {} })
    expect([...ctx.log.read({ types: ['exercise.solution_shown'] })]).toHaveLength(1)
  })

  test('a check without a start starts it; a missing folder says how to begin', async () => {
    const ctx = setting()
    await expect(checkExercise(ctx, subject)).rejects.toMatchObject({ next: 'mastery start swap' })
    ctx.workspace.place({ course: 'sample', exercise: 'swap' }, ctx.own.starter)
    await checkExercise(ctx, subject)
    expect([...ctx.log.read()].map((event) => event.type)).toEqual([
      'exercise.started',
      'exercise.checked',
    ])
  })
})

describe('a change of the tests', () => {
  test('grades the stored submission again, from the stored code, without touching the history', async () => {
    const ctx = setting()
    startExercise(ctx, subject)
    ctx.save('right')
    await submitExercise(ctx, subject)
    expect(staleSubmissions(ctx)).toEqual([])
    const changed = { ...ctx.own, revision: revision(2) }
    ctx.library.install(course({ ...ctx.sketch, units: { basics: [changed] } }), {
      kind: 'folder',
      path: '/courses/sample',
    })
    expect(staleSubmissions(ctx)).toEqual([subject])
    rmSync(ctx.folder, { recursive: true })
    const before = progressOf(ctx, subject)
    ctx.clock.advance(60_000)
    expect(await regradeWithin(ctx, 5_000)).toEqual([
      { course: 'sample', exercise: 'swap', title: 'Title swap', score: 100, accepted: true },
    ])
    expect(progressOf(ctx, subject)).toMatchObject({
      bestScore: { 1: 100, 2: 100 },
      bestUnaided: { 1: 100, 2: 100 },
      submissions: 1,
      lastSubmission: before?.lastSubmission,
      touchedAt: before?.touchedAt,
    })
    expect(staleSubmissions(ctx)).toEqual([])
    expect(existsSync(ctx.folder)).toBe(false)
    const [, again] = ctx.log.read({ types: ['exercise.submitted'] })
    expect(again?.payload).toMatchObject({ regradeOf: before?.lastSubmission, seconds: 0 })
  })
})
