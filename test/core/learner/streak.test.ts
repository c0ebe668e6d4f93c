import { expect, test } from 'vitest'
import { recentStreak, streakOf } from '../../../src/core/learner/streak.ts'
import { happened } from '../../helpers/events.ts'
import { world } from '../../helpers/world.ts'

const TODAY = '2026-11-20'

test('a streak counts consecutive days up to today', () => {
  expect(streakOf(['2026-11-18', '2026-11-19', TODAY], TODAY)).toEqual({
    days: 3,
    today: true,
    last: TODAY,
    longest: 3,
  })
})

test('it is still alive when the last day was yesterday, and over the day after', () => {
  const days = ['2026-11-17', '2026-11-18', '2026-11-19']
  expect(streakOf(days, TODAY)).toMatchObject({ days: 3, today: false })
  expect(streakOf(days, '2026-11-21')).toMatchObject({ days: 0, last: '2026-11-19', longest: 3 })
})

test('a gap ends it; months and years do not', () => {
  expect(streakOf(['2026-11-17', '2026-11-19', TODAY], TODAY).days).toBe(2)
  expect(streakOf(['2025-12-31', '2026-01-01'], '2026-01-01').days).toBe(2)
  expect(streakOf(['2026-02-28', '2026-03-01'], '2026-03-01').days).toBe(2)
  expect(streakOf([], TODAY)).toEqual({ days: 0, today: false, last: null, longest: 0 })
})

test('days in the future, from a clock that ran ahead, do not count', () => {
  expect(streakOf([TODAY, '2027-11-20'], TODAY)).toMatchObject({ days: 1, last: TODAY })
})

test('only learning makes a day', () => {
  const w = world()
  w.on('2026-11-18', happened.read('a'))
  w.on('2026-11-19', happened.reviewed('deck/a', 4))
  w.on(TODAY, happened.started('task'), happened.hint('task', 1), {
    type: 'settings.changed',
    payload: { key: 'plain', value: true },
  })
  expect(recentStreak(w.log, TODAY)).toBe(2)
  expect(recentStreak(w.log, '2026-11-21')).toBe(0)
  w.on(TODAY, happened.checked('task', 1))
  expect(recentStreak(w.log, TODAY)).toBe(3)
  expect(recentStreak(w.log, TODAY, 2)).toBe(2)
})

test('a day whose only review was undone was no day of learning', () => {
  const w = world()
  const [event] = w.on(TODAY, happened.reviewed('deck/a', 4))
  w.on(TODAY, {
    type: 'learning.review_undone',
    payload: { course: 'sample', item: 'deck', part: 'a', event: event?.id ?? '' },
  })
  expect(recentStreak(w.log, TODAY)).toBe(0)
})
