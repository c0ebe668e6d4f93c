import { splitGraphemes } from '../plain/layout.ts'
import { safeText } from '../plain/safe.ts'

/** Text being typed. The cursor counts graphemes, so that it never stands inside an emoji or an accent. */
export interface Editor {
  text: readonly string[]
  cursor: number
  multiline: boolean
}

/** Longer than any answer; keeps a stray paste from freezing the screen. */
const LIMIT = 4000

export function newEditor(multiline = false, text = ''): Editor {
  const graphemes = splitGraphemes(text)
  return { text: graphemes, cursor: graphemes.length, multiline }
}

/** What stands in the field. */
export function editorText(editor: Editor): string {
  return editor.text.join('')
}

/** Puts typed or pasted text at the cursor; in a field of one line, line ends become blanks. */
export function insertText(editor: Editor, text: string): Editor {
  const clean = safeText(text).replaceAll('\t', '    ')
  const fitting = editor.multiline ? clean : clean.replace(/\n+$/, '').replaceAll(/\n+/g, ' ')
  const before = editor.text.slice(0, editor.cursor).join('')
  const after = editor.text.slice(editor.cursor)
  // Split again as a whole: what is typed may join what stands before it (accents, emoji).
  const head = splitGraphemes(before + fitting).slice(0, LIMIT)
  return { ...editor, text: [...head, ...after].slice(0, LIMIT), cursor: head.length }
}

/** Applies an editing key; keys it does not know change nothing. */
export function editText(editor: Editor, key: string): Editor {
  const { text, cursor } = editor
  const moveTo = (to: number) => ({ ...editor, cursor: Math.min(text.length, Math.max(0, to)) })
  const cut = (from: number, to: number) => ({
    ...editor,
    text: [...text.slice(0, from), ...text.slice(to)],
    cursor: from,
  })
  switch (key) {
    case 'left':
    case 'ctrl+b':
      return moveTo(cursor - 1)
    case 'right':
    case 'ctrl+f':
      return moveTo(cursor + 1)
    case 'home':
    case 'ctrl+a':
      return moveTo(lineStart(editor, cursor))
    case 'end':
    case 'ctrl+e':
      return moveTo(lineEnd(editor, cursor))
    case 'alt+b':
    case 'ctrl+left':
    case 'alt+left':
      return moveTo(wordLeft(editor))
    case 'alt+f':
    case 'ctrl+right':
    case 'alt+right':
      return moveTo(wordRight(editor))
    case 'up':
    case 'down':
      return editor.multiline ? moveTo(lineMove(editor, key)) : editor
    case 'backspace':
      return cursor === 0 ? editor : cut(cursor - 1, cursor)
    case 'delete':
      return cursor === text.length ? editor : cut(cursor, cursor + 1)
    case 'ctrl+w':
    case 'alt+backspace':
      return cut(wordLeft(editor), cursor)
    case 'ctrl+u':
      return cut(lineStart(editor, cursor), cursor)
    case 'ctrl+k':
      return cut(cursor, lineEnd(editor, cursor))
    case 'enter':
    case 'ctrl+j':
      return editor.multiline ? insertText(editor, '\n') : editor
    default:
      return editor
  }
}

/** The field's rows, and where the cursor stands in them (graphemes). */
export function editorRows(editor: Editor): { rows: string[][]; row: number; column: number } {
  const rows: string[][] = [[]]
  let row = 0
  let column = 0
  editor.text.forEach((grapheme, index) => {
    if (index === editor.cursor) {
      row = rows.length - 1
      column = rows.at(-1)?.length ?? 0
    }
    if (grapheme === '\n') rows.push([])
    else rows.at(-1)?.push(grapheme)
  })
  if (editor.cursor === editor.text.length) {
    row = rows.length - 1
    column = rows.at(-1)?.length ?? 0
  }
  return { rows, row, column }
}

function lineStart({ text }: Editor, cursor: number): number {
  return cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1
}

function lineEnd({ text }: Editor, cursor: number): number {
  const end = text.indexOf('\n', cursor)
  return end === -1 ? text.length : end
}

function lineMove(editor: Editor, key: 'up' | 'down'): number {
  const start = lineStart(editor, editor.cursor)
  const column = editor.cursor - start
  if (key === 'up') {
    if (start === 0) return 0
    return Math.min(lineStart(editor, start - 1) + column, start - 1)
  }
  const end = lineEnd(editor, editor.cursor)
  if (end === editor.text.length) return end
  return Math.min(end + 1 + column, lineEnd(editor, end + 1))
}

const isWord = (grapheme: string | undefined) =>
  grapheme !== undefined && /[\p{L}\p{N}_]/u.test(grapheme)

function wordLeft({ text, cursor }: Editor): number {
  let at = cursor
  while (at > 0 && !isWord(text[at - 1])) at--
  while (at > 0 && isWord(text[at - 1])) at--
  return at
}

function wordRight({ text, cursor }: Editor): number {
  let at = cursor
  while (at < text.length && !isWord(text[at])) at++
  while (at < text.length && isWord(text[at])) at++
  return at
}
