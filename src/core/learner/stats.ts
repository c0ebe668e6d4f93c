import { followAliases } from '../course/aliases.ts'
import type { LibraryReader } from '../course/library.ts'
import { addDays } from '../events/clock.ts'
import type { Clock } from '../events/event.ts'
import type { ProjectionReader } from '../events/projection.ts'
import { knownCourse } from './current-course.ts'
import { emptyDay } from './day.ts'
import {
  type CourseEvidence,
  courseEvidence,
  courseMastery,
  skillMastery,
  unitMastery,
} from './evidence.ts'
import { isMeasured } from './mastery.ts'
import type { DayActivity, StatsReport } from './progress.ts'
import type { ReviewCounts } from './review-counts.ts'
import { streakOf } from './streak.ts'

export interface StatsContext {
  library: Pick<LibraryReader, 'courses' | 'summary' | 'outline'>
  log: Pick<ProjectionReader, 'get' | 'list'>
  reviews: Pick<ReviewCounts, 'forecast' | 'secondsOfCards'>
  clock: Clock
}

export interface StatsInput {
  /** Days to look back over, today included. Default: a year. */
  days?: number
  /** Days to look ahead. Default 30. */
  ahead?: number
  course?: string
}

/** What was done, what is to come, and where mastery stands. */
export function stats(ctx: StatsContext, input: StatsInput = {}): StatsReport {
  const { days = 365, ahead = 30 } = input
  const today = ctx.clock.localDay(ctx.clock.now())
  const activity = new Map([...ctx.log.list<DayActivity>('day')].map((day) => [day.day, day]))
  const streak = streakOf([...activity.keys()], today)
  const from = addDays(today, 1 - days)
  const range = daysFrom(from, days).map((day) => activity.get(day) ?? emptyDay(day))
  const forecast = ctx.reviews.forecast(today, addDays(today, ahead - 1))
  return {
    day: today,
    days: range,
    forecast: daysFrom(today, ahead).map((day) => ({ day, due: forecast.get(day) ?? 0 })),
    streak,
    courses: coursesOf(ctx, input.course).flatMap((id) => {
      const evidence = courseEvidence(ctx, id, streak.days)
      return evidence === null ? [] : [courseStats(ctx, evidence)]
    }),
    retention: retentionOf(range),
    seconds: {
      total: sum([...activity.values()].map((day) => day.seconds)),
      today: activity.get(today)?.seconds ?? 0,
      week: sum(daysFrom(addDays(today, -6), 7).map((day) => activity.get(day)?.seconds ?? 0)),
    },
  }
}

function coursesOf(ctx: StatsContext, only: string | undefined): string[] {
  const installed = ctx.library.courses().map((course) => course.id)
  return only === undefined ? installed : [knownCourse(installed, only, 'mastery stats --course')]
}

function courseStats(ctx: StatsContext, evidence: CourseEvidence): StatsReport['courses'][number] {
  const { id, title, units, skills, aliases } = evidence.course
  const seconds = new Map(evidence.items.map((i) => [i.meta.id, i.progress?.seconds ?? 0]))
  for (const [item, spent] of ctx.reviews.secondsOfCards(id)) {
    const deck = followAliases(item, aliases)
    const meta = evidence.items.find((one) => one.meta.id === deck)?.meta
    // Answers to questions are in their items' progress already.
    if (meta?.kind === 'deck') seconds.set(deck, (seconds.get(deck) ?? 0) + spent)
  }
  const secondsIn = (unit?: string) =>
    sum(
      evidence.items
        .filter((item) => unit === undefined || item.meta.unit === unit)
        .map((item) => seconds.get(item.meta.id) ?? 0),
    )
  return {
    id,
    title,
    mastery: courseMastery(evidence),
    seconds: secondsIn(),
    units: units.map((unit) => ({
      id: unit.id,
      title: unit.title,
      mastery: unitMastery(evidence, unit.id),
      seconds: secondsIn(unit.id),
    })),
    // A skill that nothing asks for has no mastery to show.
    skills: skills
      .map((skill) => ({
        id: skill.id,
        title: skill.title,
        mastery: skillMastery(evidence, skill.id),
      }))
      .filter((skill) => isMeasured(skill.mastery)),
  }
}

/** Of the reviews that had a prediction: how many were recalled, and how many the schedule assumed. */
function retentionOf(days: readonly DayActivity[]): StatsReport['retention'] {
  const reviews = sum(days.map((day) => day.predictedCount))
  if (reviews === 0) return { reviews, measured: null, predicted: null }
  return {
    reviews,
    measured: sum(days.map((day) => day.predictedRecalled)) / reviews,
    predicted: sum(days.map((day) => day.predictedSum)) / 1000 / reviews,
  }
}

function daysFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => addDays(first, at))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}
