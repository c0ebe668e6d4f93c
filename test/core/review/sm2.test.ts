import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../src/core/events/clock.ts'
import { SCHEDULER_NAMES, schedulerNamed } from '../../../src/core/review/schedulers.ts'
import { sm2In1990, sm2InDelphi } from '../../../src/core/review/sm2.ts'
import type { Grade, Schedule, Scheduler } from '../../../src/core/review/types.ts'

const DAY = '2026-01-01'

/** [interval, EF] after each grade, each review on its due day. */
function run(scheduler: Scheduler, grades: Grade[]): [number, number][] {
  let schedule: Schedule | null = null
  let today = DAY
  return grades.map((grade) => {
    schedule = scheduler.next(schedule, grade, today)
    today = schedule.due
    return [schedule.interval, schedule.easiness]
  })
}

/**
 * Worked out by hand from the two texts of P. A. Wozniak: "Optimization of learning" (1990), section 3.2, and the Delphi
 * procedure `Repetition` published beside it.
 *
 * 1990: I(1) = 1, I(2) = 6, I(n) = ⌈I(n−1) × EF'⌉ with the EF just changed; below 3 start again, EF unchanged.
 * Delphi: I(n) = Round(I(n−1) × EF) with the EF before the change (halves to even); EF changes on every grade.
 */
describe('golden vectors', () => {
  it('always 4: EF stays 2.5', () => {
    // 1, 6, 6×2.5 = 15, 15×2.5 = 37.5 → 38, 38×2.5 = 95, 95×2.5 = 237.5 → 238
    const in1990 = [1, 6, 15, 38, 95, 238]
    expect(run(sm2In1990, [4, 4, 4, 4, 4, 4])).toEqual(in1990.map((days) => [days, 2.5]))
    // 37.5 → 38 (even), 38×2.5 = 95, 237.5 → 238 (even), 238×2.5 = 595
    const inDelphi = [1, 6, 15, 38, 95, 238, 595]
    expect(run(sm2InDelphi, [4, 4, 4, 4, 4, 4, 4])).toEqual(inDelphi.map((days) => [days, 2.5]))
  })

  it('always 5: EF grows by 0.1', () => {
    // 1990: 6×2.8 = 16.8 → 17; 17×2.9 = 49.3 → 50; 50×3.0 = 150 exactly, not 151
    expect(run(sm2In1990, [5, 5, 5, 5, 5])).toEqual([
      [1, 2.6],
      [6, 2.7],
      [17, 2.8],
      [50, 2.9],
      [150, 3],
    ])
    // Delphi, old EF: 6×2.7 = 16.2 → 16; 16×2.8 = 44.8 → 45; 45×2.9 = 130.5 → 130 (even)
    expect(run(sm2InDelphi, [5, 5, 5, 5, 5])).toEqual([
      [1, 2.6],
      [6, 2.7],
      [16, 2.8],
      [45, 2.9],
      [130, 3],
    ])
  })

  it('always 3: EF falls by 0.14', () => {
    // 1990: 6×2.08 = 12.48 → 13; 13×1.94 = 25.22 → 26; 26×1.80 = 46.8 → 47
    expect(run(sm2In1990, [3, 3, 3, 3, 3])).toEqual([
      [1, 2.36],
      [6, 2.22],
      [13, 2.08],
      [26, 1.94],
      [47, 1.8],
    ])
    // Delphi: 6×2.22 = 13.32 → 13; 13×2.08 = 27.04 → 27; 27×1.94 = 52.38 → 52
    expect(run(sm2InDelphi, [3, 3, 3, 3, 3])).toEqual([
      [1, 2.36],
      [6, 2.22],
      [13, 2.08],
      [27, 1.94],
      [52, 1.8],
    ])
  })

  it('a failure starts again, and only Delphi changes the EF', () => {
    // 1990: 4,4,4 → 15; 2 → again from 1 with 2.5; then 1, 6, 15
    expect(run(sm2In1990, [4, 4, 4, 2, 4, 4, 4])).toEqual([
      [1, 2.5],
      [6, 2.5],
      [15, 2.5],
      [1, 2.5],
      [1, 2.5],
      [6, 2.5],
      [15, 2.5],
    ])
    // Delphi: 2 takes 0.32 (2.18); then 1, 6, Round(6×2.18 = 13.08) = 13
    expect(run(sm2InDelphi, [4, 4, 4, 2, 4, 4, 4])).toEqual([
      [1, 2.5],
      [6, 2.5],
      [15, 2.5],
      [1, 2.18],
      [1, 2.18],
      [6, 2.18],
      [13, 2.18],
    ])
  })

  it('the EF changes by +.10, 0, −.14, −.32, −.54, −.80 for 5…0, failures only in Delphi', () => {
    const change = (scheduler: Scheduler) =>
      ([5, 4, 3, 2, 1, 0] as const).map((grade) => scheduler.next(null, grade, DAY).easiness)
    expect(change(sm2InDelphi)).toEqual([2.6, 2.5, 2.36, 2.18, 1.96, 1.7])
    expect(change(sm2In1990)).toEqual([2.6, 2.5, 2.36, 2.5, 2.5, 2.5])
  })

  it('the EF stops at 1.3', () => {
    // 2.5 − 9×0.14 = 1.24, so the ninth 3 would fall below
    expect(run(sm2In1990, Array<Grade>(12).fill(3)).at(-1)?.[1]).toBe(1.3)
    expect(run(sm2InDelphi, [0, 0, 0]).map(([, easiness]) => easiness)).toEqual([1.7, 1.3, 1.3])
  })
})

