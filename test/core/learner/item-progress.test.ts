import { describe, expect, it } from 'vitest'
import { joinKey } from '../../../src/core/events/projection.ts'
import type { DayActivity, ItemProgress } from '../../../src/core/learner/progress.ts'
import { happened } from '../../helpers/events.ts'
import { type World, world } from '../../helpers/world.ts'

const TODAY = '2026-11-20'
const stateOf = (w: World, item: string) => w.log.get<ItemProgress>('item', joinKey('sample', item))
const dayOf = (w: World, day = TODAY) => w.log.get<DayActivity>('day', day)

describe('a lesson', () => {
  it('remembers its place and the first day it was read', () => {
    const w = world()
    w.on('2026-11-18', {
      type: 'learning.lesson_opened',
      payload: { course: 'sample', item: 'a', revision: '1.0', skills: [], place: 3 },
    })
    expect(stateOf(w, 'a')).toMatchObject({ place: 3, readOn: null })
    w.on('2026-11-19', happened.read('a', { seconds: 100 }))
    w.on(TODAY, happened.read('a', { seconds: 20 }))
    expect(stateOf(w, 'a')).toMatchObject({ readOn: '2026-11-19', seconds: 120 })
  })
})

describe('a quiz', () => {
  it('keeps the attempt in progress until it is finished, and the latest score', () => {
    const w = world()
    w.on(TODAY, happened.quizStarted('q', ['one', 'two']), happened.answered('q/one', 4))
    expect(stateOf(w, 'q')?.attempt).toMatchObject({
      questions: ['one', 'two'],
      answers: { one: { score: 1, try: 1 } },
      seconds: 20,
    })
    w.on(TODAY, happened.quizFinished('q', 90))
    expect(stateOf(w, 'q')).toMatchObject({ attempt: null, quizScore: 90, quizzesFinished: 1 })
    w.on(TODAY, happened.quizFinished('q', 40, { unaided: false }))
    expect(stateOf(w, 'q')).toMatchObject({ quizScore: 40, quizUnaided: false, quizzesFinished: 2 })
  })

  it('an answer in a review belongs to no attempt', () => {
    const w = world()
    w.on(TODAY, happened.quizStarted('q'), happened.answered('q/one', 4, { attempt: null }))
    expect(stateOf(w, 'q')?.attempt?.answers).toEqual({})
    expect(stateOf(w, 'q')?.seconds).toBe(20)
  })
})

describe('an exercise', () => {
  it('counts runs, failures in a row, time, and what helped', () => {
    const w = world()
    w.on(TODAY, happened.started('t'), happened.checked('t', 0), happened.checked('t', 1))
    w.on(TODAY, happened.hint('t', 1), happened.hint('t', 2), happened.submitted('t', 50))
    expect(stateOf(w, 't')).toMatchObject({
      startedOn: TODAY,
      checks: 2,
      submissions: 1,
      failedInARow: 3,
      hintsShown: 2,
      lastErrorKind: 'NameError',
      seconds: 180,
      passedOn: null,
    })
    w.on(TODAY, happened.submitted('t', 100, { hints: 2 }))
    expect(stateOf(w, 't')).toMatchObject({
      failedInARow: 0,
      passedOn: TODAY,
      quality: 90,
      bestScore: { 1: 100 },
      bestUnaided: { 1: 50 },
    })
  })

  it('keeps the best score of each scoring revision, and no worse one later', () => {
    const w = world()
    for (const [score, revision] of [
      [80, '1.0'],
      [60, '1.4'],
      [30, '2.0'],
    ] as const)
      w.on(TODAY, happened.submitted('t', score, { revision }))
    expect(stateOf(w, 't')?.bestScore).toEqual({ 1: 80, 2: 30 })
  })

  it('work with the solution in sight is not unaided', () => {
    const w = world()
    w.on(TODAY, happened.solutionShown('t'), happened.submitted('t', 100, { solutionShown: true }))
    expect(stateOf(w, 't')).toMatchObject({ solutionShown: true, bestUnaided: {} })
  })

  it('grading stored code again changes scores and nothing that the learner did', () => {
    const w = world()
    const [first] = w.on('2026-11-19', happened.submitted('t', 100))
    const before = stateOf(w, 't')
    w.on(TODAY, happened.submitted('t', 40, { revision: '2.0', regradeOf: first?.id ?? null }))
    expect(stateOf(w, 't')).toEqual({
      ...before,
      bestScore: { 1: 100, 2: 40 },
      bestUnaided: { 1: 100, 2: 40 },
    })
    expect(dayOf(w)).toBeNull()
  })
})

describe('a day', () => {
  it('adds up what was learned on it', () => {
    const w = world()
    w.on(TODAY, happened.read('a'), happened.answered('q/one', 4), happened.checked('t', 0))
    w.on(TODAY, happened.submitted('t', 100), happened.reviewed('d/a', 4))
    w.on(TODAY, happened.reviewed('d/b', 1, { predicted: 0.875 }))
    w.on(TODAY, happened.reviewed('d/c', 3, { predicted: 0.5 }))
    w.on(TODAY, happened.reviewed('d/b', 4, { repeat: true }))
    expect(dayOf(w)).toEqual({
      day: TODAY,
      seconds: 60 + 20 + 60 + 60 + 4 * 5,
      lessons: 1,
      questions: 1,
      reviews: 4,
      recalled: 2,
      predictedCount: 2,
      predictedSum: 1375,
      predictedRecalled: 1,
      newCards: 1,
      checks: 1,
      submissions: 1,
      passed: 1,
    })
  })
})
