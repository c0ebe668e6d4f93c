import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance, nearest } from '../../src/core/nearest.ts'

// The classic examples: Levenshtein's kitten, and "ca" → "abc" which parts the true distance (2) from the
// restricted one (3).
test.each([
  ['kitten', 'sitting', 3],
  ['ca', 'abc', 2],
  ['teh', 'the', 1],
  ['', 'abc', 3],
  ['same', 'same', 0],
])('distance of %j and %j is %i', (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance)
})

test('the distance is a metric', () => {
  const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') })
  fc.assert(
    fc.property(word, word, word, (a, b, c) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a))
      expect(editDistance(a, b) === 0).toBe(a === b)
      expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c))
    }),
  )
})

test('names the one that was meant, and nothing rather than something far off', () => {
  const names = ['lesson', 'quiz', 'deck', 'exercise', 'for-loops', 'while-loops']
  expect(nearest('lessn', names)).toBe('lesson')
  expect(nearest('qiuz', names)).toBe('quiz')
  expect(nearest('Exercise', names)).toBe('exercise')
  expect(nearest('exer', names)).toBe('exercise')
  expect(nearest('dictionary', names)).toBeNull()
  expect(nearest('', names)).toBeNull()
  expect(nearest('x', ['y'])).toBeNull()
})

test('never suggests what is further away than another candidate', () => {
  const word = fc.string({ minLength: 1, maxLength: 10, unit: fc.constantFrom('a', 'b', 'c', '-') })
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 6 }), (name, candidates) => {
      const found = nearest(name, candidates)
      if (found === null) return
      if (found.startsWith(name.trim()) && name.length >= 3) return
      for (const other of candidates)
        expect(editDistance(name.trim(), found.trim())).toBeLessThanOrEqual(
          Math.max(editDistance(name.trim(), other.trim()), 0),
        )
    }),
  )
})
