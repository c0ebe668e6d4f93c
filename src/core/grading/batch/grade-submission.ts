import { textDigest } from '../../course/canonical.ts'
import type { Exercise, SourceFile } from '../../course/model.ts'
import { type GradeInput, gradeExercise } from '../grade.ts'
import type { GradedSubmission, GradeOptions } from '../grade-report.ts'
import type { Submission } from '../submission.ts'
import { isAccepted, type QualityReport, type Verdict } from '../verdict.ts'
import { boundedVerdict } from './bounded.ts'
import { flakyVerdict, isFlaky } from './flaky.ts'

export interface GradingParts {
  runner: Parameters<typeof gradeExercise>[0]['runner']
  /** Quality of accepted code; null when it cannot be measured. */
  quality(exercise: Exercise, files: SourceFile[]): Promise<QualityReport | null>
}

/** What all submissions are graded against. */
export interface GradingTask {
  /** With the limits that hold for this grading. */
  exercise: Exercise
  options: GradeOptions
}

/**
 * Grades one submission: all its tests and, when they pass, all of them a second time, in fresh guests and the other way
 * round. What the second run does not confirm is no pass; one that only was too late is run once more.
 * @throws MasteryError as `gradeExercise`; never for what a learner wrote
 */
export async function gradeSubmission(
  parts: GradingParts,
  task: GradingTask,
  submission: Submission,
  signal?: AbortSignal,
): Promise<GradedSubmission> {
  const { problem } = submission
  if (problem !== null) return ungraded(submission, problem)
  const began = performance.now()
  const first = await run(parts, task, submission, 'as written', signal)
  const again = async (): Promise<Verdict> =>
    inOrderOf(first, await run(parts, task, submission, 'reversed', signal))
  // On a busy machine a program near its limit may be too late once: that is no difference of its own.
  const confirm = async (): Promise<Verdict> => {
    const verdict = await again()
    return verdict.errorKind === 'timeout' ? again() : verdict
  }
  const second = isAccepted(first) ? await confirm() : null
  const flaky = second !== null && isFlaky(first, second)
  const verdict = boundedVerdict(flaky ? flakyVerdict(first, second) : first)
  return {
    ...identity(submission),
    verdict,
    problem: null,
    points: pointsOf(verdict, task.options),
    stability: flaky ? 'flaky' : second === null ? 'once' : 'stable',
    quality: isAccepted(verdict)
      ? await parts.quality(task.exercise, ownFiles(task, submission))
      : null,
    durationMs: performance.now() - began,
  }
}

/** Said of one that nobody could grade. */
export function ungraded(
  submission: Submission,
  problem: NonNullable<Submission['problem']>,
): GradedSubmission {
  return {
    ...identity(submission),
    verdict: null,
    problem,
    points: null,
    stability: 'once',
    quality: null,
    durationMs: 0,
  }
}

function run(
  { runner }: GradingParts,
  { exercise, options }: GradingTask,
  submission: Submission,
  order: 'as written' | 'reversed',
  signal: AbortSignal | undefined,
): Promise<Verdict> {
  const input: GradeInput = {
    exercise: order === 'reversed' ? reversed(exercise) : exercise,
    files: programFiles(exercise, submission.files),
    include: options.hidden ? 'all' : 'visible',
    atLeast: options.atLeast,
    // The second run has its canaries elsewhere.
    seed: options.seed + (order === 'reversed' ? 1 : 0),
    ...(signal === undefined ? {} : { signal }),
  }
  return gradeExercise({ runner }, input)
}

/** Cases must not depend on those before them: what one leaves behind shows when they come the other way round. */
function reversed(exercise: Exercise): Exercise {
  return {
    ...exercise,
    visible: exercise.visible.toReversed(),
    hidden: exercise.hidden?.toReversed() ?? null,
  }
}

function inOrderOf(first: Verdict, second: Verdict): Verdict {
  const place = new Map(first.tests.map(({ id }, index) => [id, index]))
  const tests = second.tests.toSorted(
    (one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0),
  )
  return { ...second, tests }
}

function identity(submission: Submission) {
  const { name, learner, source, digest, notes } = submission
  const files = submission.files.map(({ path, text }) => ({
    path,
    bytes: Buffer.byteLength(text),
    digest: textDigest(text),
  }))
  return { name, learner, source, digest, notes, files }
}

/** A share of the full score, rounded to two digits. */
function pointsOf(verdict: Verdict, { maxScore }: GradeOptions): number {
  return Math.round(verdict.score * maxScore) / 100
}

/**
 * What the learner may change as it was handed in, everything else as the course has it. A program whose first file was
 * not handed in is none.
 */
function programFiles({ edit, starter }: Exercise, files: readonly SourceFile[]): SourceFile[] {
  const own = files.filter(({ path }) => edit.includes(path))
  const [entry] = edit
  const given = starter.filter(
    ({ path }) => path !== entry && !own.some((file) => file.path === path),
  )
  return [...own, ...given]
}

/** Quality is that of what the learner may change. */
function ownFiles({ exercise }: GradingTask, { files }: Submission): SourceFile[] {
  return files.filter(({ path }) => exercise.edit.includes(path))
}
