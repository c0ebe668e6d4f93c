import { textWidth } from '../plain/layout.ts'
import { type Line, LOOKS, span } from '../plain/spans.ts'
import { type Editor, editorRows } from '../state/editor.ts'

export interface Field {
  lines: Line[]
  /** Where the cursor stands in `lines`. */
  cursor: { row: number; column: number }
}

/** A text field: a prompt, what is typed so far broken at the width, and where the cursor stands. */
export function fieldLines(
  editor: Editor,
  prompt: Line,
  promptWidth: number,
  width: number,
): Field {
  const room = Math.max(4, width - promptWidth - 1)
  const { rows, row, column } = editorRows(editor)
  const lines: Line[] = []
  let cursor = { row: 0, column: promptWidth }
  rows.forEach((graphemes, index) => {
    let text = ''
    let used = 0
    const flush = () => {
      lines.push([
        ...(lines.length === 0 ? prompt : [span(' '.repeat(promptWidth))]),
        span(text, LOOKS.strong),
      ])
      text = ''
      used = 0
    }
    graphemes.forEach((grapheme, at) => {
      const columns = textWidth(grapheme)
      if (used + columns > room) flush()
      if (index === row && at === column) cursor = { row: lines.length, column: promptWidth + used }
      text += grapheme
      used += columns
    })
    if (index === row && column === graphemes.length)
      cursor = { row: lines.length, column: promptWidth + used }
    flush()
  })
  return { lines, cursor }
}
