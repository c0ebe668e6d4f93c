import type { OutlineRow } from '../../core/learner/progress.ts'
import { cutText, padLine, wrapLine } from '../plain/layout.ts'
import { count } from '../plain/progress.ts'
import { safeText } from '../plain/safe.ts'
import { type Line, LOOKS, type Look, line, span, withLook } from '../plain/spans.ts'
import { editorText } from '../state/editor.ts'
import { KIND_WORDS, STATE_WORDS, shownRows, type TreeState } from '../state/tree.ts'
import { fieldLines } from './field.ts'
import { innerWidth, makeView, type Size, type View } from './view.ts'

const STATES: Record<OutlineRow['state'], { sign: string; look: Look | undefined }> = {
  new: { sign: '·', look: LOOKS.quiet },
  open: { sign: '◐', look: LOOKS.warning },
  done: { sign: '✓', look: LOOKS.good },
  locked: { sign: '–', look: LOOKS.quiet },
}

/** Courses, units and items as a tree that can be filtered. */
export function presentTree(state: TreeState, size: Size): View {
  const width = innerWidth(size)
  const rows = shownRows(state)
  const filter = editorText(state.filter)
  const top: Line[] = []
  let cursor: View['cursor'] = null
  if (state.filtering || filter !== '') {
    const field = fieldLines(state.filter, [span('Filter: ', LOOKS.quiet)], 8, width)
    top.push(...field.lines, [])
    if (state.filtering) cursor = field.cursor
  }
  const list = listLines(state, rows, width)
  const body = [...top, ...(rows.length === 0 ? [line(empty(filter))] : list.lines)]
  const focus: [number, number] = [list.focus[0] + top.length, list.focus[1] + top.length]
  return makeView({
    title: line('Courses'),
    status: line(span(count(rows.length, 'item'), LOOKS.quiet)),
    body,
    focus: state.filtering ? [0, 1] : focus,
    cursor,
    pinned: state.asking === null ? detail(rows[state.mark], width) : askLines(state.asking, width),
  })
}

function empty(filter: string): string {
  return filter === ''
    ? 'No course is installed: mastery course add PATH'
    : 'Nothing contains that. Esc drops the filter.'
}

/** The rows under their courses and units. */
function listLines(
  state: TreeState,
  rows: OutlineRow[],
  width: number,
): { lines: Line[]; focus: [number, number] } {
  const lines: Line[] = []
  let focus: [number, number] = [0, 1]
  let headings = 0
  rows.forEach((row, index) => {
    const before = rows[index - 1]
    const from = lines.length
    if (before?.course !== row.course) {
      if (lines.length > 0) lines.push([])
      lines.push(
        line(
          span(cutText(safeText(state.courses[row.course] ?? row.course), width), LOOKS.heading),
        ),
      )
    }
    if (before?.course !== row.course || before.unit !== row.unit) {
      lines.push(
        line(
          span(cutText(`  ${safeText(row.unitTitle)}`, width), {
            ...LOOKS.heading,
            underline: true,
          }),
        ),
      )
    }
    headings = lines.length - from
    lines.push(rowLine(row, index === state.mark, width))
    // The headings above the first row of a unit are kept in view with it.
    if (index === state.mark) focus = [lines.length - 1 - headings, lines.length]
  })
  return { lines, focus }
}

function rowLine(row: OutlineRow, marked: boolean, width: number): Line {
  const { sign, look } = STATES[row.state]
  const word = STATE_WORDS[row.state]
  const lead = line(span(marked ? '  › ' : '    ', LOOKS.key), span(sign, look), ' ')
  const title = safeText(row.title)
  if (width < 48) {
    const text = line(`${title} (${KIND_WORDS[row.kind].toLowerCase()}, ${word})`)
    return padLine([...lead, ...(marked ? withLook(text, LOOKS.strong) : text)], width)
  }
  const score = row.score === null ? '' : `${Math.round(row.score)} %`
  const right = `${score.padStart(6)}  ${word.padEnd(5)}`
  const text = line(span(`${KIND_WORDS[row.kind].padEnd(9)} `, LOOKS.quiet), title)
  const left = padLine(
    [...lead, ...(marked ? withLook(text, LOOKS.strong) : text)],
    width - right.length,
  )
  return [...left, span(right, look)]
}

function detail(row: OutlineRow | undefined, width: number): Line[] {
  if (row === undefined) return []
  const parts = [
    KIND_WORDS[row.kind],
    STATE_WORDS[row.state],
    ...(row.minutes === null ? [] : [`about ${row.minutes} min`]),
    ...(row.difficulty === null ? [] : [`difficulty ${row.difficulty} of 5`]),
    ...(row.missing.length === 0 ? [] : [`builds on ${row.missing.join(', ')}`]),
    `${row.course}:${row.item}`,
  ]
  return wrapLine(line(span(parts.join(' · '), LOOKS.quiet)), width).slice(0, 2)
}

function askLines(row: OutlineRow, width: number): Line[] {
  const missing = row.missing.length === 0 ? 'what comes before' : row.missing.join(', ')
  const text = `“${safeText(row.title)}” builds on ${missing}, which is not at Learning yet. Open it anyway?`
  return wrapLine(line(span(text, LOOKS.strong)), width)
}
