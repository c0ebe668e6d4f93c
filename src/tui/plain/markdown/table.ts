import { lineWidth, padLine, textWidth, wrapLine } from '../layout.ts'
import { type Line, LOOKS, line, plainText, span } from '../spans.ts'
import type { Align } from './tree.ts'

/** Narrower columns than this are unreadable; the table is then shown as a list of its rows. */
const NARROWEST = 6

/** A table as lines: columns as wide as they need, shrunk fairly when they do not fit, cells wrapped. */
export function layTable(rows: Line[][], align: Align[], width: number): Line[] {
  const columns = align.length
  const gaps = 3 * (columns - 1)
  const widths = fitColumns(naturalWidths(rows, columns), longestWords(rows, columns), width - gaps)
  if (widths === null) return stack(rows, width)
  const rule = widths.map((column) => '─'.repeat(column)).join('─┼─')
  const separator = span(' │ ', LOOKS.quiet)
  const lines: Line[] = []
  rows.forEach((row, index) => {
    const cells = widths.map((column, at) =>
      wrapLine(
        (row[at] ?? []).map((piece) =>
          index === 0 ? { ...piece, look: { ...piece.look, ...LOOKS.heading } } : piece,
        ),
        column,
      ),
    )
    const height = Math.max(...cells.map((cell) => cell.length))
    for (let part = 0; part < height; part++) {
      const parts = cells.map((cell, at) =>
        alignLine(cell[part] ?? [], align[at] ?? null, widths[at] ?? 1),
      )
      lines.push(trimLine(parts.flatMap((cell, at) => (at === 0 ? cell : [separator, ...cell]))))
    }
    if (index === 0) lines.push(line(span(rule, LOOKS.quiet)))
  })
  return lines
}

function naturalWidths(rows: Line[][], columns: number): number[] {
  return Array.from({ length: columns }, (_, at) =>
    Math.max(1, ...rows.map((row) => lineWidth(row[at] ?? []))),
  )
}

function longestWords(rows: Line[][], columns: number): number[] {
  return Array.from({ length: columns }, (_, at) =>
    Math.max(
      1,
      ...rows.flatMap((row) =>
        plainText(row[at] ?? [])
          .split(/[ \u00a0]/)
          .map((word) => textWidth(word)),
      ),
    ),
  )
}

/** Takes columns from the widest ones; null when one would get too narrow to read. */
function fitColumns(natural: number[], words: number[], room: number): number[] | null {
  const widths = [...natural]
  let over = widths.reduce((sum, width) => sum + width, 0) - room
  while (over > 0) {
    const widest = widths.indexOf(Math.max(...widths))
    const current = widths[widest] ?? 0
    if (current <= NARROWEST) return null
    widths[widest] = current - 1
    over--
  }
  const broken = widths.some((width, at) => width < Math.min(words[at] ?? 0, 16))
  return broken ? null : widths
}

function alignLine(cell: Line, align: Align, width: number): Line {
  const missing = width - lineWidth(cell)
  if (missing <= 0 || align === null || align === 'left') return padLine(cell, width)
  const before = align === 'right' ? missing : Math.floor(missing / 2)
  return padLine([span(' '.repeat(before)), ...cell], width)
}

function trimLine(spans: Line): Line {
  const result = [...spans]
  while (result.length > 0) {
    const last = result.at(-1)
    if (last === undefined) break
    const text = last.text.trimEnd()
    result.pop()
    if (text !== '') {
      result.push({ ...last, text })
      break
    }
  }
  return result
}

/** Each row as `header: cell` lines. */
function stack(rows: Line[][], width: number): Line[] {
  const [header = [], ...body] = rows
  return body.flatMap((row, index) => {
    const lines = row.flatMap((cell, at) => {
      const name = header[at] ?? []
      const label =
        lineWidth(name) === 0
          ? []
          : [
              ...name.map((piece) => ({ ...piece, look: { ...piece.look, ...LOOKS.heading } })),
              span(': '),
            ]
      const indent = '  '
      return wrapLine([...label, ...cell], width, {
        first: at === 0 ? [] : [span(indent)],
        rest: [span(indent)],
      })
    })
    return index === 0 ? lines : [[], ...lines]
  })
}
