import { MasteryError } from '../../errors.ts'
import type { GradedSubmission } from '../grade-report.ts'
import type { Submission } from '../submission.ts'
import {
  type GradingParts,
  type GradingTask,
  gradeSubmission,
  ungraded,
} from './grade-submission.ts'

export interface GradeAllOptions {
  /** How many are graded at once. */
  jobs: number
  /** What an interrupted run came to already, or null. */
  kept(submission: Submission): GradedSubmission | null
  /** Keeps a result, before it counts as done. */
  keep(graded: GradedSubmission): Promise<void>
  /** `taken`: how many of those done were kept from an interrupted run. */
  progress(done: number, taken: number): void
  signal: AbortSignal
}

/**
 * Grades submissions as they come, some at once. A submission that cannot be graded, and a bug that turns up with one,
 * never stops the rest.
 * @returns in the order of their names
 * @throws MasteryError `cancelled` when the signal fires, with what is done kept
 */
export async function gradeAll(
  parts: GradingParts,
  task: GradingTask,
  submissions: AsyncIterable<Submission>,
  options: GradeAllOptions,
): Promise<GradedSubmission[]> {
  const { signal } = options
  const results: GradedSubmission[] = []
  const source = submissions[Symbol.asyncIterator]()
  let taken = 0
  let failed = false
  const worker = async (): Promise<void> => {
    while (!signal.aborted && !failed) {
      const next = await source.next()
      if (next.done) return
      const before = options.kept(next.value)
      const graded = before ?? (await gradeSafely(parts, task, next.value, signal))
      if (graded === null) return
      if (before === null) await options.keep(graded)
      else taken++
      results.push(graded)
      options.progress(results.length, taken)
    }
  }
  const workers = Array.from({ length: options.jobs }, () =>
    worker().catch((error: unknown) => {
      failed = true
      throw error
    }),
  )
  // All of them end before anything is told: none may go on behind it.
  const ends = await Promise.allSettled(workers)
  await source.return?.()
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  if (signal.aborted) throw new MasteryError('cancelled', `Stopped after ${results.length}.`)
  return results.sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** Null when it was stopped in the middle. */
async function gradeSafely(
  parts: GradingParts,
  task: GradingTask,
  submission: Submission,
  signal: AbortSignal,
): Promise<GradedSubmission | null> {
  try {
    const graded = await gradeSubmission(parts, task, submission, signal)
    // A short text that was cut from a long one would keep the long one in memory.
    return JSON.parse(JSON.stringify(graded))
  } catch (error) {
    if (signal.aborted) return null
    const known = error instanceof MasteryError
    return ungraded(submission, {
      kind: known ? error.kind : 'internal',
      message: error instanceof Error ? error.message : String(error),
      next: known ? (error.next ?? null) : 'mastery doctor --json',
    })
  }
}
