import { describe, expect, it } from 'vitest'
import { learnerContracts } from '../../../src/contracts/learner.ts'
import { listItems } from '../../../src/core/learner/list.ts'
import { nextStep } from '../../../src/core/learner/next-step.ts'
import { stats } from '../../../src/core/learner/stats.ts'
import { status } from '../../../src/core/learner/status.ts'
import { course, deck, exercise, lesson, quiz, skill } from '../../helpers/course.ts'
import { happened } from '../../helpers/events.ts'
import { type World, world } from '../../helpers/world.ts'

const TODAY = '2026-11-20'
const sample = () =>
  course({
    skills: [skill('basic'), skill('more', ['basic']), skill('idle')],
    units: {
      one: [
        lesson('intro', ['basic', 'idle']),
        exercise('task', ['basic']),
        quiz('quiz', ['basic'], ['q']),
        deck('deck', ['basic'], ['a', 'b']),
      ],
      two: [lesson('further', ['more']), exercise('last', ['more'])],
    },
  })

/** A week of learning. */
function studied(): World {
  const w = world([sample()])
  w.on('2026-11-18', happened.read('intro'), happened.reviewed('deck/a', 4))
  w.on('2026-11-19', happened.started('task'), happened.submitted('task', 100))
  w.on('2026-11-19', happened.answered('quiz/q', 4), happened.quizFinished('quiz', 80))
  w.on(TODAY, happened.reviewed('deck/a', 4, { predicted: 0.75 }), happened.reviewed('deck/b', 3))
  return w
}

const keepsTo = (schema: keyof typeof learnerContracts, value: object) =>
  expect(learnerContracts[schema].parse(JSON.parse(JSON.stringify(value)))).toBeTruthy()

describe('status', () => {
  it('is today', () => {
    const report = status(studied())
    expect(report).toMatchObject({
      day: TODAY,
      due: { cards: 0, questions: 1, overdue: 0, repeats: 1, newToday: 1, newLeft: 19 },
      streak: { days: 3, today: true, longest: 3 },
      next: { action: 'review' },
      inProgress: [],
      struggle: null,
      today: { day: TODAY, reviews: 2, newCards: 1 },
      privacy: { model: null, platform: null },
      clock: null,
    })
    const [one] = report.courses
    expect(one).toMatchObject({ id: 'sample', done: 4, items: 6 })
    expect(one?.units.map(({ id, done, items }) => [id, done, items])).toEqual([
      ['one', 4, 4],
      ['two', 0, 2],
    ])
    // unit one: 0.4×100 + 0.3×80 + 0.2×90 + 0.1×300/7 = 86.29
    expect(one?.units[0]?.mastery.percent).toBe(86)
    keepsTo('mastery.status/1', report)
    keepsTo('mastery.next/1', report.next)
  })

  it('shows what is in progress, and a struggle with what helps now', () => {
    const w = studied()
    w.on(TODAY, happened.started('last'), happened.checked('last', 0), {
      type: 'struggle.raised',
      payload: {
        course: 'sample',
        item: 'last',
        revision: '1.0',
        skills: [],
        cause: 'slow',
        detail: 'last',
      },
    })
    const report = status(w)
    expect(report.inProgress).toEqual([
      { course: 'sample', item: 'last', title: 'Title last', since: TODAY },
    ])
    expect(report.struggle).toMatchObject({
      item: 'last',
      cause: 'slow',
      command: 'mastery hint last',
    })
    keepsTo('mastery.status/1', report)
    w.on(TODAY, happened.submitted('last', 100))
    expect(status(w).struggle).toBeNull()
  })

  it('warns of a clock more than a day behind what was recorded last', () => {
    const w = studied()
    w.clock.set('2026-11-19T09:00:00Z')
    expect(status(w).clock).toBeNull()
    w.clock.set('2025-11-20T09:00:00Z')
    expect(status(w).clock).toMatch(/clock says 2025-11-20.*recorded on 2026-11-20/)
  })

  it('of an empty home names the first thing', () => {
    const report = status(world([sample()]))
    expect(report).toMatchObject({ streak: { days: 0 }, next: { item: 'intro' } })
    keepsTo('mastery.status/1', report)
    keepsTo('mastery.status/1', status(world()))
  })
})

