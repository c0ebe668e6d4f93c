import type { Exercise, SourceFile } from '../../course/model.ts'
import type { LearnerEvent } from '../../events/event.ts'
import { unpackCode } from '../code.ts'

/** The events of an exercise from which its history is read. */
export const HISTORY_EVENTS = [
  'exercise.started',
  'exercise.checked',
  'exercise.submitted',
  'exercise.reset',
  'exercise.solution_shown',
] as const
export type HistoryEvent = LearnerEvent<(typeof HISTORY_EVENTS)[number]>

/** The learner's files as they were at one moment of which the log knows. */
interface Version {
  /** ms since 1970; null when nobody knows when the learner began. */
  at: number | null
  /** Without blank ones, without indentation. */
  lines: string[]
  /** Runs are counted from 1; 0 is the starter. */
  run: number
}

/** A run, and what stood there before it. */
export interface Step {
  before: Version
  after: Version
  /** Lines that were not there before, in their order, with their place in `after.lines`. */
  added: { index: number; text: string }[]
}

/** The starter and every run whose code is known, with what each added. */
export function stepsOf(
  exercise: Exercise,
  events: readonly HistoryEvent[],
  readBlob: (hash: string) => string | null,
): Step[] {
  const starter = linesOf(exercise.starter.filter(({ path }) => exercise.edit.includes(path)))
  let before: Version = { at: null, lines: starter, run: 0 }
  let run = 0
  const steps: Step[] = []
  for (const event of events) {
    if (event.type === 'exercise.started' || event.type === 'exercise.reset')
      before = { at: event.wall, lines: starter, run: 0 }
    if (!isRun(event)) continue
    run++
    const files = unpackCode(readBlob(event.payload.code) ?? '')
    if (files === null) continue
    const after = { at: event.wall, lines: linesOf(files), run }
    steps.push({ before, after, added: newLines(before.lines, after.lines) })
    before = after
  }
  return steps
}

/** A check or a submission; not one that was graded again later. */
export function isRun(
  event: HistoryEvent,
): event is LearnerEvent<'exercise.checked' | 'exercise.submitted'> {
  if (event.type === 'exercise.submitted') return event.payload.regradeOf === null
  return event.type === 'exercise.checked'
}

export function linesOf(files: readonly SourceFile[]): string[] {
  return files
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
    .flatMap(({ text }) => text.split('\n').map((line) => line.trim()))
    .filter((line) => line !== '')
}

/** Lines of `after` beyond those of `before`, wherever they stood: moving a line adds none. */
export function newLines(before: readonly string[], after: readonly string[]): Step['added'] {
  const left = new Map<string, number>()
  for (const line of before) left.set(line, (left.get(line) ?? 0) + 1)
  return after.flatMap((text, index) => {
    const known = left.get(text) ?? 0
    if (known > 0) left.set(text, known - 1)
    return known > 0 ? [] : [{ index, text }]
  })
}
