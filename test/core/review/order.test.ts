import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Entry, interleave, noteOf, siblingsApart } from '../../../src/core/review/order.ts'

const entry = (id: string): Entry => ({
  course: 'c',
  item: 'd',
  part: id,
  note: noteOf(id),
  kind: 'due',
})
const ids = (entries: Entry[]) => entries.map((one) => one.part)

test('new cards are spread among the due ones', () => {
  expect(interleave([...'123456'], ['a', 'b']).join('')).toBe('123a456b')
  expect(interleave([], ['a', 'b'])).toEqual(['a', 'b'])
  expect(interleave([1, 2], [])).toEqual([1, 2])
  expect(interleave(['1'], ['a', 'b'])).toEqual(['1', 'a', 'b'])
})

test('with many due ones a new card comes after each five', () => {
  const mixed = interleave(Array<string>(100).fill('due'), ['a', 'b'])
  expect([mixed.indexOf('a'), mixed.indexOf('b')]).toEqual([5, 11])
})

test('siblings stand apart when there are others to put between', () => {
  const apart = siblingsApart(['x', 'x#r', 'a', 'b', 'c', 'd', 'e', 'f'].map(entry))
  expect(ids(apart)).toEqual(['x', 'a', 'b', 'c', 'd', 'e', 'x#r', 'f'])
})

test('nothing is lost or made up, and order stays without siblings', () => {
  const part = fc.tuple(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.constantFrom('', '#r', '#c1', '#c2'),
  )
  fc.assert(
    fc.property(fc.uniqueArray(part.map((p) => p.join(''))), (parts) => {
      expect(ids(siblingsApart(parts.map(entry))).toSorted()).toEqual(parts.toSorted())
    }),
  )
  const plain = ['q', 'w', 'e', 'r'].map(entry)
  expect(siblingsApart(plain)).toEqual(plain)
})
