import type { ItemMeta } from '../course/library.ts'
import type { Exercise, SourceFile } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import type { NewEvent } from '../events/event.ts'
import { isAccepted, type QualityReport, type Verdict } from '../grading/verdict.ts'
import { type NextContext, nextStep } from '../learner/next-step.ts'
import type { ItemProgress } from '../learner/progress.ts'
import { raiseStruggle } from '../learner/raise-struggle.ts'
import { packCode, programOf } from './code.ts'
import {
  about,
  activeSeconds,
  type PracticeContext,
  progressOf,
  record,
  type Subject,
} from './context.ts'
import { placeOf, requiredExercise } from './exercise.ts'
import type { Grader } from './grader.ts'
import { tierFor } from './tier.ts'
import type { CheckReport } from './types.ts'
import type { Workspace } from './workspace.ts'

export type CheckContext = Pick<PracticeContext, 'log' | 'library' | 'clock' | 'settings'> & {
  workspace: Workspace
  grader: Grader
  reviews: NextContext['reviews']
}

/**
 * Runs the visible tests against the learner's files and records the run.
 * @throws MasteryError when the files cannot be read or nothing can run them; `cancelled` when `signal` fires
 */
export async function checkExercise(
  ctx: CheckContext,
  subject: Subject,
  options: { signal?: AbortSignal } = {},
): Promise<CheckReport> {
  const run = await graded(ctx, subject, false, options.signal)
  const { verdict, meta } = run
  const event: NewEvent = {
    type: 'exercise.checked',
    payload: {
      ...about(meta),
      ...run.help,
      passed: verdict.tests.filter((test) => test.status === 'passed').length,
      total: verdict.tests.length,
      errorKind: verdict.errorKind,
      seconds: run.seconds,
      tier: verdict.tier,
      code: ctx.log.hash(run.code),
    },
  }
  record(ctx, [...run.started, event], [run.code])
  return report(ctx, run, 'check', null)
}

/**
 * Runs all tests, and records the attempt with its code, score, time and, once it is accepted, its quality.
 * @throws as `checkExercise`
 */
export async function submitExercise(
  ctx: CheckContext,
  subject: Subject,
  options: { signal?: AbortSignal } = {},
): Promise<CheckReport> {
  const run = await graded(ctx, subject, true, options.signal)
  const { verdict, meta } = run
  const accepted = isAccepted(verdict)
  const quality = accepted ? await qualityOf(ctx.grader, run.exercise, run.files) : null
  stopIf(options.signal)
  const event: NewEvent = {
    type: 'exercise.submitted',
    payload: {
      ...about(meta),
      ...run.help,
      score: verdict.score,
      accepted,
      errorKind: verdict.errorKind,
      quality: quality?.score ?? null,
      solutionShown: run.progress?.solutionShown ?? false,
      seconds: run.seconds,
      tier: verdict.tier,
      code: ctx.log.hash(run.code),
      regradeOf: null,
    },
  }
  record(ctx, [...run.started, event], [run.code])
  return report(ctx, run, 'submit', quality)
}

/**
 * The quality of accepted code; a linter that fails must not cost the learner the pass. Null for SQL: nothing here can
 * measure it, so nothing is claimed.
 */
export async function qualityOf(
  grader: Pick<Grader, 'quality'>,
  exercise: Exercise,
  files: SourceFile[],
): Promise<QualityReport | null> {
  if (exercise.runner === 'sql') return null
  try {
    return await grader.quality({ exercise, files })
  } catch {
    return null
  }
}

interface Run {
  meta: ItemMeta
  exercise: Exercise
  progress: ItemProgress | null
  /** The learner's own files, and the same as one text. */
  files: SourceFile[]
  code: string
  verdict: Verdict
  /** The start, when it was never recorded: a folder can be older than its log. */
  started: NewEvent[]
  help: { hints: number; model: boolean }
  seconds: number
}

async function graded(
  ctx: CheckContext,
  subject: Subject,
  all: boolean,
  signal: AbortSignal | undefined,
): Promise<Run> {
  const { meta, exercise } = requiredExercise(ctx, subject)
  const files = ctx.workspace.read(placeOf(meta), exercise.edit)
  const now = ctx.clock.now()
  const verdict = await ctx.grader.grade({
    exercise,
    files: programOf(exercise, files),
    all,
    atLeast: tierFor(ctx, meta.course),
    signal,
  })
  stopIf(signal)
  const progress = progressOf(ctx, subject)
  const touched = progress?.touchedAt ?? 0
  return {
    meta,
    exercise,
    progress,
    files,
    code: packCode(files),
    verdict,
    started:
      progress?.startedAt == null
        ? [{ type: 'exercise.started', payload: { ...about(meta), chosen: null } }]
        : [],
    help: { hints: progress?.hintsShown ?? 0, model: progress?.modelHelped ?? false },
    // Until the run began: the time of ours is not the learner's.
    seconds: touched === 0 ? 0 : activeSeconds((now - touched) / 1000),
  }
}

function report(
  ctx: CheckContext,
  run: Run,
  mode: CheckReport['mode'],
  quality: QualityReport | null,
): CheckReport {
  const { meta, exercise, verdict } = run
  const subject = { course: meta.course, item: meta.id }
  const struggle = raiseStruggle(ctx, subject)
  const progress = progressOf(ctx, subject)
  const hintsShown = progress?.hintsShown ?? 0
  return {
    course: meta.course,
    exercise: meta.id,
    title: meta.title,
    mode,
    verdict,
    quality,
    struggle,
    hintsShown,
    hintsTotal: exercise.hints.length,
    seconds: progress?.seconds ?? 0,
    next: nextAfter(ctx, run, mode, hintsShown),
  }
}

function nextAfter(
  ctx: CheckContext,
  { meta, exercise, verdict }: Run,
  mode: CheckReport['mode'],
  hintsShown: number,
): CheckReport['next'] {
  if (isAccepted(verdict)) {
    if (mode === 'submit') {
      const { command, reason } = nextStep(ctx)
      return { command, reason }
    }
    const hidden = exercise.hiddenCount
    const reason =
      hidden === 0
        ? 'All tests pass.'
        : `All visible tests pass; ${hidden} more ${hidden === 1 ? 'runs' : 'run'} when you submit.`
    return { command: `mastery submit ${meta.id}`, reason }
  }
  const left = exercise.hints.length - hintsShown
  if (left > 0) {
    const reason = left === 1 ? 'One hint is left.' : `${left} hints are left.`
    return { command: `mastery hint ${meta.id}`, reason }
  }
  return { command: `mastery check ${meta.id}`, reason: 'Change the program and run it again.' }
}

function stopIf(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new MasteryError('cancelled', 'Stopped. Nothing was recorded.')
}
