import { followAliases } from '../course/aliases.ts'
import type { CourseSummary } from '../course/model.ts'
import type { EventLog, LearnerEvent } from '../events/event.ts'
import { standingEvents } from '../learner/standing-events.ts'
import { isRepeat, memoryProjection } from './memory.ts'
import type { PartKey } from './queries.ts'
import { schedulerNamed } from './schedulers.ts'
import type { Grade, MemoryState } from './types.ts'
import type { WhyContext } from './why.ts'
import type { WhyAttempt, WhyDate, WhyPart, WhyReview } from './why-types.ts'

/** Folds a card's events again and notes each step. */
export function whyDate(ctx: WhyContext, key: PartKey): WhyDate {
  const events = standingEvents(ctx.log, { course: key.course, item: key.item, part: key.part })
  const reviews: WhyReview[] = []
  let state: MemoryState | null = null
  for (const event of events) {
    if (memoryProjection.keyOf(event) === null) continue
    const before: MemoryState | null = state
    state = memoryProjection.step(before, event)
    const review = reviewOf(event, before, state)
    if (review !== null) reviews.push(review)
  }
  const scheduler = schedulerNamed(state?.scheduler ?? ctx.settings.get<string>('review.scheduler'))
  const today = ctx.clock.localDay(ctx.clock.now())
  const schedule = state?.schedule ?? null
  const last = state?.lastReviewed ?? null
  return {
    scheduler: scheduler.name,
    assumption: scheduler.assumption,
    due: schedule?.due ?? null,
    interval: schedule?.interval ?? null,
    easiness: schedule?.easiness ?? null,
    recall: schedule === null || last === null ? null : scheduler.recall(schedule, last, today),
    suspended: state?.suspended ?? false,
    buriedUntil: state?.buriedUntil ?? null,
    repeatOn: state?.repeatOn ?? null,
    reviews,
  }
}

function reviewOf(
  event: LearnerEvent,
  before: MemoryState | null,
  after: MemoryState | null,
): WhyReview | null {
  if (event.type !== 'learning.card_reviewed' && event.type !== 'learning.question_answered')
    return null
  if (after?.schedule == null) return null
  const { id, day, payload } = event
  const counts = !isRepeat(before, day)
  const arithmetic = counts
    ? schedulerNamed(after.scheduler).explain(before?.schedule ?? null, payload.grade as Grade, day)
    : ['a second look on the same day: the date stays']
  return {
    event: id,
    day,
    grade: payload.grade,
    counts,
    easiness: { before: before?.schedule?.easiness ?? null, after: after.schedule.easiness },
    interval: { before: before?.schedule?.interval ?? null, after: after.schedule.interval },
    due: after.schedule.due,
    arithmetic,
  }
}

/** Every scheduled card or question of an item, the next due first. */
export function whyParts(ctx: WhyContext, course: CourseSummary, item: string): WhyPart[] {
  const parts: WhyPart[] = []
  for (const id of idsOf(course, item))
    for (const state of ctx.log.list<MemoryState>('memory', course.id, id)) {
      const present = ctx.library.resolve(course.id, state.item, state.part)
      if (state.schedule === null || present === null) continue
      const { due, interval, easiness } = state.schedule
      const { reviews, lapses } = state
      const part = present.part ?? state.part
      parts.push({ id: `${present.item}/${part}`, due, interval, easiness, reviews, lapses })
    }
  return parts.toSorted((a, b) => a.due.localeCompare(b.due) || a.id.localeCompare(b.id))
}

/** Every submission or finished attempt, in order. */
export function attemptsOf(
  log: Pick<EventLog, 'read'>,
  course: CourseSummary,
  item: string,
): WhyAttempt[] {
  return idsOf(course, item)
    .flatMap((id) => standingEvents(log, { course: course.id, item: id }))
    .flatMap((event) => attemptOf(event) ?? [])
}

function attemptOf(event: LearnerEvent): WhyAttempt | null {
  const { id, day } = event
  if (event.type === 'exercise.submitted') {
    const { score, accepted, hints, model, solutionShown, quality } = event.payload
    const unaided = hints === 0 && !model && !solutionShown
    return { event: id, day, score, accepted, unaided, quality: accepted ? quality : null }
  }
  if (event.type !== 'learning.quiz_finished') return null
  const { score, passed, unaided } = event.payload
  return { event: id, day, score, accepted: passed, unaided, quality: null }
}

/** An item's former ids and its present one. */
export function idsOf(course: CourseSummary, item: string): string[] {
  const former = Object.keys(course.aliases).filter((old) => !old.includes('/'))
  return [...former.filter((old) => followAliases(old, course.aliases) === item), item]
}
