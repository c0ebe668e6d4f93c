import type { LibraryReader } from '../course/library.ts'
import { addDays } from '../events/clock.ts'
import type { Clock, EventLog } from '../events/event.ts'
import { knownCourse } from '../learner/current-course.ts'
import { answerTimes } from './answer-times.ts'
import type { DueRow, ReviewQueries, ReviewScope } from './queries.ts'
import { schedulerNamed } from './schedulers.ts'

export interface CatchupContext {
  log: Pick<EventLog, 'read'>
  reviews: Pick<ReviewQueries, 'due'>
  library: Pick<LibraryReader, 'courses' | 'meta'>
  clock: Clock
  settings: { get<T extends string | number | boolean | null>(key: string): T }
}

export interface CatchupInput extends ReviewScope {
  minutes: number
}

interface CatchupPick extends DueRow {
  /** `<item>/<part>`. */
  id: string
  /** Expected seconds. */
  seconds: number
  /** Recall expected today, 0–1, and what waiting one more day takes from it. */
  recall: number
  loss: number
}

export interface CatchupReport {
  day: string
  minutes: number
  /** Most loss for its time first. */
  picked: CatchupPick[]
  /** Expected seconds for them. */
  seconds: number
  /** Expected number of recalls that doing these today saves, against doing them tomorrow. */
  saved: number
  /** What does not fit. */
  left: { count: number; seconds: number; loss: number }
  /** Seconds a card and a question take, and whether that is the learner's own median. */
  pace: { card: number; question: number; own: boolean }
  assumption: string
}

/** Seconds while the learner has answered too little to tell. */
const PACE = { card: 10, question: 30 }

/**
 * Fits a backlog to the time given. Each due review has a cost, the learner's own median time for its sort, and
 * a worth, the recall that waiting one more day takes from it: recall(today) − recall(tomorrow). The ones
 * worth most for their time are picked (greedy by worth ÷ cost) until the time is used.
 * @throws MasteryError `usage` for a course that is not installed
 */
export function catchup(ctx: CatchupContext, input: CatchupInput): CatchupReport {
  const installed = ctx.library.courses().map((course) => course.id)
  if (input.course !== undefined) knownCourse(installed, input.course, 'mastery catchup --course')
  const day = ctx.clock.localDay(ctx.clock.now())
  const times = answerTimes(ctx.log)
  const pace = {
    card: times.card ?? PACE.card,
    question: times.question ?? PACE.question,
    own: times.card !== null,
  }
  const scheduler = schedulerNamed(ctx.settings.get<string>('review.scheduler'))
  const kinds = new Map<string, 'card' | 'question'>()
  const kindOf = ({ course, item }: DueRow): 'card' | 'question' => {
    const key = `${course}/${item}`
    const kind =
      kinds.get(key) ?? (ctx.library.meta(course, item)?.kind === 'deck' ? 'card' : 'question')
    kinds.set(key, kind)
    return kind
  }
  const tomorrow = addDays(day, 1)
  const backlog = [...ctx.reviews.due(day, input)].map((row): CatchupPick => {
    const schedule = { repetitions: 0, easiness: 0, interval: row.interval, due: row.due }
    const reviewed = addDays(row.due, -Math.round(row.interval))
    const recall = scheduler.recall(schedule, reviewed, day) ?? 0
    const loss = recall - (scheduler.recall(schedule, reviewed, tomorrow) ?? 0)
    const seconds = pace[kindOf(row)]
    return { ...row, id: `${row.item}/${row.part}`, seconds, recall, loss }
  })
  const worth = backlog.toSorted((a, b) => b.loss / b.seconds - a.loss / a.seconds)
  const picked: CatchupPick[] = []
  const left = { count: 0, seconds: 0, loss: 0 }
  let seconds = 0
  for (const row of worth) {
    if (seconds + row.seconds <= input.minutes * 60) {
      picked.push(row)
      seconds += row.seconds
    } else {
      left.count++
      left.seconds += row.seconds
      left.loss += row.loss
    }
  }
  const saved = picked.reduce((sum, row) => sum + row.loss, 0)
  const { assumption } = scheduler
  return { day, minutes: input.minutes, picked, seconds, saved, left, pace, assumption }
}
