import { describe, expect, it } from 'vitest'
import { reviewContracts } from '../../../src/contracts/review.ts'
import { joinKey } from '../../../src/core/events/projection.ts'
import {
  actOnReview,
  isReviewWish,
  listReviews,
  type ReviewWish,
  readGrade,
  reviewScope,
} from '../../../src/core/review/act.ts'
import { ReviewSession } from '../../../src/core/review/session.ts'
import type { MemoryState } from '../../../src/core/review/types.ts'
import { card, course, deck, quiz } from '../../helpers/course.ts'
import { happened } from '../../helpers/events.ts'
import { type World, world } from '../../helpers/world.ts'

const TODAY = '2026-11-20'
const typed = card('t', [], { type: 'typed', accept: ['strip'] })
const sample = () =>
  course({
    skills: [],
    units: { one: [deck('deck', [], ['a', 'b', typed]), quiz('quiz', [], ['q'])] },
  })

function due(): World {
  const w = world([sample()])
  w.on('2026-11-18', ...['a', 'b', 't'].map((id) => happened.reviewed(`deck/${id}`, 4)))
  w.on('2026-11-18', happened.answered('quiz/q', 4))
  w.clock.set(`${TODAY}T09:00:00Z`)
  return w
}
const act = (w: World, wish: ReviewWish) => {
  const done = actOnReview(w, wish)
  reviewContracts['mastery.review-done/1'].parse(JSON.parse(JSON.stringify(done)))
  return done
}
const next = (message: string) =>
  expect.objectContaining({ next: expect.stringContaining(message) })

describe('the list', () => {
  it('tells no answer of a question or a typed card, and where each is written', () => {
    const w = due()
    const page = listReviews(w, {}, { limit: 20, reveal: true })
    reviewContracts['mastery.review/1'].parse(JSON.parse(JSON.stringify(page)))
    expect(page).toMatchObject({ day: TODAY, due: 4, repeats: 0, newLeft: 0 })
    const byId = Object.fromEntries(page.items.map((item) => [item.id, item]))
    expect(byId['deck/a']).toMatchObject({
      card: { front: 'Front a', back: 'Back a' },
      source: { path: '/courses/sample/deck.md', line: 7 },
      reason: 'overdue',
      overdueDays: 1,
      intervals: { 1: 1, 3: 6, 4: 6, 5: 6 },
    })
    expect(byId['deck/t']?.card?.back).toBeNull()
    const hidden = listReviews(w, {}, { limit: 1, reveal: false })
    expect(hidden.items).toMatchObject([{ card: { front: 'Front a', back: null } }])
    expect(JSON.stringify(byId['quiz/q'])).not.toMatch(/correct|because/)
  })
})

describe('--answer', () => {
  it('records a grade and gives the next', () => {
    const w = due()
    expect(act(w, { answer: 'deck/a', grade: 'good', seconds: 4 })).toMatchObject({
      did: 'answered',
      id: 'deck/a',
      grade: 4,
      interval: 6,
      back: 'Back a',
      next: { id: 'deck/b' },
      left: { due: 3, repeats: 0 },
    })
    expect(act(w, { answer: 'deck/b', grade: '3' })).toMatchObject({
      grade: 3,
      interval: 0,
      left: { due: 2, repeats: 1 },
    })
  })

  it('marks a typed card and a question by their text', () => {
    const w = due()
    expect(act(w, { answer: 'deck/t', text: 'strip' })).toMatchObject({ grade: 4 })
    expect(act(w, { answer: 'quiz/q', text: 'no', hints: 1 })).toMatchObject({
      grade: 1,
      marked: { correct: false, feedback: 'No is wrong.' },
    })
  })

  it('says what to do instead when it cannot be', () => {
    const w = due()
    const before = w.log.count()
    expect(() => act(w, { answer: 'deck/c', grade: '3' })).toThrow(next('deck/'))
    expect(() => act(w, { answer: 'deck/a' })).toThrow(next('--grade again|hard|good|easy'))
    expect(() => act(w, { answer: 'quiz/q', grade: '4' })).toThrow(next('--text'))
    expect(() => act(w, { answer: 'quiz/q', text: 'maybe' })).toThrow(next('yes'))
    expect(() => act(w, { answer: 'deck/a', grade: '6' })).toThrow(next('again, hard, good'))
    expect(w.log.count()).toBe(before)
  })

  it('the same answer twice on a day moves the date once', () => {
    const w = due()
    act(w, { answer: 'deck/a', grade: 'good' })
    act(w, { answer: 'deck/a', grade: 'good' })
    const state = w.log.get<MemoryState>('memory', joinKey('sample', 'deck', 'a'))
    expect(state?.schedule).toMatchObject({ repetitions: 2, interval: 6 })
  })
})

describe('everything a screen can do', () => {
  it('bury, suspend, resume, flag, unflag', () => {
    const w = due()
    const shown = () => new ReviewSession(w).queue(20).items.map((item) => item.id)
    expect(act(w, { bury: 'deck/a' }).did).toBe('buried')
    expect(act(w, { suspend: 'deck/b' }).did).toBe('suspended')
    expect(shown()).toEqual(['deck/t', 'quiz/q'])
    expect(act(w, { resume: 'deck/b' }).did).toBe('resumed')
    expect(shown()).toContain('deck/b')
    expect(act(w, { flag: 'deck/b' }).next?.flagged).toBe(true)
    expect(act(w, { unflag: 'deck/b' }).next?.flagged).toBe(false)
  })

  it('undo takes back the latest review of today, again and again, and nothing older', () => {
    const w = due()
    const before = [...w.log.list('memory')]
    act(w, { answer: 'deck/a', grade: 'again' })
    act(w, { answer: 'quiz/q', text: 'yes' })
    expect(act(w, { undo: true })).toMatchObject({ did: 'undone', id: 'quiz/q' })
    expect(act(w, { undo: true })).toMatchObject({ did: 'undone', id: 'deck/a' })
    expect([...w.log.list('memory')]).toEqual(before)
    expect(() => act(w, { undo: true })).toThrow(/no review of today/)
  })
})

it('one thing at a time', () => {
  expect(isReviewWish({})).toBe(false)
  expect(isReviewWish({ undo: false })).toBe(false)
  expect(isReviewWish({ bury: 'x' })).toBe(true)
  expect(() => isReviewWish({ bury: 'x', undo: true })).toThrow(
    /One thing at a time: --bury, --undo/,
  )
})

it('a deck or course limits the review; an unknown one suggests the nearest', () => {
  const w = due()
  expect(reviewScope(w, { item: 'quiz' })).toEqual({ course: 'sample', item: 'quiz' })
  expect(reviewScope(w, { course: 'sample' })).toEqual({ course: 'sample' })
  expect(reviewScope(w, {})).toEqual({})
  expect(() => reviewScope(w, { item: 'dekc' })).toThrow(next('mastery review deck'))
  expect(() => reviewScope(w, { course: 'smaple' })).toThrow(next('sample'))
  const only = new ReviewSession(w, { course: 'sample', item: 'quiz' })
  expect(only.queue(20)).toMatchObject({ due: 1, items: [{ id: 'quiz/q' }] })
})

it('grades are words or SM-2’s own numbers', () => {
  expect(['again', 'Hard', ' good ', 'easy', '0', '5'].map(readGrade)).toEqual([1, 3, 4, 5, 0, 5])
})
