import type { Answer, Card, Question } from '../course/model.ts'

/** SM-2 grade 0–5. */
export type Grade = 0 | 1 | 2 | 3 | 4 | 5

/** Where a scheduler keeps an item. Days are local calendar days, `YYYY-MM-DD`. */
export interface Schedule {
  /** Successful repetitions in a row. */
  repetitions: number
  easiness: number
  /** Days. */
  interval: number
  due: string
}

/** One way to choose the next date. SM-2 today; FSRS fits the same interface. Pure. */
export interface Scheduler {
  readonly name: string
  /** `null` for an item never seen. `today` is the local day of the review. */
  next(schedule: Schedule | null, grade: Grade, today: string): Schedule
  /** The arithmetic of `next` with its numbers, a line a step, for `mastery why`. */
  explain(schedule: Schedule | null, grade: Grade, today: string): string[]
  /** What `recall` rests on, in a sentence. */
  readonly assumption: string
  /** Share of such items that is expected to be recalled on `today`; null when it cannot say. */
  recall(schedule: Schedule, lastReviewed: string, today: string): number | null
}

/** State of one card or question: the `memory` projection, key (course, item, part). */
export interface MemoryState {
  course: string
  item: string
  part: string
  schedule: Schedule | null
  scheduler: string
  introducedOn: string | null
  lastReviewed: string | null
  lastGrade: Grade | null
  /** Reviews that counted, and same-day repeats, which did not. */
  reviews: number
  repeats: number
  /** Failures of what had been learned before. */
  lapses: number
  /** Local day on which it waits for a same-day repeat, or null. */
  repeatOn: string | null
  buriedUntil: string | null
  suspended: boolean
  flagged: boolean
  /** Time spent on it, repeats included. */
  seconds: number
}

/** One thing to review now. */
export interface ReviewItem {
  course: string
  item: string
  part: string
  /** `<item>/<part>` with the present ids, what `--answer` and `why` take. */
  id: string
  courseTitle: string
  itemTitle: string
  content:
    | { kind: 'card'; card: Card }
    /** Choices and lines shuffled; `rights` are the shuffled right-hand texts of a `match` question. */
    | { kind: 'question'; question: Question; rights: string[] }
  state: MemoryState | null
  reason: 'overdue' | 'due' | 'new' | 'repeat'
  /** Days past its date. */
  overdueDays: number
  /** What each grade would give: grade → days until its next date. Below 4 it also comes again today. */
  intervals: Record<Grade, number>
}

export interface ReviewQueue {
  day: string
  /** Reviews that are due, same-day repeats apart, and new cards that today still has room for. */
  due: number
  repeats: number
  newLeft: number
  /** The first ones, in the order to ask. */
  items: ReviewItem[]
}

/** What marking an answer gives; `practice` does it. */
export interface MarkedAnswer {
  /** 0–1. */
  score: number
  correct: boolean
  feedback: string
  explanation: string
  /** The right answer in words. */
  solution: string
}

/** What the learner gave for a card or a question. */
export type ReviewGiven =
  | { kind: 'graded'; grade: Grade; typed: string | null; seconds: number }
  | { kind: 'answered'; answer: Answer; hints: number; seconds: number }

export interface ReviewRecorded {
  /** The one that counts. */
  grade: Grade
  /** For a question. */
  marked: MarkedAnswer | null
  /** Days until it comes back; 0: again today. */
  interval: number
}

/** What a session came to. */
export interface ReviewSummary {
  reviewed: number
  /** Of those, met for the first time, and same-day repeats. */
  fresh: number
  repeats: number
  /** First answers of the day with grade 3 or better. */
  recalled: number
  seconds: number
  left: { due: number; repeats: number; fresh: number }
}
