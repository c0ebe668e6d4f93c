import { describe, expect, it } from 'vitest'
import { joinKey } from '../../../src/core/events/projection.ts'
import { ReviewSession } from '../../../src/core/review/session.ts'
import type { MemoryState, ReviewItem } from '../../../src/core/review/types.ts'
import { card, course, deck, lesson, quiz, skill } from '../../helpers/course.ts'
import { happened } from '../../helpers/events.ts'
import { type World, world } from '../../helpers/world.ts'

const TODAY = '2026-11-20'
const sample = () =>
  course({
    skills: [skill('s')],
    units: {
      one: [
        lesson('intro', ['s']),
        deck('deck', ['s'], ['a', 'b', 'c', 'd', 'e']),
        quiz('quiz', ['s'], ['q']),
      ],
    },
  })

const graded = (grade: number, seconds = 5) =>
  ({ kind: 'graded', grade: grade as 4, typed: null, seconds }) as const
const must = (item: ReviewItem | null | undefined): ReviewItem => {
  if (item == null) throw new Error('nothing to review')
  return item
}
const ids = (session: ReviewSession) => session.queue(50).items.map((item) => item.id)
const stateOf = (w: World, part: string) =>
  w.log.get<MemoryState>('memory', joinKey('sample', 'deck', part))

/** Cards a, b, c reviewed long ago with intervals of 1, 6 and 15 days. */
function backlog(w: World) {
  w.on('2026-10-01', happened.reviewed('deck/a', 4)) // due 10-02, interval 1
  w.on('2026-10-01', happened.reviewed('deck/b', 4))
  w.on('2026-10-02', happened.reviewed('deck/b', 4)) // due 10-08, interval 6
  w.on('2026-11-18', happened.reviewed('deck/c', 4)) // due 11-19, interval 1
  w.clock.set(`${TODAY}T09:00:00Z`)
}

describe('the queue', () => {
  it('asks the most overdue relative to its interval first', () => {
    const w = world([sample()])
    backlog(w)
    // a: 49 days over 1; b: 43 over 6; c: 1 over 1. The lesson is not read: no new cards.
    expect(ids(new ReviewSession(w))).toEqual(['deck/a', 'deck/b', 'deck/c'])
    expect(new ReviewSession(w).queue()).toMatchObject({
      day: TODAY,
      due: 3,
      repeats: 0,
      newLeft: 0,
    })
  })

  it('thinks eight days late at an interval of one day worse than forty-three at six', () => {
    const w = world([sample()])
    w.on('2026-10-01', happened.reviewed('deck/b', 4))
    w.on('2026-10-02', happened.reviewed('deck/b', 4)) // due 10-08, interval 6: 43/6
    w.on('2026-11-11', happened.reviewed('deck/c', 4)) // due 11-12, interval 1: 8/1
    w.clock.set(`${TODAY}T09:00:00Z`)
    expect(ids(new ReviewSession(w))).toEqual(['deck/c', 'deck/b'])
  })

  it('brings new cards in teaching order once a lesson taught their skill, as many as the setting says', () => {
    const w = world([sample()], { 'review.new-per-day': 2 })
    expect(ids(new ReviewSession(w))).toEqual([])
    w.on(TODAY, happened.read('intro'))
    expect(ids(new ReviewSession(w))).toEqual(['deck/a', 'deck/b'])
    const session = new ReviewSession(w)
    session.record(must(session.current()), graded(4))
    expect(ids(new ReviewSession(w))).toEqual(['deck/b'])
    w.clock.set('2026-11-22T09:00:00Z')
    expect(ids(new ReviewSession(w))).toEqual(['deck/a', 'deck/b', 'deck/c'])
  })

  it('asks for the new cards of a deck that was named, taught or not', () => {
    const w = world([sample()])
    expect(ids(new ReviewSession(w, { item: 'deck' }))).toHaveLength(5)
  })

  it('brings siblings of a new card on different days', () => {
    const sides = ['x', 'x#r', 'y'].map((id) => card(id, []))
    const w = world([course({ skills: [], units: { one: [deck('deck', [], sides)] } })])
    const session = new ReviewSession(w)
    expect(ids(session)).toEqual(['deck/x', 'deck/y'])
    session.record(must(session.current()), graded(4))
    expect(ids(new ReviewSession(w))).toEqual(['deck/y'])
    w.clock.set('2026-11-21T09:00:00Z')
    expect(ids(new ReviewSession(w))).toContain('deck/x#r')
  })

  it('never shows what is suspended, buried, retired or of a removed course', () => {
    const w = world([sample()])
    backlog(w)
    const session = new ReviewSession(w)
    session.suspend(must(session.current()))
    session.bury(must(session.current()))
    expect(ids(session)).toEqual(['deck/c'])
    expect(ids(new ReviewSession(w))).toEqual(['deck/c'])
    w.clock.set('2026-11-21T09:00:00Z')
    expect(ids(new ReviewSession(w))).toEqual(['deck/b', 'deck/c'])
    const without = course({ skills: [], units: { one: [deck('deck', [], ['a', 'b'])] } })
    w.library.install(without, { kind: 'folder', path: '/courses/sample' })
    expect(ids(new ReviewSession(w))).toEqual(['deck/b'])
    w.library.remove('sample')
    expect(ids(new ReviewSession(w))).toEqual([])
    expect(w.reviews.dueCount('2026-11-21', 10)).toBe(0)
    expect(w.reviews.dueTotals('2026-11-21')).toEqual({
      cards: 0,
      questions: 0,
      overdue: 0,
      repeats: 0,
    })
  })

  it('goes on with the schedule of a card that was renamed', () => {
    const w = world([sample()])
    backlog(w)
    const renamed = course({
      skills: [],
      units: { one: [deck('words', [], ['alpha', 'b', 'c'])] },
      aliases: { deck: 'words', 'words/a': 'words/alpha' },
    })
    w.library.install(renamed, { kind: 'folder', path: '/courses/sample' })
    const session = new ReviewSession(w)
    expect(ids(session)).toEqual(['words/alpha', 'words/b', 'words/c'])
    expect(session.queue().newLeft).toBe(0)
    session.record(must(session.current()), graded(4))
    expect(stateOf(w, 'a')?.schedule).toMatchObject({ repetitions: 2, interval: 6 })
  })
})

