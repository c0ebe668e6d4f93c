import { cutLine, lineWidth, spread, wrapLine } from '../plain/layout.ts'
import { type Line, LOOKS, line, span } from '../plain/spans.ts'
import type { BoundKey } from '../state/bindings.ts'
import { disabledReason, keyLabels } from '../state/bindings.ts'
import type { Notice, ViewFacts } from '../state/program.ts'
import { innerWidth, type Size, type View } from './view.ts'

export interface Frame {
  /** Exactly as many as the terminal has rows. */
  rows: Line[]
  cursor: { x: number; y: number } | null
  facts: ViewFacts
}

/** Smaller terminals cannot show a question and its answer. */
const LEAST: Size = { columns: 20, rows: 6 }

/** Puts a view together with its title, a message and the keys, cut to the terminal. Pure. */
export function composeFrame(view: View, size: Size, keys: Line, notice: Notice | null): Frame {
  if (size.columns < LEAST.columns || size.rows < LEAST.rows) return tooSmall(size)
  const width = innerWidth(size)
  const margin = size.columns === width ? 0 : 1
  const roomy = size.rows >= 12
  const headRows = roomy ? 2 : 1
  const message = notice === null ? [] : noticeLines(notice, width).slice(0, 5)
  const wanted = [...(roomy ? [[]] : []), ...view.pinned, ...message]
  const foot = wanted.slice(-Math.max(0, Math.min(wanted.length, size.rows - headRows - 4)))
  const page = size.rows - headRows - foot.length - 1
  const { body: all, anchors } = view.fill?.(page) ?? view
  const maxScroll = Math.max(0, all.length - page)
  const scroll = Math.min(maxScroll, Math.max(0, view.scroll ?? followFocus(view, page)))
  const body = all.slice(scroll, scroll + page)
  const blanks = Array.from({ length: page - body.length }, (): Line => [])
  const head = [spread(view.title.map(bold), view.status, width)]
  if (roomy) head.push(rule(width, scroll, page, all.length))
  const rows = [...head, ...body, ...blanks, ...foot, keys]
  return {
    rows: rows.map((row) => [span(' '.repeat(margin)), ...cutLine(row, width)]),
    cursor: cursorAt(view, scroll, page, headRows, margin),
    facts: { page, maxScroll, scroll, anchors },
  }
}

const bold = (piece: { text: string; look?: object }) => ({
  ...piece,
  look: { ...piece.look, ...LOOKS.heading },
})

function tooSmall(size: Size): Frame {
  const text = `Terminal too small: needs ${LEAST.columns} columns and ${LEAST.rows} rows. Ctrl-C leaves.`
  const rows = wrapLine(line(text), Math.max(1, size.columns)).slice(0, Math.max(1, size.rows))
  while (rows.length < size.rows) rows.push([])
  return { rows, cursor: null, facts: { page: 1, maxScroll: 0, scroll: 0, anchors: {} } }
}

/** The smallest scroll from the top that shows the focus. */
function followFocus(view: View, page: number): number {
  if (view.focus === null) return 0
  const [from, to] = view.focus
  if (to <= page) return 0
  return Math.min(from, Math.max(0, to - page))
}

function rule(width: number, scroll: number, page: number, total: number): Line {
  if (total <= page) return line(span('─'.repeat(width), LOOKS.quiet))
  const seen = Math.round((100 * Math.min(total, scroll + page)) / total)
  const where = scroll + page >= total ? 'end' : `${seen} %, more below`
  const label = ` ${scroll === 0 && scroll + page >= total ? '' : where} `
  const left = Math.max(0, width - lineWidth(line(label)) - 2)
  return line(
    span('─'.repeat(left), LOOKS.quiet),
    span(label, LOOKS.quiet),
    span('──', LOOKS.quiet),
  )
}

function noticeLines({ kind, text }: Notice, width: number): Line[] {
  const label =
    kind === 'error'
      ? span('Problem: ', { ...LOOKS.bad, ...LOOKS.strong })
      : span('› ', LOOKS.strong)
  return text
    .split('\n')
    .flatMap((row, index) => wrapLine(index === 0 ? [label, span(row)] : [span(row)], width))
}

function cursorAt(
  view: View,
  scroll: number,
  page: number,
  head: number,
  margin: number,
): Frame['cursor'] {
  if (view.cursor === null) return null
  const row = view.cursor.row - scroll
  if (row < 0 || row >= page) return null
  return { x: view.cursor.column + margin, y: head + row }
}

/** The keys that work now, as many as fit; help and back are always among them. */
export function footer(active: readonly BoundKey[], facts: readonly string[], width: number): Line {
  const shown = active.filter(
    (key) => key.label !== undefined && (key.stays || disabledReason(key, facts) === null),
  )
  const own = shown.filter((key) => key.group !== 'general')
  const general = shown.filter((key) => key.group === 'general')
  const items = (keys: BoundKey[]) => keys.map((key) => footerItem(key))
  let fitting = [...items(own), ...items(general)]
  let dropped = own.length
  while (joined(fitting).length > 0 && lineWidth(joined(fitting)) > width && dropped > 0) {
    dropped--
    fitting = [...items(own.slice(0, dropped)), ...items(general)]
  }
  return cutLine(joined(fitting), width)
}

function footerItem(key: BoundKey): Line {
  const label = footerKey(key.keys)
  return line(span(label, LOOKS.key), span(` ${key.label}`, LOOKS.quiet))
}

/** The first key; of digits, all. */
function footerKey(keys: readonly string[]): string {
  return keyLabels(keys.every((key) => /^\d$/.test(key)) ? keys : keys.slice(0, 1))
}

function joined(items: Line[]): Line {
  return items.flatMap((item, index) => (index === 0 ? item : [span('  '), ...item]))
}
