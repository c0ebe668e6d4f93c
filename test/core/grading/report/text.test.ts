import { expect, test } from 'vitest'
import { block, cut, oneLine, visible } from '../../../../src/core/grading/report/text.ts'

test('what a terminal would obey is made visible, what is text stays', () => {
  expect(visible('a\tb\nc')).toBe('a\tb\nc')
  expect(visible('\u001b[31m \u0000 \r \u007f')).toBe('␛[31m ␀ ␍ ␡')
  expect(visible('\u009b \u202e \u2028 \ufeff \uffff')).toBe(
    '<U+009B> <U+202E> <U+2028> <U+FEFF> <U+FFFF>',
  )
  expect(visible('\ud83d x \udd89 🦉 é 👩‍💻')).toBe('\ufffd x \ufffd 🦉 é 👩‍💻')
})

test('a name is one line', () => {
  expect(oneLine('a\nb\tc\r\n')).toBe('a␊b␉c␍␊')
  expect(oneLine('x'.repeat(300))).toBe(`${'x'.repeat(200)}…`)
})

test('a cut says how much is missing and halves no character', () => {
  expect(block('abc', 3)).toBe('abc')
  expect(block('abcdef', 4)).toBe('abcd\n… 2 more characters')
  expect(cut('ab🦉d', 3, '…')).toBe('ab…')
  expect(cut('ab🦉d', 4, '…')).toBe('ab🦉…')
})
