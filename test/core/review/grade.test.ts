import { expect, test } from 'vitest'
import { gradeOf, median, medianSeconds } from '../../../src/core/review/grade.ts'

const right = { correct: true, try: 1, hints: 0, model: false, seconds: 10, medianSeconds: 20 }

test('an answer that was marked gets its grade from learning-models.md', () => {
  expect(gradeOf({ ...right, correct: false })).toBe(1)
  expect(gradeOf({ ...right, correct: false, try: 2 })).toBe(1)
  expect(gradeOf({ ...right, try: 2 })).toBe(2)
  expect(gradeOf({ ...right, hints: 1 })).toBe(3)
  expect(gradeOf({ ...right, model: true })).toBe(3)
  expect(gradeOf(right)).toBe(4) // exactly half of the median is not quicker
  expect(gradeOf({ ...right, seconds: 9.9 })).toBe(5)
  expect(gradeOf({ ...right, seconds: 1, medianSeconds: null })).toBe(4)
  expect(gradeOf({ ...right, seconds: 1, hints: 1 })).toBe(3)
})

test('the median is the learner’s own, once there are five answers', () => {
  expect(medianSeconds([3, 1, 2, 9])).toBeNull()
  expect(medianSeconds([3, 1, 2, 9, 4])).toBe(3)
  expect(median([4, 1, 3, 2])).toBe(2.5)
})
