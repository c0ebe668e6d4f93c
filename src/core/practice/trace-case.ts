import type { ItemMeta } from '../course/library.ts'
import type { Exercise, TestCase } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import { describeRun } from '../grading/describe-run.ts'
import { guestCase, submittedFiles } from '../grading/grade.ts'
import { runLimits } from '../grading/limits.ts'
import { missingName } from '../grading/words.ts'
import { nearest } from '../nearest.ts'
import { programOf } from './code.ts'
import { about, type PracticeContext, type Subject } from './context.ts'
import { placeOf, requiredExercise } from './exercise.ts'
import { tierFor } from './tier.ts'
import { requireTraceable, type TraceContext, type Traced, toldTrace } from './traced.ts'
import type { Workspace } from './workspace.ts'

/**
 * Follows the learner's program through one visible test of an exercise, and records it. Hidden tests are never traced:
 * a trace shows what they give to the program.
 * @throws MasteryError `usage` for a test that is unknown or hidden, `no-sandbox`, `cancelled`
 */
export async function traceCase(
  ctx: TraceContext &
    Pick<PracticeContext, 'library' | 'settings'> & { workspace: Pick<Workspace, 'read'> },
  subject: Subject,
  input: { case: string; maxSteps: number; signal?: AbortSignal | undefined },
): Promise<Traced> {
  const { meta, exercise, test } = requireTraceableCase(ctx, subject, input.case)
  const files = ctx.workspace.read(placeOf(meta), exercise.edit)
  const limits = runLimits({
    limits: {
      ...exercise.limits,
      seconds: Math.min(exercise.limits.seconds, ctx.settings.get<number>('limits.seconds')),
      memoryMb: Math.min(exercise.limits.memoryMb, ctx.settings.get<number>('limits.memory-mb')),
    },
  })
  const { action, files: caseFiles } = guestCase(test)
  const result = await ctx.runner.trace({
    language: exercise.runner,
    files: submittedFiles(exercise, programOf(exercise, files)),
    entry: exercise.edit[0] ?? '',
    limits,
    atLeast: tierFor(ctx, meta.course),
    action,
    caseFiles,
    maxSteps: input.maxSteps,
    ...(input.signal === undefined ? {} : { signal: input.signal }),
  })
  return toldTrace(ctx, result, {
    ran: describeRun(exercise, test),
    test: {
      course: meta.course,
      exercise: meta.id,
      id: test.id,
      title: test.title,
      about: about(meta),
    },
    limits,
    missing: result.missing === null ? null : missingName(result.missing, exercise),
  })
}

/**
 * The test that is meant without a name: the only visible one.
 * @throws MasteryError `usage` with all there are
 */
export function obviousCase(ctx: Pick<PracticeContext, 'library'>, subject: Subject): string {
  const { exercise } = requiredExercise(ctx, subject)
  requireCases(exercise)
  const [first, ...more] = exercise.visible
  if (first !== undefined && more.length === 0) return first.id
  throw new MasteryError('usage', `${exercise.id} has several tests: say which to trace.`, {
    next: namedCases(exercise),
  })
}

/**
 * A test that can be traced, by its id.
 * @throws MasteryError `usage` for a test that is unknown or hidden, or an exercise in a language without steps
 */
export function requireTraceableCase(
  ctx: Pick<PracticeContext, 'library'>,
  subject: Subject,
  id: string,
): { meta: ItemMeta; exercise: Exercise; test: TestCase } {
  const { meta, exercise } = requiredExercise(ctx, subject)
  requireTraceable(exercise.runner, meta.id, `mastery check ${meta.id}`)
  return { meta, exercise, test: requiredCase(exercise, id) }
}

/** What a framework runs has no call of its own that could be followed. */
function requireCases({ id, framework, edit }: Exercise): void {
  if (framework !== undefined)
    throw new MasteryError(
      'usage',
      `The tests of ${id} belong to ${framework.name}: they have no steps to show.`,
      {
        next: `mastery trace ${edit[0]}, with a call of your own at its end`,
      },
    )
}

function requiredCase(exercise: Exercise, id: string): TestCase {
  requireCases(exercise)
  const test = exercise.visible.find((one) => one.id === id)
  if (test !== undefined) return test
  if (exercise.hidden?.some((one) => one.id === id))
    throw new MasteryError(
      'usage',
      `${id} is a hidden test: what it gives to your program is not shown.`,
      { next: namedCases(exercise) },
    )
  const near = nearest(
    id,
    exercise.visible.map((one) => one.id),
  )
  throw new MasteryError('usage', `${exercise.id} has no visible test "${id}".`, {
    next:
      near === null
        ? namedCases(exercise)
        : `Did you mean: mastery trace ${exercise.id} --case ${near}`,
  })
}

function namedCases({ id, visible }: Exercise): string {
  const [first] = visible
  if (first === undefined) return `mastery check ${id}`
  const rest = visible.slice(1).map((test) => test.id)
  const or = rest.length === 0 ? '' : `, or with one of ${rest.join(', ')}`
  return `mastery trace ${id} --case ${first.id}${or}`
}
