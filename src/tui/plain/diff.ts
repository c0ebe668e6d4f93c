import type { DiffLine } from '../../core/grading/verdict.ts'
import { textWidth, wrapLine } from './layout.ts'
import { expandTabs, safeText } from './safe.ts'
import { type Line, LOOKS, line, type Span, span } from './spans.ts'

/** Equal lines shown before and after a difference. */
const CONTEXT = 2
const MOST_LINES = 24
/** Below this width the words of the gutter become signs. */
const NARROW = 44

interface Gutter {
  same: string
  expected: string
  actual: string
}
const WORDS: Gutter = { same: '         │ ', expected: 'expected │ ', actual: 'got      │ ' }
const SIGNS: Gutter = { same: '  ', expected: '− ', actual: '+ ' }

/**
 * An aligned diff: words or signs in a gutter, the differing part of the first pair pointed at with carets, blanks at
 * line ends made visible. Long runs of equal lines are folded, and unless `all` so is what comes after 24 lines.
 */
export function diffLines(diff: readonly DiffLine[], width: number, all: boolean): Line[] {
  const narrow = width < NARROW
  const gutter = narrow ? SIGNS : WORDS
  const rows: Line[] = narrow
    ? [...wrapLine(line(span('− expected, + got', LOOKS.quiet)), width)]
    : []
  const folded = fold(diff)
  const shown = all ? folded : folded.slice(0, MOST_LINES)
  let pointed = false
  for (const [index, item] of shown.entries()) {
    if (typeof item === 'number') {
      rows.push(line(span(`${gutter.same}… ${item} equal lines`, LOOKS.quiet)))
      continue
    }
    rows.push(...diffLine(item, gutter, width))
    const next = shown[index + 1]
    const paired = item.kind === 'actual' && !(typeof next === 'object' && next.kind === 'actual')
    if (pointed || !paired || item.mark === null) continue
    const carets = pointAt(item, gutter, width)
    pointed = carets !== null
    if (carets !== null) rows.push(carets)
  }
  if (shown.length < folded.length)
    rows.push(line(span(`${gutter.same}… ${folded.length - shown.length} more lines`, LOOKS.quiet)))
  return rows
}

/** Numbers stand for that many equal lines. */
function fold(diff: readonly DiffLine[]): (DiffLine | number)[] {
  const near = diff.map((_, at) =>
    diff.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ kind }) => kind !== 'same'),
  )
  const rows: (DiffLine | number)[] = []
  for (const [at, item] of diff.entries()) {
    const last = rows.at(-1)
    if (near[at]) rows.push(item)
    else if (typeof last === 'number') rows[rows.length - 1] = last + 1
    else rows.push(1)
  }
  return rows
}

function diffLine(item: DiffLine, gutter: Gutter, width: number): Line[] {
  const look =
    item.kind === 'same' ? LOOKS.quiet : item.kind === 'expected' ? LOOKS.good : LOOKS.bad
  const head = line(span(gutter[item.kind], look))
  const pieces = item.kind === 'same' ? [span(shownText(item.text))] : marked(item)
  return wrapLine(pieces, width, {
    first: head,
    rest: line(span(gutter.same, look)),
    at: 'anywhere',
  })
}

function marked({ kind, text, mark }: DiffLine): Span[] {
  const look = kind === 'expected' ? LOOKS.good : LOOKS.bad
  const [start, end] = mark ?? [0, 0]
  const tail = text.length - text.trimEnd().length
  const body = (from: number, to: number) =>
    shownText(text.slice(from, Math.min(to, text.length - tail)))
  const dots = '·'.repeat(tail)
  if (start === end) return line(span(body(0, text.length), look), span(dots, look))
  return line(
    span(body(0, start), look),
    span(body(start, end), { ...look, bold: true, underline: true }),
    span(body(Math.max(start, end), text.length), look),
    span(dots, look),
  )
}

/** Carets under the part that differs; null when the line is wrapped. */
function pointAt({ text, mark }: DiffLine, gutter: Gutter, width: number): Line | null {
  const [start, end] = mark ?? [0, 0]
  if (textWidth(gutter.same) + textWidth(shownText(text)) > width) return null
  const before = textWidth(shownText(text.slice(0, start)))
  const under = Math.max(1, textWidth(shownText(text.slice(start, end))))
  return line(span(gutter.same + ' '.repeat(before) + '^'.repeat(under), LOOKS.warning))
}

/** One line of a learner's text: nothing in it moves the cursor. */
function shownText(text: string): string {
  return expandTabs(safeText(text).replaceAll('\n', '␊'))
}
