import { describe, expect, it } from 'vitest'
import { emptyProgress } from '../../../src/core/learner/item-progress.ts'
import { type ItemEvidence, levelOf, masteryOf } from '../../../src/core/learner/mastery.ts'
import type { ItemProgress } from '../../../src/core/learner/progress.ts'

const item = (
  kind: 'exercise' | 'quiz' | 'lesson',
  id: string,
  progress: Partial<ItemProgress> | null = null,
): ItemEvidence => ({
  meta: { id, kind, title: id },
  progress: progress === null ? null : { ...emptyProgress('c', id), ...progress },
})
const solved = (best: number, quality: number | null, unaided = best): Partial<ItemProgress> => ({
  bestScore: { 1: best },
  bestUnaided: { 1: unaided },
  passedOn: '2026-11-01',
  quality,
})

describe('the formula of PRODUCT.md', () => {
  it('is 0.40 exercises + 0.30 quizzes + 0.20 quality + 0.10 consistency', () => {
    const items = [
      item('exercise', 'a', solved(100, 80)),
      item('exercise', 'b', { bestScore: { 1: 50 }, bestUnaided: { 1: 50 } }),
      item('exercise', 'c'),
      item('quiz', 'q', { quizScore: 90, quizUnaided: true }),
      item('lesson', 'l'),
    ]
    const mastery = masteryOf(items, 3)
    // exercises (100 + 50 + 0) ÷ 3 = 50; quizzes 90; quality 80 of the one solved; consistency 300/7 = 42.857
    expect(mastery.components).toEqual({
      exercises: 50,
      quizzes: 90,
      quality: 80,
      consistency: expect.closeTo(42.857, 3),
    })
    // 20 + 27 + 16 + 4.2857
    expect(mastery.total).toBeCloseTo(67.2857, 4)
    expect(mastery).toMatchObject({ percent: 67, level: { name: 'Learning', color: 'yellow' } })
    expect(mastery.counts).toEqual({ exercises: 3, solved: 1, quizzes: 1, taken: 1 })
  })

  it('leaves out what cannot be there and renormalises the others', () => {
    const noQuiz = masteryOf([item('exercise', 'a', solved(100, 50))], 7)
    expect(noQuiz.components.quizzes).toBeNull()
    expect(noQuiz.total).toBeCloseTo((0.4 * 100 + 0.2 * 50 + 0.1 * 100) / 0.7, 9)
    const noExercise = masteryOf([item('quiz', 'q', { quizScore: 80 })], 0)
    expect(noExercise.components).toMatchObject({ exercises: null, quality: null, quizzes: 80 })
    expect(noExercise.total).toBeCloseTo((0.3 * 80) / 0.4, 9)
  })

  it('leaves out the quality of what nothing can measure, such as SQL', () => {
    const only = masteryOf([item('exercise', 'a', solved(90, null))], 7)
    expect(only.components.quality).toBeNull()
    expect(only.total).toBeCloseTo((0.4 * 90 + 0.1 * 100) / 0.5, 9)
    const mixed = [item('exercise', 'a', solved(90, null)), item('exercise', 'b', solved(90, 60))]
    expect(masteryOf(mixed, 7).components.quality).toBe(60)
  })

  it('measures nothing where nothing asks, whatever the streak', () => {
    expect(masteryOf([item('lesson', 'l')], 7)).toMatchObject({
      total: 0,
      percent: 0,
      components: { exercises: null, quizzes: null, quality: null, consistency: null },
    })
  })

  it('counts what was not attempted and what is not solved as 0', () => {
    const mastery = masteryOf([item('exercise', 'a'), item('quiz', 'q')], 0)
    expect(mastery.components).toEqual({ exercises: 0, quizzes: 0, quality: 0, consistency: 0 })
  })

  it('takes the best score of the latest scoring revision that has one', () => {
    const regraded = { bestScore: { 1: 100, 2: 60 }, bestUnaided: { 1: 100 } }
    expect(masteryOf([item('exercise', 'a', regraded)], 0).components.exercises).toBe(60)
    const revisions = { bestScore: { 9: 30, 10: 70 } }
    expect(masteryOf([item('exercise', 'a', revisions)], 0).components.exercises).toBe(70)
  })

  it('consistency is whole after seven days', () => {
    for (const [days, share] of [
      [0, 0],
      [1, 100 / 7],
      [7, 100],
      [30, 100],
    ] as const)
      expect(masteryOf([item('quiz', 'q')], days).components.consistency).toBeCloseTo(share, 9)
  })
})

describe('the unaided share', () => {
  it('is what was earned with no hint and no model, of what was earned', () => {
    const items = [
      item('exercise', 'alone', solved(100, 90)),
      item('exercise', 'helped', solved(100, 90, 0)),
      item('quiz', 'q', { quizScore: 50, quizUnaided: true }),
    ]
    // (0.4 × 50 + 0.3 × 50) ÷ (0.4 × 100 + 0.3 × 50)
    expect(masteryOf(items, 0).unaided).toBeCloseTo((100 * 35) / 55, 9)
  })

  it('is 0 before anything was earned', () => {
    expect(masteryOf([item('exercise', 'a')], 7).unaided).toBe(0)
  })
})

it('levels change at 41, 71 and 91, and halves are rounded up before', () => {
  const names = [0, 40, 41, 70, 71, 90, 91, 100].map((percent) => levelOf(percent).name)
  expect(names).toEqual([
    'Beginner',
    'Beginner',
    'Learning',
    'Learning',
    'Proficient',
    'Proficient',
    'Mastered',
    'Mastered',
  ])
  // 0.3 × 54 ÷ 0.4 = 40.5, which binary fractions make 40.499999999999993
  const half = masteryOf([item('quiz', 'q', { quizScore: 54 })], 0)
  expect(half).toMatchObject({ percent: 41, level: { name: 'Learning' } })
  expect(masteryOf([item('quiz', 'q', { quizScore: 53.9 })], 0).percent).toBe(40)
})
