import type { LibraryReader, PartContent } from '../course/library.ts'
import type { Answer, Question } from '../course/model.ts'
import { addDays, daysBetween } from '../events/clock.ts'
import type { ProjectionReader } from '../events/projection.ts'
import { isRepeat, keyOfPart } from './memory.ts'
import type { Entry } from './order.ts'
import type { PartKey } from './queries.ts'
import { schedulerNamed } from './schedulers.ts'
import type { Grade, MarkedAnswer, MemoryState, ReviewItem, Schedule } from './types.ts'

const GRADES: readonly Grade[] = [0, 1, 2, 3, 4, 5]

export interface ReviewItemContext {
  library: Pick<LibraryReader, 'content' | 'installed' | 'resolve'>
  log: Pick<ProjectionReader, 'get'>
  settings: { get<T extends string | number | boolean | null>(key: string): T }
  questions: Pick<QuestionTools, 'shuffled' | 'rights'>
}

/** What `practice` knows about questions; it comes later than `review`, so it is handed in. */
export interface QuestionTools {
  mark(question: Question, answer: Answer): MarkedAnswer
  /** Choices and lines in an order that gives nothing away, the same for the same `salt`. */
  shuffled(question: Question, salt: string): Question
  /** The right-hand texts of a `match` question, shuffled; none for other types. */
  rights(question: Question, salt: string): string[]
  /** A shuffled question as it may be printed before it is answered. */
  shown(question: Question, rights: string[]): object
  /** An answer given as text to a shuffled question. @throws MasteryError `usage` that says how to answer */
  read(question: Question, text: string, rights: string[]): Answer
}

/** Reads one thing to review; null when its course no longer has it. */
export function reviewItem(ctx: ReviewItemContext, key: PartKey, today: string): ReviewItem | null {
  const { course, item, part } = key
  const found = ctx.library.content(course, item, part)
  const present = found === null ? null : ctx.library.resolve(course, item, part)
  if (found === null || present === null) return null
  const id = `${present.item}/${present.part ?? part}`
  const state = ctx.log.get<MemoryState>('memory', keyOfPart(key))
  const content = contentOf(ctx, found, `${course}/${id} ${today}`)
  return {
    course,
    item,
    part,
    id,
    courseTitle: ctx.library.installed(course)?.title ?? course,
    itemTitle: found.itemTitle,
    content,
    state,
    ...standing(state, today),
    intervals: intervalsOf(state, ctx.settings.get<string>('review.scheduler'), today),
  }
}

/** The same order all day, another on the next. */
function contentOf(
  ctx: ReviewItemContext,
  found: PartContent,
  salt: string,
): ReviewItem['content'] {
  if (found.kind === 'card') return { kind: 'card', card: found.card }
  const question = ctx.questions.shuffled(found.question, salt)
  return { kind: 'question', question, rights: ctx.questions.rights(found.question, salt) }
}

function standing(
  state: MemoryState | null,
  today: string,
): Pick<ReviewItem, 'reason' | 'overdueDays'> {
  const due = state?.schedule?.due
  if (due === undefined) return { reason: 'new', overdueDays: 0 }
  if (isRepeat(state, today)) return { reason: 'repeat', overdueDays: 0 }
  const overdueDays = Math.max(0, daysBetween(due, today))
  return { reason: overdueDays > 0 ? 'overdue' : 'due', overdueDays }
}

/** Days until the date that each grade would give. A same-day repeat leaves the date as it is. */
function intervalsOf(
  state: MemoryState | null,
  scheduler: string,
  today: string,
): Record<Grade, number> {
  const after = (grade: Grade): Schedule =>
    isRepeat(state, today) && state?.schedule
      ? state.schedule
      : schedulerNamed(scheduler).next(state?.schedule ?? null, grade, today)
  const days = GRADES.map((grade) => [grade, daysBetween(today, after(grade).due)] as const)
  return Object.fromEntries(days) as Record<Grade, number>
}

/** Whether an entry still stands in the queue: another process may have reviewed it meanwhile. */
export function stillWaits(entry: Entry, state: MemoryState | null, today: string): boolean {
  if (state === null) return entry.kind === 'new'
  if (state.suspended || (state.buriedUntil !== null && state.buriedUntil > today)) return false
  if (state.repeatOn === today) return true
  return state.schedule === null || state.schedule.due <= today
}

/** Tomorrow, for what is buried. */
export function tomorrow(today: string): string {
  return addDays(today, 1)
}
