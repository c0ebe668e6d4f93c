import { MasteryError } from '../errors.ts'
import type { LearnerEvent } from '../events/event.ts'
import { isAccepted } from '../grading/verdict.ts'
import type { ItemProgress } from '../learner/progress.ts'
import { type CheckContext, qualityOf } from './check.ts'
import { programOf, unpackCode } from './code.ts'
import { about, progressOf, record, type Subject } from './context.ts'
import { requiredExercise } from './exercise.ts'
import { tierFor } from './tier.ts'

type RegradeContext = Pick<CheckContext, 'log' | 'library' | 'grader' | 'settings'>

export interface Regraded {
  course: string
  exercise: string
  title: string
  score: number
  accepted: boolean
}

/** What is said of it, in one line. */
export function regradedText(one: Regraded): string {
  const result = one.accepted
    ? 'it still passes'
    : `${Math.round(one.score)} % now; your history stays`
  return `The tests of ${one.title} changed. Your last submission was graded again: ${result}.`
}

/**
 * Exercises whose tests changed since the learner's latest submission: their current scoring revision has no
 * score yet. Cheap: reads no code and runs nothing.
 */
export function staleSubmissions(ctx: Pick<RegradeContext, 'log' | 'library'>): Subject[] {
  const found = new Map<string, Subject>()
  for (const touched of ctx.log.list<ItemProgress>('item')) {
    if (touched.lastSubmission === null) continue
    const meta = ctx.library.meta(touched.course, touched.item)
    if (meta?.kind !== 'exercise') continue
    const subject = { course: meta.course, item: meta.id }
    const progress = progressOf(ctx, subject)
    const scored = progress !== null && Object.hasOwn(progress.bestScore, meta.revision.major)
    if (!scored) found.set(`${meta.course}/${meta.id}`, subject)
  }
  return [...found.values()]
}

/**
 * Grades stale submissions again, as many as fit into the time. For the end of a command, when its result is on
 * the screen already.
 * @param budgetMs none is begun after it, and one that runs then is stopped
 */
export async function regradeWithin(ctx: RegradeContext, budgetMs: number): Promise<Regraded[]> {
  const stale = staleSubmissions(ctx)
  if (stale.length === 0) return []
  const signal = AbortSignal.timeout(budgetMs)
  const done: Regraded[] = []
  for (const subject of stale) {
    if (signal.aborted) break
    try {
      const result = await regrade(ctx, subject, signal)
      if (result !== null) done.push(result)
    } catch (error) {
      // Out of time, or no sandbox for that language: it stays stale, and its turn comes again.
      if (!(error instanceof MasteryError)) throw error
    }
  }
  return done
}

/**
 * Grades the stored submission of a stale exercise again and records the score under the new revision. The history
 * stays as it was. Null when there is nothing to grade any more.
 */
async function regrade(
  ctx: RegradeContext,
  subject: Subject,
  signal?: AbortSignal,
): Promise<Regraded | null> {
  const { meta, exercise } = requiredExercise(ctx, subject)
  const former = latestSubmission(ctx, subject)
  const packed = former === null ? null : ctx.log.readBlob(former.payload.code)
  const stored = packed === null ? null : unpackCode(packed)
  if (former === null || stored === null) return null
  const own = stored.filter((file) => exercise.edit.includes(file.path))
  const verdict = await ctx.grader.grade({
    exercise,
    files: programOf(exercise, own),
    all: true,
    atLeast: tierFor(ctx, meta.course),
    signal,
  })
  if (signal?.aborted) throw new MasteryError('cancelled', 'Stopped. Nothing was recorded.')
  const accepted = isAccepted(verdict)
  const quality = accepted ? await qualityOf(ctx.grader, exercise, own) : null
  const { hints, model, solutionShown, code } = former.payload
  record(ctx, [
    {
      type: 'exercise.submitted',
      payload: {
        ...about(meta),
        hints,
        model,
        solutionShown,
        score: verdict.score,
        accepted,
        errorKind: verdict.errorKind,
        quality: quality?.score ?? null,
        seconds: 0,
        tier: verdict.tier,
        code,
        regradeOf: former.id,
      },
    },
  ])
  return {
    course: meta.course,
    exercise: meta.id,
    title: meta.title,
    score: verdict.score,
    accepted,
  }
}

/** The learner's own latest submission, under any id the exercise had. */
function latestSubmission(
  ctx: Pick<RegradeContext, 'log' | 'library'>,
  subject: Subject,
): LearnerEvent<'exercise.submitted'> | null {
  const id = progressOf(ctx, subject)?.lastSubmission
  const aliases = ctx.library.summary(subject.course)?.aliases ?? {}
  for (const item of [subject.item, ...Object.keys(aliases)]) {
    const events = ctx.log.read({
      course: subject.course,
      item,
      types: ['exercise.submitted'],
      reverse: true,
    })
    for (const event of events) {
      if (event.id === id && event.type === 'exercise.submitted') return event
    }
  }
  return null
}
