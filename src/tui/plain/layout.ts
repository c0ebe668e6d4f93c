import { type Line, type Look, plainText, type Span } from './spans.ts'
import { splitGraphemes, textWidth } from './width.ts'

export { splitGraphemes, textWidth }

/** Columns that a line takes. */
export function lineWidth(spans: Line): number {
  let width = 0
  for (const piece of spans) width += textWidth(piece.text)
  return width
}

export interface WrapOptions {
  /** Before the first row, before all others. Their width counts. */
  first?: Line
  rest?: Line
  /** `words` breaks at blanks and between wide characters; `anywhere` only when a row is full (code). */
  at?: 'words' | 'anywhere'
}

interface Cell {
  text: string
  width: number
  look: Look | undefined
}

/**
 * Breaks one line of text into rows of at most `width` columns. An empty line is one empty row. No row ends at
 * a no-break space, and those become plain ones, so that what is copied from the screen is what was meant.
 */
export function wrapLine(spans: Line, width: number, options: WrapOptions = {}): Line[] {
  const first = options.first ?? []
  const rest = options.rest ?? []
  // Most lines fit as they are; taking them apart is half of what printing a list costs.
  if (isWhole(spans) && lineWidth(first) + lineWidth(spans) <= width)
    return [[...first, ...spans.filter(({ text }) => text !== '')]]
  const rows: Line[] = []
  let room = Math.max(1, width - lineWidth(first))
  let row: Cell[] = []
  let used = 0
  const flush = (cells: Cell[]) => {
    const prefix = rows.length === 0 ? first : rest
    rows.push([...prefix, ...joinCells(cells)])
    room = Math.max(1, width - lineWidth(rest))
  }
  for (const chunk of chunksOf(spans, options.at ?? 'words')) {
    const blank = chunk[0]?.text === ' '
    const chunkWidth = chunk.reduce((sum, cell) => sum + cell.width, 0)
    if (used + chunkWidth > room && used > 0 && options.at !== 'anywhere') {
      if (blank) {
        flush(row)
        row = []
        used = 0
        continue
      }
      flush(trimEnd(row))
      row = []
      used = 0
    }
    if (blank && used === 0 && rows.length > 0 && options.at !== 'anywhere') continue
    for (const cell of chunk) {
      if (used + cell.width > room && used > 0) {
        flush(row)
        row = []
        used = 0
      }
      row.push(cell)
      used += cell.width
    }
  }
  if (row.length > 0 || rows.length === 0) flush(options.at === 'anywhere' ? row : trimEnd(row))
  return rows
}

/** Nothing in it is changed by wrapping: no no-break space, no blank at the end. */
function isWhole(spans: Line): boolean {
  return !spans.some(({ text }) => text.includes('\u00a0')) && !/\s$/.test(spans.at(-1)?.text ?? '')
}

/** Runs of blanks, words, and single wide characters. */
function chunksOf(spans: Line, at: 'words' | 'anywhere'): Cell[][] {
  const chunks: Cell[][] = []
  let kind = ''
  for (const piece of spans) {
    for (const text of splitGraphemes(piece.text)) {
      const width = textWidth(text)
      const wide = width === 2 && !/\p{Extended_Pictographic}/u.test(text)
      const next = text === ' ' ? 'blank' : wide ? 'wide' : 'word'
      // A closing mark stays with the character before it.
      const stays = kind !== '' && kind !== 'blank' && /^[、。，．！？：；）」』】〉》]/.test(text)
      if (at === 'anywhere' || (next === 'wide' && !stays) || (next !== kind && !stays)) {
        chunks.push([])
      }
      chunks.at(-1)?.push({ text, width, look: piece.look })
      kind = next
    }
  }
  return chunks
}

function trimEnd(cells: Cell[]): Cell[] {
  let end = cells.length
  while (end > 0 && cells[end - 1]?.text === ' ') end--
  return cells.slice(0, end)
}

function joinCells(cells: Cell[]): Line {
  const spans: Span[] = []
  let last: Look | undefined
  for (const cell of cells) {
    if (cell.text === '\u00a0') cell.text = ' '
    const before = spans.at(-1)
    if (before !== undefined && cell.look === last) before.text += cell.text
    else
      spans.push(
        cell.look === undefined ? { text: cell.text } : { text: cell.text, look: cell.look },
      )
    last = cell.look
  }
  return spans
}

/** At most `width` columns, ending in `…` when something was cut off. */
export function cutLine(spans: Line, width: number): Line {
  if (lineWidth(spans) <= width) return spans
  if (width <= 0) return []
  const kept: Line = []
  let used = 0
  for (const piece of spans) {
    let text = ''
    for (const grapheme of splitGraphemes(piece.text)) {
      const columns = textWidth(grapheme)
      if (used + columns > width - 1) {
        kept.push({ ...piece, text: `${text}…` })
        return kept
      }
      text += grapheme
      used += columns
    }
    if (text !== '') kept.push({ ...piece, text })
  }
  return kept
}

/** Blanks on the right up to `width` columns; longer lines are cut. */
export function padLine(spans: Line, width: number): Line {
  const cut = cutLine(spans, width)
  const missing = width - lineWidth(cut)
  return missing > 0 ? [...cut, { text: ' '.repeat(missing) }] : cut
}

/** The text in at most `width` columns, with … where something was cut. */
export function cutText(text: string, width: number): string {
  return plainText(cutLine([{ text }], width))
}

/** `left` at the left edge, `right` at the right one; `left` is cut when both do not fit. */
export function spread(left: Line, right: Line, width: number): Line {
  const rightWidth = lineWidth(right)
  if (rightWidth === 0) return cutLine(left, width)
  if (rightWidth + 4 > width) return cutLine(left, width)
  const leftCut = cutLine(left, width - rightWidth - 1)
  return [...leftCut, { text: ' '.repeat(width - rightWidth - lineWidth(leftCut)) }, ...right]
}

/** `█████▌    ` for a share of 0–1, always `width` columns. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8)
  const full = Math.floor(eighths / 8)
  const part = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8] ?? ''
  return ('█'.repeat(full) + part).padEnd(width, '░')
}