describe('recording', () => {
  it('appends what a later model needs and gives the next item', () => {
    const w = world([sample()])
    backlog(w)
    const session = new ReviewSession(w)
    const item = must(session.current())
    expect(item.intervals).toEqual({ 0: 1, 1: 1, 2: 1, 3: 6, 4: 6, 5: 6 })
    expect(session.record(item, graded(4, 7))).toEqual({ grade: 4, marked: null, interval: 6 })
    const event = [...w.log.read({ reverse: true, limit: 1 })][0]
    expect(event).toMatchObject({
      type: 'learning.card_reviewed',
      payload: {
        course: 'sample',
        item: 'deck',
        part: 'a',
        revision: '1.0',
        skills: ['s'],
        grade: 4,
        repeat: false,
        scheduler: 'sm2-1990',
        seconds: 7,
        format: 'basic',
        chosen: 1,
        // 50 days since the review, interval 1
        predicted: expect.closeTo(0.9 ** 50, 12),
      },
    })
    expect(session.current()?.id).toBe('deck/b')
  })

  it('asks again on the same day below 4, after all due ones, and the date stays', () => {
    const w = world([sample()])
    backlog(w)
    const session = new ReviewSession(w)
    expect(session.record(must(session.current()), graded(3))).toMatchObject({ interval: 0 })
    const { schedule } = stateOf(w, 'a') ?? {}
    expect(ids(session)).toEqual(['deck/b', 'deck/c', 'deck/a'])
    session.record(must(session.current()), graded(4))
    session.record(must(session.current()), graded(4))
    const again = must(session.current())
    expect(again).toMatchObject({ id: 'deck/a', reason: 'repeat', intervals: { 1: 6, 4: 6 } })
    session.record(again, graded(1))
    session.record(must(session.current()), graded(5))
    expect(session.current()).toBeNull()
    expect(stateOf(w, 'a')).toMatchObject({ schedule, reviews: 2, repeats: 2 })
    expect(session.summary()).toMatchObject({
      reviewed: 5,
      repeats: 2,
      recalled: 3,
      left: { due: 0 },
    })
  })

  it('a repeat left over is asked in the next session of the day, and not the day after', () => {
    const w = world([sample()])
    w.on(TODAY, happened.reviewed('deck/a', 3))
    expect(new ReviewSession(w).queue()).toMatchObject({ due: 0, repeats: 1 })
    w.clock.set('2026-11-21T09:00:00Z')
    expect(new ReviewSession(w).queue()).toMatchObject({ due: 1, repeats: 0 })
  })

  it('marks a question and grades it, and refuses to take a grade for it', () => {
    const w = world([sample()])
    w.on('2026-11-18', happened.answered('quiz/q', 4))
    w.clock.set(`${TODAY}T09:00:00Z`)
    const session = new ReviewSession(w)
    const item = must(session.current())
    expect(() => session.record(item, graded(4))).toThrow(/is a question/)
    const recorded = session.record(item, {
      kind: 'answered',
      answer: { type: 'choice', id: 'no' },
      hints: 0,
      seconds: 5,
    })
    expect(recorded).toMatchObject({ grade: 1, interval: 0, marked: { correct: false, score: 0 } })
    const again = session.record(must(session.current()), {
      kind: 'answered',
      answer: { type: 'choice', id: 'yes' },
      hints: 0,
      seconds: 5,
    })
    expect(again).toMatchObject({ grade: 4, marked: { correct: true } })
    expect(session.current()).toBeNull()
  })

  it('grades what was typed: wrong 1, right 4, right in less than half the own median 5', () => {
    const typed = card('t', [], { type: 'typed', accept: ['strip'], ignoreCase: true })
    const w = world([course({ skills: [], units: { one: [deck('deck', [], [typed])] } })])
    const format = 'typed'
    for (const seconds of [8, 9, 10, 11, 12])
      w.on('2026-11-19', happened.reviewed('other/t', 4, { seconds, format }))
    w.clock.set(`${TODAY}T09:00:00Z`)
    const session = new ReviewSession(w)
    const item = must(session.current())
    expect(session.gradeTyped(item, 'trim', 1)).toBe(1)
    expect(session.gradeTyped(item, ' STRIP ', 6)).toBe(4)
    expect(session.gradeTyped(item, 'strip', 4)).toBe(5)
  })
})

