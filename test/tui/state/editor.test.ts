import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitGraphemes } from '../../../src/tui/plain/layout.ts'
import {
  type Editor,
  editorRows,
  editorText,
  editText,
  insertText,
  newEditor,
} from '../../../src/tui/state/editor.ts'

/** The field as text with a bar where the cursor stands. */
function shown(editor: Editor): string {
  return `${editor.text.slice(0, editor.cursor).join('')}|${editor.text.slice(editor.cursor).join('')}`
}

function typed(text: string, ...keys: string[]): string {
  return shown(keys.reduce(editText, insertText(newEditor(true), text)))
}

test.each([
  ['abc', ['left', 'left'], 'a|bc'],
  ['abc', ['home', 'delete'], '|bc'],
  ['abc', ['backspace', 'backspace'], 'a|'],
  ['abc', ['home', 'left', 'backspace'], '|abc'],
  ['abc', ['delete'], 'abc|'],
  ['one two', ['ctrl+w'], 'one |'],
  ['one two', ['alt+b', 'ctrl+k'], 'one |'],
  ['one two', ['ctrl+u'], '|'],
  ['one two', ['home', 'alt+f'], 'one| two'],
  ['ab\ncd', ['up'], 'ab|\ncd'],
  ['abc\nd', ['up', 'end', 'down'], 'abc\nd|'],
  ['ab\ncd', ['home', 'ctrl+u', 'backspace'], 'ab|cd'],
  ['\nx', ['up'], '|\nx'],
  ['ab', ['enter'], 'ab\n|'],
  ['👩‍👩‍👧é', ['left', 'left'], '|👩‍👩‍👧é'],
  ['👩‍👩‍👧é', ['backspace', 'backspace'], '|'],
  ['日本', ['left', 'ctrl+x'], '日|本'],
])('%j after %j', (text, keys, result) => expect(typed(text, ...keys)).toBe(result))

test('a field of one line takes no line ends', () => {
  expect(editorText(insertText(newEditor(), 'a\nb\r\nc\n'))).toBe('a b c')
  expect(editorText(editText(insertText(newEditor(), 'a'), 'enter'))).toBe('a')
})

test('what is typed joins what stands before it', () => {
  const accent = insertText(insertText(newEditor(), 'e'), '\u0301')
  expect(accent.text).toEqual(['e\u0301'])
  expect(accent.cursor).toBe(1)
})

test('control characters are not taken', () => {
  expect(editorText(insertText(newEditor(), 'a\u001b[31mb\u0007'))).toBe('ab')
})

test('any row of keys leaves a field that is whole, with its cursor inside', () => {
  const steps = fc.array(
    fc.oneof(
      fc
        .constantFrom(
          'left',
          'right',
          'home',
          'end',
          'up',
          'down',
          'backspace',
          'delete',
          'enter',
          'ctrl+w',
          'ctrl+u',
          'ctrl+k',
          'alt+b',
          'alt+f',
        )
        .map((key) => ({ key })),
      fc.string({ unit: 'grapheme', maxLength: 4 }).map((text) => ({ text })),
    ),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(steps, fc.boolean(), (all, multiline) => {
      let editor = newEditor(multiline)
      for (const step of all)
        editor = 'key' in step ? editText(editor, step.key) : insertText(editor, step.text)
      expect(editor.cursor).toBeGreaterThanOrEqual(0)
      expect(editor.cursor).toBeLessThanOrEqual(editor.text.length)
      if (!multiline) expect(editorText(editor)).not.toContain('\n')
      const { rows, row, column } = editorRows(editor)
      expect(rows.map((one) => one.join('')).join('\n')).toBe(editorText(editor))
      expect(rows.slice(0, row).reduce((sum, one) => sum + one.length + 1, 0) + column).toBe(
        editor.cursor,
      )
      expect(splitGraphemes(editorText(editor)).join('')).toBe(editorText(editor))
    }),
  )
})
