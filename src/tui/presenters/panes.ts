import { lineWidth, padLine } from '../plain/layout.ts'
import { type Line, LOOKS, line, span } from '../plain/spans.ts'

/** A part of a screen that scrolls by itself. */
export interface Pane {
  title: string
  lines: Line[]
  /** Rows [from, to) to keep in view, the first before the last. */
  focus: readonly [number, number]
  /** Keep what is in view in the middle, with what stands around it. */
  centred?: boolean
}

export interface DrawnPane {
  /** Exactly as many as were asked for. */
  rows: Line[]
  /** First row of its lines drawn, rows drawn, largest offset that fills them: what scrolling needs. */
  place: readonly [number, number, number]
}

/**
 * A pane in so many rows, the first of them its heading, which also says how much is above and below.
 * @param scroll first line wanted; null: wherever the focus is in view
 * @param active the arrows scroll it
 */
export function drawPane(
  pane: Pane,
  rows: number,
  width: number,
  { scroll, active }: { scroll: number | null; active: boolean },
): DrawnPane {
  if (rows <= 0) return { rows: [], place: [0, 1, 0] }
  const page = rows - 1
  const max = Math.max(0, pane.lines.length - page)
  const offset = Math.min(max, Math.max(0, scroll ?? follow(pane, page)))
  const body = pane.lines.slice(offset, offset + page)
  while (body.length < page) body.push([])
  const below = pane.lines.length - offset - page
  return {
    rows: [heading(pane.title, offset, Math.max(0, below), width, active), ...body],
    place: [offset, Math.max(1, page), max],
  }
}

function follow({ focus: [from, to], centred = false }: Pane, page: number): number {
  if (centred) return from - Math.floor((page - 1) / 2)
  return to <= page ? 0 : Math.min(from, to - page)
}

/** `── Values ↑↓ ─────── 3 above, 5 below ──` */
function heading(
  title: string,
  above: number,
  below: number,
  width: number,
  active: boolean,
): Line {
  const hidden = [
    ...(above > 0 ? [`${above} above`] : []),
    ...(below > 0 ? [`${below} below`] : []),
  ].join(', ')
  const arrows = active && hidden !== '' ? ' ↑↓' : ''
  const left = line(span('─ ', LOOKS.quiet), span(title, LOOKS.heading), span(`${arrows} `))
  const right = hidden === '' ? '' : ` ${hidden} ─`
  const rest = width - lineWidth(left) - right.length
  if (rest < 1) return padLine(left, width)
  return [...left, span('─'.repeat(rest), LOOKS.quiet), span(right, LOOKS.quiet)]
}

/** Rows side by side, with a gap of two columns. */
export function beside(left: readonly Line[], right: readonly Line[], leftWidth: number): Line[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => [
    ...padLine(left[index] ?? [], leftWidth),
    span('  '),
    ...(right[index] ?? []),
  ])
}
