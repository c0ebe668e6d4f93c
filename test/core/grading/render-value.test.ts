import { expect, test } from 'vitest'
import type { AuthoredValue } from '../../../src/core/course/model.ts'
import { renderLines, renderValue } from '../../../src/core/grading/render-value.ts'
import { readValue } from '../../../src/core/grading/value.ts'

// Python's column is what its own repr() gives, with double quotes.
test.each<[AuthoredValue, string, string | null]>([
  [null, 'None', 'null'],
  [true, 'True', 'true'],
  [12, '12', '12'],
  [{ $float: '2.0' }, '2.0', '2'],
  [{ $float: '1e16' }, '1e+16', '10000000000000000'],
  [{ $float: '0.00001' }, '1e-05', '0.00001'],
  [{ $float: '0.0001' }, '0.0001', '0.0001'],
  [{ $float: '123456.789' }, '123456.789', '123456.789'],
  [{ $float: 'nan' }, 'nan', 'NaN'],
  [{ $float: '-inf' }, '-inf', '-Infinity'],
  [{ $float: '-0.0' }, '-0.0', '-0'],
  ['say "hi"\n', '"say \\"hi\\"\\n"', '"say \\"hi\\"\\n"'],
  ['\u202e\u0000', '"\\u202e\\x00"', '"\\u202e\\x00"'],
  [[1, 'a'], '[1, "a"]', '[1, "a"]'],
  [{ a: 1, 'b c': [] }, '{"a": 1, "b c": []}', '{ a: 1, "b c": [] }'],
  [{ $tuple: [1] }, '(1,)', null],
  [{ $tuple: [] }, '()', null],
  [{ $set: [] }, 'set()', 'new Set()'],
  [{ $set: [1] }, '{1}', 'new Set([1])'],
  [{ $frozenset: [1] }, 'frozenset({1})', null],
  [{ $map: [[1, 'a']] }, '{1: "a"}', 'new Map([[1, "a"]])'],
  [{ $bytes: 'aGn/Ig==' }, 'b"hi\\xff\\""', 'Uint8Array [104, 105, 255, 34]'],
  [{ $int: '123456789012345678901' }, '123456789012345678901', '123456789012345678901n'],
  [{ $complex: [1, -2] }, '(1-2j)', null],
  [{ $object: { type: 'Point', fields: { x: 1 } } }, 'Point(x=1)', 'Point { x: 1 }'],
  [{ $undefined: true }, 'undefined', 'undefined'],
])('%j reads as %s and %s', (value, python, javascript) => {
  expect(renderValue(readValue(value, 'python'), 'python')).toBe(python)
  if (javascript !== null)
    expect(renderValue(readValue(value, 'javascript'), 'javascript')).toBe(javascript)
})

test('long values take a line for each item', () => {
  const value = readValue([{ name: 'Ada Lovelace', born: 1815 }, ['x'.repeat(50)]], 'python')
  expect(renderLines(value, 'python', 40)).toEqual([
    '[',
    '  {"name": "Ada Lovelace", "born": 1815},',
    '  [',
    `    "${'x'.repeat(50)}",`,
    '  ],',
    ']',
  ])
})
