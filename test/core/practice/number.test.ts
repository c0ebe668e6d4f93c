import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseNumber } from '../../../src/core/practice/number.ts'

describe('numbers as people type them', () => {
  test.each([
    ['42', 42],
    [' -1.5 ', -1.5],
    ['−3', -3],
    ['+7', 7],
    ['.5', 0.5],
    ['5.', 5],
    ['2e3', 2000],
    ['1.5E-3', 0.0015],
    ['1_000_000', 1_000_000],
    ['1 000 000', 1_000_000],
    ['1\u202f000', 1000],
    ["1'000.5", 1000.5],
    ['1,5', 1.5],
    ['0,125', 0.125],
    ['1,2345', 1.2345],
    ['1 234,5', 1234.5],
    ['1,234,567', 1_234_567],
    ['1,500.5', 1500.5],
    ['0x1f', 31],
    ['-0b101', -5],
    ['0o17', 15],
    ['007', 7],
  ])('%j is %d', (text, value) => {
    expect(parseNumber(text)).toEqual({ value })
  })

  test.each([
    '',
    'two',
    '1.2.3',
    '1,2,3',
    '1e',
    '--1',
    '1 2',
    '12 34',
    'NaN',
    'Infinity',
    '0x',
    '.',
    '1/2',
  ])('%j is refused', (text) => {
    expect(parseNumber(text)).toHaveProperty('problem')
  })

  test('what can be read in two ways is asked again, not guessed', () => {
    expect(parseNumber('1,500')).toEqual({
      problem: '"1,500" can be read in two ways: write 1.500 or 1500.',
    })
    expect(parseNumber('1e999')).toEqual({ problem: '"1e999" is too large.' })
  })

  test('every number that a program prints is read back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseNumber(String(value))).toEqual({ value: value + 0 })
      }),
    )
  })
})