const grade = fc.constantFrom<Grade>(0, 1, 2, 3, 4, 5)
const anyScheduler = fc.constantFrom(...SCHEDULER_NAMES.map(schedulerNamed))

describe('for any grades', () => {
  it('the EF never falls below 1.3 and stays a whole number of hundredths', () => {
    fc.assert(
      fc.property(anyScheduler, fc.array(grade, { maxLength: 60 }), (scheduler, grades) => {
        for (const [interval, easiness] of run(scheduler, grades)) {
          expect(easiness).toBeGreaterThanOrEqual(1.3)
          expect(easiness).toBe(Math.round(easiness * 100) / 100)
          expect(Number.isInteger(interval)).toBe(true)
          expect(interval).toBeGreaterThanOrEqual(1)
        }
      }),
    )
  })

  it('a success never shortens the interval, a failure makes it 1 day', () => {
    fc.assert(
      fc.property(anyScheduler, fc.array(grade, { maxLength: 40 }), (scheduler, grades) => {
        let schedule: Schedule | null = null
        for (const one of grades) {
          const before: Schedule | null = schedule
          schedule = scheduler.next(before, one, DAY)
          if (one < 3) {
            expect(schedule).toMatchObject({ repetitions: 0, interval: 1 })
          } else {
            expect(schedule.repetitions).toBe((before?.repetitions ?? 0) + 1)
            if (before !== null) expect(schedule.interval).toBeGreaterThanOrEqual(before.interval)
            if (schedule.repetitions > 2 && schedule.interval < 36_500)
              expect(schedule.interval).toBeGreaterThan(before?.interval ?? 0)
          }
          expect(schedule.due).toBe(addDays(DAY, schedule.interval))
        }
      }),
    )
  })

  it('a better grade never gives an earlier date', () => {
    fc.assert(
      fc.property(anyScheduler, fc.array(grade, { maxLength: 20 }), (scheduler, grades) => {
        let schedule: Schedule | null = null
        for (const one of grades) schedule = scheduler.next(schedule, one, DAY)
        const days = ([0, 1, 2, 3, 4, 5] as const).map(
          (one) => scheduler.next(schedule, one, DAY).interval,
        )
        expect(days).toEqual(days.toSorted((a, b) => a - b))
      }),
    )
  })

  it('dates stay dates however often an answer is easy', () => {
    const far = run(sm2In1990, Array<Grade>(40).fill(5)).at(-1)?.[0]
    expect(far).toBe(36_500)
    expect(sm2In1990.next(null, 5, '2026-11-20').due).toBe('2026-11-21')
  })
})

describe('recall, an assumption', () => {
  const schedule = sm2In1990.next(sm2In1990.next(null, 4, DAY), 4, DAY)

  it('is 1 on the day of the review, 0.9 on its due day, 0.81 after twice that', () => {
    expect(sm2In1990.recall(schedule, DAY, DAY)).toBe(1)
    expect(sm2In1990.recall(schedule, DAY, addDays(DAY, 6))).toBeCloseTo(0.9, 12)
    expect(sm2In1990.recall(schedule, DAY, addDays(DAY, 12))).toBeCloseTo(0.81, 12)
  })

  it('is not above 1 when the clock was set back', () => {
    expect(sm2In1990.recall(schedule, DAY, addDays(DAY, -365))).toBe(1)
  })
})

describe('the arithmetic in words', () => {
  it('names the numbers that next() used', () => {
    const third = run(sm2In1990, [5, 5]).length
    expect(third).toBe(2)
    const twice = sm2In1990.next(sm2In1990.next(null, 5, DAY), 5, DAY)
    expect(sm2In1990.explain(twice, 5, DAY)).toEqual([
      'EF 2.70 + (0.1 − (5 − 5) × (0.08 + (5 − 5) × 0.02)) = 2.80',
      'interval 6 × 2.80 = 16.80 → 17 days (the new EF, rounded up)',
    ])
    expect(sm2InDelphi.explain(twice, 5, DAY)[1]).toBe(
      'interval 6 × 2.70 = 16.20 → 16 days (the old EF, rounded to the nearest)',
    )
    expect(sm2In1990.explain(twice, 1, DAY)).toEqual([
      'grade 1 is below 3: start again, EF stays 2.70, interval 1 day',
    ])
  })
})

it('a name that a newer version wrote falls back to the default', () => {
  expect(schedulerNamed('fsrs-9').name).toBe('sm2-1990')
})
