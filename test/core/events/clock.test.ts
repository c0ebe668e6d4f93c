import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween, nextHlc, parseHlc } from '../../../src/core/events/clock.ts'

test('the clock only ever moves forward, whatever the wall clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 43 }), { minLength: 1 }), (walls) => {
      let last: string | null = null
      for (const wall of walls) {
        const next = nextHlc(last, wall)
        expect(next).toHaveLength(17)
        if (last !== null) expect(next > last).toBe(true)
        expect(parseHlc(next).ms).toBeGreaterThanOrEqual(wall)
        last = next
      }
    }),
  )
})

test('a full counter borrows a millisecond', () => {
  expect(nextHlc('000000000001-ffff', 0)).toBe('000000000002-0000')
})

test('days are calendar days, over leap days and year ends', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  fc.assert(
    fc.property(fc.integer({ min: -5000, max: 5000 }), (n) => {
      expect(daysBetween('2026-11-20', addDays('2026-11-20', n))).toBe(n)
    }),
  )
})
