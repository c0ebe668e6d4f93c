import { addDays, daysBetween } from '../events/clock.ts'
import type { Grade, Schedule, Scheduler } from './types.ts'

/** E-Factors in hundredths: every change is a multiple of 0.02, so whole numbers keep them exact. */
const FIRST = 250
const FLOOR = 130
const ASSUMPTION =
  'SM-2 predicts no recall; shown is the usual assumption 0.9^(days since the review ÷ interval).'
/** A hundred years: beyond that a date says nothing more. */
const LONGEST = 36_500

/**
 * SM-2 in the two forms its author published. Sources: P. A. Wozniak, "Optimization of learning" (1990),
 * section 3.2, the algorithm in words; and the Delphi program printed beside it on supermemo.com, which
 * differs. An E-Factor never falls below 1.3; the first two intervals are 1 and 6 days.
 */
export const sm2In1990: Scheduler = {
  name: 'sm2-1990',
  assumption: ASSUMPTION,
  next(schedule, grade, today) {
    const easiness = hundredths(schedule?.easiness)
    // "If the quality response was lower than 3 then start repetitions for the item from the beginning
    // without changing the E-Factor."
    if (grade < 3) return scheduled(0, easiness, 1, today)
    const repetitions = (schedule?.repetitions ?? 0) + 1
    const changed = changedEasiness(easiness, grade)
    // "If interval is a fraction, round it up to the nearest integer", with the E-Factor just changed.
    const interval = (before: number) => Math.ceil((before * changed) / 100)
    return scheduled(repetitions, changed, nextInterval(schedule, repetitions, interval), today)
  },
  explain(schedule, grade, today) {
    const easiness = hundredths(schedule?.easiness)
    if (grade < 3)
      return [`grade ${grade} is below 3: start again, EF stays ${shown(easiness)}, interval 1 day`]
    const after = this.next(schedule, grade, today)
    return [
      explainEasiness(easiness, grade),
      explainInterval(schedule, after, hundredths(after.easiness), 'the new EF, rounded up'),
    ]
  },
  recall,
}

export const sm2InDelphi: Scheduler = {
  name: 'sm2-delphi',
  assumption: ASSUMPTION,
  next(schedule, grade, today) {
    const easiness = hundredths(schedule?.easiness)
    const changed = changedEasiness(easiness, grade)
    if (grade < 3) return scheduled(0, changed, 1, today)
    const repetitions = (schedule?.repetitions ?? 0) + 1
    const interval = (before: number) => roundHalfEven(before * easiness, 100)
    return scheduled(repetitions, changed, nextInterval(schedule, repetitions, interval), today)
  },
  explain(schedule, grade, today) {
    const easiness = hundredths(schedule?.easiness)
    const changed = explainEasiness(easiness, grade)
    if (grade < 3) return [`grade ${grade} is below 3: start again, interval 1 day`, changed]
    const after = this.next(schedule, grade, today)
    return [
      changed,
      explainInterval(schedule, after, easiness, 'the old EF, rounded to the nearest'),
    ]
  },
  recall,
}

/**
 * EF' = EF + (0.1 − (5 − q) × (0.08 + (5 − q) × 0.02)), at least 1.3.
 * @param easiness in hundredths, as is the result
 */
function changedEasiness(easiness: number, grade: Grade): number {
  const missed = 5 - grade
  return Math.max(FLOOR, easiness + 10 - missed * (8 + missed * 2))
}

function nextInterval(
  schedule: Schedule | null,
  repetitions: number,
  grow: (before: number) => number,
): number {
  if (repetitions === 1) return 1
  if (repetitions === 2) return 6
  return grow(schedule?.interval ?? 1)
}

function scheduled(repetitions: number, easiness: number, days: number, today: string): Schedule {
  const interval = Math.min(LONGEST, days)
  return { repetitions, easiness: easiness / 100, interval, due: addDays(today, interval) }
}

function hundredths(easiness: number | undefined): number {
  return easiness === undefined ? FIRST : Math.round(easiness * 100)
}

/** Delphi's `Round`: halves go to the even neighbour. */
function roundHalfEven(dividend: number, divisor: number): number {
  const whole = Math.floor(dividend / divisor)
  const twiceRest = (dividend - whole * divisor) * 2
  if (twiceRest === divisor) return whole % 2 === 0 ? whole : whole + 1
  return twiceRest > divisor ? whole + 1 : whole
}

function explainEasiness(before: number, grade: Grade): string {
  const missed = `(5 − ${grade})`
  const after = changedEasiness(before, grade)
  const floor = after === FLOOR && before !== FLOOR ? ', never below 1.30' : ''
  return `EF ${shown(before)} + (0.1 − ${missed} × (0.08 + ${missed} × 0.02)) = ${shown(after)}${floor}`
}

function explainInterval(
  before: Schedule | null,
  after: Schedule,
  easiness: number,
  how: string,
): string {
  const days = after.interval === 1 ? '1 day' : `${after.interval} days`
  if (after.repetitions === 1) return `first success in a row: interval ${days}`
  if (after.repetitions === 2) return `second success in a row: interval ${days}`
  const product = ((before?.interval ?? 1) * easiness) / 100
  return `interval ${before?.interval ?? 1} × ${shown(easiness)} = ${product.toFixed(2)} → ${days} (${how})`
}

function shown(easiness: number): string {
  return (easiness / 100).toFixed(2)
}

/**
 * SM-2 itself predicts no recall. This is the usual assumption that an interval ends where nine of ten
 * are still recalled, on an exponential curve: 0.9^(elapsed ÷ interval).
 */
function recall(schedule: Schedule, lastReviewed: string, today: string): number {
  const elapsed = Math.max(0, daysBetween(lastReviewed, today))
  return 0.9 ** (elapsed / Math.max(1, schedule.interval))
}
