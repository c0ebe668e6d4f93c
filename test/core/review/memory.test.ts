import { describe, expect, it } from 'vitest'
import { joinKey } from '../../../src/core/events/projection.ts'
import type { MemoryState } from '../../../src/core/review/types.ts'
import { happened } from '../../helpers/events.ts'
import { type World, world } from '../../helpers/world.ts'

const stateOf = (w: World, id: string) => {
  const [item = '', part = ''] = id.split('/')
  return w.log.get<MemoryState>('memory', joinKey('sample', item, part))
}

describe('a card', () => {
  it('is introduced by its first review and due tomorrow', () => {
    const w = world()
    w.on('2026-11-20', happened.reviewed('deck/a', 4))
    expect(stateOf(w, 'deck/a')).toMatchObject({
      introducedOn: '2026-11-20',
      lastReviewed: '2026-11-20',
      schedule: { interval: 1, easiness: 2.5, due: '2026-11-21' },
      reviews: 1,
      repeatOn: null,
    })
  })

  it('below 4 waits for another look today, until one of 4 or better, and keeps its date', () => {
    const w = world()
    const waits = () => stateOf(w, 'deck/a')?.repeatOn
    w.on('2026-11-20', happened.reviewed('deck/a', 3))
    const { schedule } = stateOf(w, 'deck/a') ?? {}
    expect(waits()).toBe('2026-11-20')
    for (const grade of [2, 0, 3]) {
      w.on('2026-11-20', happened.reviewed('deck/a', grade, { repeat: true }))
      expect(waits()).toBe('2026-11-20')
    }
    w.on('2026-11-20', happened.reviewed('deck/a', 4, { repeat: true }))
    expect(waits()).toBeNull()
    expect(stateOf(w, 'deck/a')).toMatchObject({ schedule, reviews: 1, repeats: 4 })
  })

  it('a second review on one day changes no date, whatever the event claims', () => {
    const w = world()
    w.on('2026-11-20', happened.reviewed('deck/a', 5), happened.reviewed('deck/a', 5))
    expect(stateOf(w, 'deck/a')?.schedule?.repetitions).toBe(1)
  })

  it('counts a lapse only for what had been learned', () => {
    const w = world()
    w.on('2026-11-20', happened.reviewed('deck/a', 1))
    expect(stateOf(w, 'deck/a')?.lapses).toBe(0)
    w.on('2026-11-21', happened.reviewed('deck/a', 1))
    expect(stateOf(w, 'deck/a')?.lapses).toBe(1)
  })

  it('goes back to what it was when a review is undone', () => {
    const w = world()
    w.on('2026-11-20', happened.reviewed('deck/a', 4))
    const before = stateOf(w, 'deck/a')
    const [event] = w.on('2026-11-21', happened.reviewed('deck/a', 1))
    w.on('2026-11-21', {
      type: 'learning.review_undone',
      payload: { course: 'sample', item: 'deck', part: 'a', event: event?.id ?? '' },
    })
    expect(stateOf(w, 'deck/a')).toEqual(before)
  })

  it('uses the scheduler that each review names', () => {
    const w = world()
    w.on('2026-11-20', happened.reviewed('deck/a', 0, { scheduler: 'sm2-delphi' }))
    expect(stateOf(w, 'deck/a')).toMatchObject({
      scheduler: 'sm2-delphi',
      schedule: { easiness: 1.7 },
    })
  })
})

describe('a question', () => {
  it('is scheduled by the first answer of an attempt; later tries do not count', () => {
    const w = world()
    w.on('2026-11-20', happened.answered('quiz/q', 1), happened.answered('quiz/q', 2, { try: 2 }))
    expect(stateOf(w, 'quiz/q')).toMatchObject({
      lastGrade: 1,
      reviews: 1,
      repeats: 0,
      repeatOn: '2026-11-20',
    })
    expect(stateOf(w, 'quiz/q')?.schedule).toMatchObject({ repetitions: 0, interval: 1 })
  })
})

it('a clock set back a year loses no review and reorders none', () => {
  const w = world()
  w.on('2026-11-20', happened.reviewed('deck/a', 4))
  w.on('2025-11-20', happened.reviewed('deck/a', 4))
  expect(stateOf(w, 'deck/a')).toMatchObject({
    reviews: 2,
    schedule: { interval: 6, due: '2025-11-26' },
  })
  w.on('2026-11-21', happened.reviewed('deck/a', 4))
  expect(stateOf(w, 'deck/a')).toMatchObject({
    reviews: 3,
    schedule: { interval: 15, due: '2026-12-06' },
  })
})
