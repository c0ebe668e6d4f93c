import { expect, test } from 'vitest'
import type { AuthoredValue, Language } from '../../../src/core/course/model.ts'
import { compareValues } from '../../../src/core/grading/compare.ts'
import { readValue } from '../../../src/core/grading/value.ts'

interface Rules {
  language?: Language
  tolerance?: number
  types?: 'loose' | 'exact'
}

function difference(
  expected: AuthoredValue,
  actual: AuthoredValue,
  rules: Rules = {},
): string | null {
  const { language = 'python', tolerance = null, types = 'loose' } = rules
  const found = compareValues(readValue(expected, language), readValue(actual, language), {
    language,
    tolerance,
    types,
  })
  return found === null ? null : `${found.path}|${found.words}`
}

const float = (text: string) => ({ $float: text })

// docs/authoring.md, "How an expected value is compared with what came back".
test.each<[AuthoredValue, AuthoredValue, Rules?]>([
  [2, float('2.0')],
  [{ $float: '-0.0' }, 0],
  [float('nan'), float('nan')],
  [float('inf'), float('inf')],
  [0.3, float('0.30000000000000004')],
  [3.14, float('3.1415'), { tolerance: 0.01 }],
  // Exactly the tolerance away is still near enough; halves are exact in binary.
  [2, float('2.5'), { tolerance: 0.5 }],
  [{ $set: [1, 2] }, { $set: [2, 1] }],
  [{ $set: [0.3] }, { $set: [float('0.30000000000000004')] }],
  [
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ],
  [
    {
      $map: [
        [1, 'a'],
        [{ $tuple: [1, 2] }, 'b'],
      ],
    },
    {
      $map: [
        [{ $tuple: [1, 2] }, 'b'],
        [1, 'a'],
      ],
    },
  ],
  [{ $int: '123456789012345678901' }, { $int: '0x6b14e9f812f366c35' }],
  [{ $datetime: '2026-11-20 10:00' }, { $datetime: '2026-11-20T10:00:00' }],
  [{ $datetime: '2026-11-20T10:00:00+01:00' }, { $datetime: '2026-11-20T09:00:00Z' }],
  [
    { $datetime: '2026-11-20T10:00:00' },
    { $datetime: '2026-11-20T10:00:00.000Z' },
    { language: 'javascript' },
  ],
  [{ $dict: { $odd: 1 } }, { $dict: { $odd: 1 } }],
  [
    { $object: { type: 'Point', fields: { x: 1 } } },
    { $object: { type: 'Point', fields: { x: 1, _seen: 3 } } },
  ],
  [{ $undefined: true }, { $undefined: true }, { language: 'javascript' }],
  [{ $complex: [1, 2] }, { $complex: [float('1.0'), float('2.0')] }],
  [5, 5, { types: 'exact' }],
])('%j equals %j', (expected, actual, rules = {}) => {
  expect(difference(expected, actual, rules)).toBeNull()
})

test.each<[AuthoredValue, AuthoredValue, string, Rules?]>([
  [3, { $float: '3.5' }, '|3.5 instead of 3'],
  // Whole numbers are exact however large: only floats have a relative tolerance.
  [
    { $int: '1000000000000000001' },
    { $int: '1000000000000000002' },
    '|1000000000000000002 instead of 1000000000000000001',
  ],
  [10_000_000_000, 10_000_000_001, '|10000000001 instead of 10000000000'],
  [3, '3', '|the text "3" instead of the whole number 3'],
  ['3', 3, '|the whole number 3 instead of the text "3"'],
  [true, 1, '|the whole number 1 instead of the truth value True'],
  [null, 0, '|the whole number 0 instead of None'],
  [null, { $undefined: true }, '|undefined instead of null', { language: 'javascript' }],
  [5, { $int: '5' }, '|the BigInt 5n instead of the number 5', { language: 'javascript' }],
  [[1, 2], { $tuple: [1, 2] }, '|the tuple (1, 2) instead of the list [1, 2]'],
  ['a', { $bytes: 'YQ==' }, '|the bytes b"a" instead of the text "a"'],
  [2, float('2.0'), '|2.0 is a float, not a whole number', { types: 'exact' }],
  [float('0.0'), float('-0.0'), '|-0.0 instead of 0.0', { types: 'exact' }],
  [[1, 2, 3], [1, 2], '|2 items instead of 3: 3 is missing'],
  [[1], [1, 'x'], '|2 items instead of 1: "x" is too much'],
  [[1, [2, { a: 'b' }]], [1, [2, { a: 'c' }]], '[1][1]["a"]|"c" instead of "b"'],
  [{ a: 1 }, {}, '|the key "a" is missing'],
  [{}, { a: 1 }, '|the key "a" is too much'],
  [{ $set: [1, 2] }, { $set: [1, 3] }, '|2 is missing'],
  [
    { $datetime: '2026-11-20T10:00:00' },
    { $datetime: '2026-11-20T10:00:00Z' },
    '|datetime("2026-11-20T10:00:00Z") instead of datetime("2026-11-20T10:00:00")',
  ],
  [
    { $object: { type: 'P', fields: { x: 1 } } },
    { $object: { type: 'Q', fields: { x: 1 } } },
    '|an object of class Q instead of P',
  ],
  [
    { $object: { type: 'P', fields: { x: 1 } } },
    { $object: { type: 'P', fields: { x: 2 } } },
    '.x|2 instead of 1',
  ],
  [
    { $object: { type: 'P', fields: { x: 1 } } },
    { $object: { type: 'P', fields: { x: 1, y: 2 } } },
    '|the attribute y is too much',
  ],
  [[1], { $refused: { why: 'cycle', type: 'list' } }, '|a list that contains itself'],
  [
    [1],
    { $opaque: { type: 'generator', repr: '<generator object f at 0x7f00aa>' } },
    '|a value of type generator, <generator object f>, instead of the list [1]',
  ],
  ['Hello', 'hello', '|"hello" instead of "Hello": only upper and lower case differ'],
  ['a b', 'a  b', '|"a  b" instead of "a b": only blanks differ'],
  ['Hi!', 'Hi', '|"Hi" instead of "Hi!": only punctuation differs'],
  ['one\ntwo', 'one\nto', '|line 2 is "to" instead of "two"'],
])('%j is not %j', (expected, actual, words, rules = {}) => {
  expect(difference(expected, actual, rules)).toBe(words)
})

test('a value of another kind never equals, not even itself', () => {
  const opaque = { $opaque: { type: 'range', repr: 'range(0, 3)' } }
  expect(difference(opaque, opaque)).not.toBeNull()
})

test('what a guest makes up is only unequal: it throws nothing and hangs nothing', () => {
  const lies: unknown[] = [
    { $int: 'x' },
    { $set: 3 },
    { $map: [[1]] },
    { $float: '1e999x' },
    { $object: {} },
    { $refused: { why: 'because', type: 1 } },
    { $bytes: '%%%' },
    { $unknown: 1 },
    { $dict: null },
  ]
  for (const lie of lies) expect(difference(5, lie as AuthoredValue)).not.toBeNull()
  let deep: AuthoredValue = 1
  for (let depth = 0; depth < 5_000; depth++) deep = [deep]
  expect(difference([1], deep)).toContain('instead of')
})

test('large unordered values are compared quickly', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => index)
  const began = performance.now()
  expect(difference({ $set: many }, { $set: many.toReversed() })).toBeNull()
  expect(difference({ $set: many }, { $set: many.map((n) => n + 1) })).toBe('|0 is missing')
  expect(performance.now() - began).toBeLessThan(3_000)
})
