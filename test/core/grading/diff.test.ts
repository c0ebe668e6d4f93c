import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffLines } from '../../../src/core/grading/diff.ts'

const show = (expected: string[], actual: string[]) =>
  diffLines(expected, actual).map(({ kind, text, mark }) => {
    const sign = { same: ' ', expected: '-', actual: '+' }[kind]
    return mark === null ? `${sign}${text}` : `${sign}${text} @${mark.join(':')}`
  })

test('lines are aligned, and what differs in a line is marked', () => {
  expect(show(['a', 'Hello, Ada!', 'z'], ['a', 'Hello Ada!', 'z'])).toEqual([
    ' a',
    '-Hello, Ada! @5:6',
    '+Hello Ada! @5:5',
    ' z',
  ])
  expect(show(['1', '2', '3'], ['1', '3', '4'])).toEqual([' 1', '-2', ' 3', '+4'])
  expect(show([], ['x'])).toEqual(['+x'])
})

test('a mark never cuts a character in two', () => {
  expect(show(['a😀b'], ['a😁b'])).toEqual(['-a😀b @1:3', '+a😁b @1:3'])
})

test('both texts can be read back from the diff', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'ab', ''), { maxLength: 12 })
  fc.assert(
    fc.property(text, text, (expected, actual) => {
      const lines = diffLines(expected, actual)
      const side = (skip: string) => lines.filter(({ kind }) => kind !== skip).map((l) => l.text)
      expect(side('actual')).toEqual(expected)
      expect(side('expected')).toEqual(actual)
    }),
  )
})

test('thousands of lines cost no time', () => {
  const many = (start: number) => Array.from({ length: 5_000 }, (_, index) => String(start + index))
  const began = performance.now()
  expect(diffLines(many(0), many(10_000)).length).toBeLessThanOrEqual(2_000)
  expect(performance.now() - began).toBeLessThan(1_000)
})