describe('stats', () => {
  it('fills gaps, forecasts, measures recall against the prediction, and adds up time', () => {
    const report = stats(studied(), { days: 5, ahead: 7 })
    expect(report.days.map(({ day, seconds }) => [day, seconds])).toEqual([
      ['2026-11-16', 0],
      ['2026-11-17', 0],
      ['2026-11-18', 65],
      ['2026-11-19', 80],
      ['2026-11-20', 10],
    ])
    // quiz/q is due today (interval 1), deck/a on the 26th (interval 6), deck/b tomorrow
    expect(report.forecast.map(({ due }) => due)).toEqual([1, 1, 0, 0, 0, 0, 1])
    expect(report.retention).toEqual({ reviews: 1, measured: 1, predicted: 0.75 })
    expect(report.seconds).toEqual({ total: 155, today: 10, week: 155 })
    const [one] = report.courses
    // 60 lesson + 60 exercise + 20 question + 15 cards
    expect(one).toMatchObject({ seconds: 155, units: [{ seconds: 155 }, { seconds: 0 }] })
    expect(one?.skills.map(({ id }) => id)).toEqual(['basic', 'more'])
    keepsTo('mastery.stats/1', report)
  })

  it('puts all that is overdue under today, and leaves out what is suspended', () => {
    const w = studied()
    w.on(TODAY, {
      type: 'learning.card_suspended',
      payload: { course: 'sample', item: 'deck', part: 'b', suspended: true },
    })
    w.clock.set('2026-12-20T09:00:00Z')
    const { forecast } = stats(w, { ahead: 3 })
    expect(forecast.map(({ due }) => due)).toEqual([2, 0, 0])
  })

  it('says nothing of recall before there is a review to measure', () => {
    expect(stats(world([sample()])).retention).toEqual({
      reviews: 0,
      measured: null,
      predicted: null,
    })
  })
})

describe('list', () => {
  const states = (w: World) => listItems(w).rows.map(({ item, state }) => `${item} ${state}`)

  it('shows where each item stands and what locks it', () => {
    const w = world([sample()])
    expect(states(w)).toEqual([
      'intro new',
      'task locked',
      'quiz locked',
      'deck locked',
      'further locked',
      'last locked',
    ])
    expect(listItems(w).rows.at(-2)?.missing).toEqual(['Skill basic (0 %)'])
    expect(states(studied())).toEqual([
      'intro done',
      'task done',
      'quiz done',
      'deck done',
      'further new',
      'last locked',
    ])
    keepsTo('mastery.list/1', listItems(studied()))
  })

  it('filters by unit, kind, state and words, and refuses unknown names with the nearest', () => {
    const w = studied()
    const items = (input: Parameters<typeof listItems>[1]) =>
      listItems(w, input).rows.map((row) => row.item)
    expect(items({ unit: 'two' })).toEqual(['further', 'last'])
    expect(items({ kind: 'exercise' })).toEqual(['task', 'last'])
    expect(items({ state: 'done', kind: 'lesson' })).toEqual(['intro'])
    expect(items({ text: 'TITLE quiz' })).toEqual(['quiz'])
    expect(items({ text: 'more' })).toEqual(['further', 'last'])
    expect(() => items({ unit: 'tow' })).toThrow(/no unit "tow"/)
    expect(() => items({ course: 'sampel' })).toThrow(
      expect.objectContaining({ next: expect.stringContaining('sample') }),
    )
  })
})

it('what was done under an old id counts for the new one', () => {
  const w = studied()
  const renamed = course({
    skills: [skill('basic')],
    units: { one: [exercise('puzzle', ['basic']), deck('words', ['basic'], ['a', 'b'])] },
    aliases: { task: 'chore', chore: 'puzzle', deck: 'words' },
  })
  w.library.install(renamed, { kind: 'folder', path: '/courses/sample' })
  expect(listItems(w).rows.map(({ item, state, score }) => [item, state, score])).toEqual([
    ['puzzle', 'done', 100],
    ['words', 'done', null],
  ])
  w.on(TODAY, happened.submitted('puzzle', 50))
  expect(listItems(w).rows[0]).toMatchObject({ state: 'done', score: 100 })
  expect(nextStep(w).action).toBe('review')
})
