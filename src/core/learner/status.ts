import type { LibraryReader } from '../course/library.ts'
import { DAY_MS } from '../events/clock.ts'
import type { EventLog } from '../events/event.ts'
import { joinKey, type ProjectionReader } from '../events/projection.ts'
import { emptyDay } from './day.ts'
import { type CourseEvidence, courseEvidence, courseMastery, unitMastery } from './evidence.ts'
import { inProgress } from './in-progress.ts'
import { isDone } from './item-state.ts'
import { type NextContext, nextStep } from './next-step.ts'
import type { DayActivity, StatusReport } from './progress.ts'
import { offerFor } from './raise-struggle.ts'
import { newCardsLeft, type ReviewCounts, seenCards } from './review-counts.ts'
import { streakOf } from './streak.ts'
import type { StruggleState } from './struggle.ts'

export interface StatusContext extends NextContext {
  library: NextContext['library'] & Pick<LibraryReader, 'installed'>
  log: Pick<ProjectionReader, 'get' | 'list'> &
    Pick<EventLog, 'read'> & {
      /** `wall` of the latest event, in ms; null on an empty log. */
      lastWall(): number | null
    }
  reviews: Pick<ReviewCounts, 'dueCount' | 'seenCards' | 'nextDue' | 'dueTotals'>
  privacy: StatusReport['privacy']
}

/** Struggle older than this is no longer what the learner is doing. */
const STRUGGLE_MS = DAY_MS

/** Where the learner stands today. */
export function status(ctx: StatusContext): StatusReport {
  const now = ctx.clock.now()
  const today = ctx.clock.localDay(now)
  const activity = [...ctx.log.list<DayActivity>('day')]
  const streak = streakOf(
    activity.map((day) => day.day),
    today,
  )
  const { cards, questions, overdue, repeats } = ctx.reviews.dueTotals(today)
  const day = activity.find((one) => one.day === today) ?? emptyDay(today)
  return {
    day: today,
    due: {
      cards,
      questions,
      overdue,
      repeats,
      newToday: day.newCards,
      newLeft: newCardsLeft(ctx, today),
    },
    streak,
    next: nextStep(ctx),
    courses: ctx.library.courses().flatMap(({ id }) => {
      const evidence = courseEvidence(ctx, id, streak.days)
      return evidence === null ? [] : [courseStatus(ctx, evidence)]
    }),
    inProgress: inProgress(ctx, today).map(({ course, meta, progress }) => ({
      course,
      item: meta.id,
      title: meta.title,
      since: progress.startedOn ?? today,
    })),
    struggle: openStruggle(ctx, now),
    today: day,
    privacy: ctx.privacy,
    clock: clockWarning(ctx),
  }
}

function courseStatus(
  ctx: Pick<StatusContext, 'reviews'>,
  evidence: CourseEvidence,
): StatusReport['courses'][number] {
  const seen = seenCards(ctx.reviews, evidence)
  const counts = (unit?: string) => {
    const items = evidence.items.filter((i) => unit === undefined || i.meta.unit === unit)
    return { done: items.filter((item) => isDone(item, seen)).length, items: items.length }
  }
  return {
    id: evidence.course.id,
    title: evidence.course.title,
    mastery: courseMastery(evidence),
    ...counts(),
    units: evidence.course.units.map(({ id, title }) => ({
      id,
      title,
      mastery: unitMastery(evidence, id),
      ...counts(id),
    })),
  }
}

/** The latest struggle of the last day that is not over, with what would help now. */
function openStruggle(ctx: StatusContext, now: number): StatusReport['struggle'] {
  for (const event of ctx.log.read({ types: ['struggle.raised'], reverse: true, limit: 10 })) {
    if (event.type !== 'struggle.raised' || now - event.wall > STRUGGLE_MS) break
    const { course, item, cause } = event.payload
    const state = ctx.log.get<StruggleState>('struggle', joinKey(course, item))
    const raised = state?.raised.find((r) => r.cause === cause && !r.resolved)
    if (raised === undefined || state?.passed || ctx.library.meta(course, item) === null) continue
    return { course, item, cause, ...offerFor(ctx, course, item, raised.cause) }
  }
  return null
}

/** A clock more than a day behind what was recorded last was set back, and dates computed now would be too early. */
export function clockWarning(
  ctx: Pick<StatusContext, 'clock'> & { log: { lastWall(): number | null } },
): string | null {
  const now = ctx.clock.now()
  const last = ctx.log.lastWall()
  if (last === null || last - now <= DAY_MS) return null
  return `This machine’s clock says ${ctx.clock.localDay(now)}, but something was recorded on ${ctx.clock.localDay(last)}. Set the clock: dates computed now would be wrong. Nothing that was recorded is lost.`
}