describe('taking back', () => {
  it('undoes a whole session, one by one, to the states before it', () => {
    const w = world([sample()])
    backlog(w)
    w.on(TODAY, happened.read('intro'))
    const before = [...w.log.list('memory')]
    const queued = ids(new ReviewSession(w))
    const session = new ReviewSession(w)
    for (const grade of [1, 4, 3, 5, 4, 4, 4])
      session.record(must(session.current()), graded(grade))
    expect(session.current()).toBeNull()
    for (let back = 0; back < 7; back++) expect(session.undo()).not.toBeNull()
    expect(session.undo()).toBeNull()
    expect([...w.log.list('memory')]).toEqual(before)
    expect(ids(session)).toEqual(queued)
    expect(session.summary()).toMatchObject({ reviewed: 0, seconds: 0 })
    expect(w.log.projections.rebuild().differences).toEqual([])
  })

  it('gives the item of the undone review to ask again, and undoes burying too', () => {
    const w = world([sample()])
    backlog(w)
    const session = new ReviewSession(w)
    session.bury(must(session.current()))
    session.record(must(session.current()), graded(4))
    expect(session.undo()).toMatchObject({ id: 'deck/b', reason: 'overdue' })
    expect(session.undo()).toMatchObject({ id: 'deck/a' })
    expect(ids(session)).toEqual(['deck/a', 'deck/b', 'deck/c'])
  })
})

it('leaves out what another process reviewed meanwhile', () => {
  const w = world([sample()])
  backlog(w)
  const session = new ReviewSession(w)
  w.on(TODAY, happened.reviewed('deck/a', 4))
  expect(session.current()?.id).toBe('deck/b')
})

it('a flag stays on the card and takes nothing from the queue', () => {
  const w = world([sample()])
  backlog(w)
  const session = new ReviewSession(w)
  expect(session.flag(must(session.current()))?.state?.flagged).toBe(true)
})

it('a new card that was only flagged is still new', () => {
  const w = world([sample()])
  w.on(TODAY, happened.read('intro'))
  const session = new ReviewSession(w)
  session.flag(must(session.current()))
  expect(ids(new ReviewSession(w))).toContain('deck/a')
  expect(w.reviews.seenCards('sample', 'deck')).toBe(0)
})
