import { addDays } from '../events/clock.ts'
import type { ProjectionReader } from '../events/projection.ts'
import type { DayActivity, Streak } from './progress.ts'

/**
 * Consecutive local days with learning up to today; still alive when the last one was yesterday.
 * @param days days with learning, ascending
 */
export function streakOf(days: readonly string[], today: string): Streak {
  const learned = new Set(days)
  const past = days.filter((day) => day <= today)
  let longest = 0
  let run = 0
  let previous: string | null = null
  for (const day of days) {
    run = previous !== null && addDays(previous, 1) === day ? run + 1 : 1
    longest = Math.max(longest, run)
    previous = day
  }
  return {
    days: countBack((day) => learned.has(day), today, Number.POSITIVE_INFINITY),
    today: learned.has(today),
    last: past.at(-1) ?? null,
    longest,
  }
}

/** The streak's days as far as mastery asks, without reading the whole history. */
export function recentStreak(log: Pick<ProjectionReader, 'get'>, today: string, most = 7): number {
  return countBack((day) => log.get<DayActivity>('day', day) !== null, today, most)
}

function countBack(learned: (day: string) => boolean, today: string, most: number): number {
  let day = learned(today) ? today : addDays(today, -1)
  let count = 0
  while (count < most && learned(day)) {
    count++
    day = addDays(day, -1)
  }
  return count
}
