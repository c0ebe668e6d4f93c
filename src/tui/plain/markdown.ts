import { highlight } from './highlight.ts'
import { lineWidth, textWidth, wrapLine } from './layout.ts'
import { parseMarkdown } from './markdown/blocks.ts'
import { layTable } from './markdown/table.ts'
import type { Block, Inline, ListItem } from './markdown/tree.ts'
import { safeText } from './safe.ts'
import { type Line, LOOKS, type Look, line, paint, span } from './spans.ts'
import type { Style } from './style.ts'

/** Prose wider than this is hard to read; code and tables may be wider. */
const MEASURE = 84

/**
 * Markdown as lines of at most `width` columns: headings, lists, tables, quotes, emphasis, links as text,
 * highlighted code. Blocks stand one empty line apart; there is none at the start or the end.
 */
export function markdownLines(source: string | Block[], width: number): Line[] {
  const blocks = typeof source === 'string' ? parseMarkdown(safeText(source)) : source
  const lines: Line[] = []
  for (const block of blocks) {
    const laid = layBlock(block, Math.max(1, width))
    if (laid.length === 0) continue
    if (lines.length > 0) lines.push([])
    lines.push(...laid)
  }
  return lines
}

/** The same as text for a plain output; without a line end at the end. */
export function renderMarkdown(source: string, style: Style): string {
  return markdownLines(source, style.width)
    .map((row) => paint(row, style.color ? 'color' : 'none'))
    .join('\n')
}

/** One line of Markdown without blocks: a choice, a heading, a cell. */
export function inlineMarkdown(source: string): Line {
  const [first] = parseMarkdown(safeText(source))
  if (first?.type === 'paragraph' || first?.type === 'heading') {
    return inlineRows(first.inlines).flatMap((row, index) =>
      index === 0 ? row : [span(' '), ...row],
    )
  }
  return line(safeText(source).replaceAll('\n', ' '))
}

/** Code with a bar at its left; rows that are too long go on in the next one behind a `↳`. */
export function codeLines(code: string, language: string, width: number): Line[] {
  const bar = span('│ ', LOOKS.quiet)
  return highlight(code, language).flatMap((row) =>
    wrapLine(row, width, { first: [bar], rest: [span('│↳', LOOKS.quiet)], at: 'anywhere' }),
  )
}

function layBlock(block: Block, width: number): Line[] {
  const measure = Math.min(width, MEASURE)
  switch (block.type) {
    case 'heading':
      return layHeading(block.level, block.inlines, measure)
    case 'paragraph':
      return inlineRows(block.inlines).flatMap((row) => wrapLine(row, measure))
    case 'code':
      return codeLines(block.text, block.language, width)
    case 'quote':
      return layQuote(block.blocks, width)
    case 'list':
      return layList(block, width)
    case 'table':
      return layTable(
        [block.header, ...block.rows].map((row) => row.map((cell) => inlineRows(cell).flat())),
        block.align,
        width,
      )
    case 'rule':
      return [line(span('─'.repeat(Math.min(measure, 40)), LOOKS.quiet))]
    case 'html':
      return []
  }
}

function layHeading(level: number, inlines: Inline[], width: number): Line[] {
  const rows = inlineRows(inlines).flatMap((row) =>
    wrapLine(
      row.map((piece) => ({ text: piece.text, look: { ...piece.look, ...LOOKS.heading } })),
      width,
    ),
  )
  if (level > 2) return rows
  const longest = Math.max(...rows.map(lineWidth), 1)
  return [...rows, line(span((level === 1 ? '═' : '─').repeat(longest), LOOKS.quiet))]
}

const CALLOUTS: Record<string, string> = {
  TIP: 'Tip',
  NOTE: 'Note',
  WARNING: 'Warning',
  IMPORTANT: 'Important',
  CAUTION: 'Caution',
}

function layQuote(blocks: Block[], width: number): Line[] {
  const [first, ...others] = blocks
  const lead = first?.type === 'paragraph' ? first.inlines[0] : undefined
  const callout = lead?.type === 'text' ? /^\[!(\w+)\]\s*/.exec(lead.text) : null
  const label = CALLOUTS[callout?.[1] ?? '']
  const bar = span('▏ ', LOOKS.quiet)
  const quoted = (lines: Line[]) => lines.map((row) => [bar, ...row])
  if (
    first?.type !== 'paragraph' ||
    lead?.type !== 'text' ||
    callout === null ||
    label === undefined
  ) {
    return quoted(markdownLines(blocks, width - 2))
  }
  const text: Inline = { type: 'text', text: lead.text.slice(callout[0].length) }
  const body: Block[] = [
    { type: 'paragraph', inlines: [text, ...first.inlines.slice(1)] },
    ...others,
  ]
  return quoted([line(span(label, LOOKS.strong)), ...markdownLines(body, width - 2)])
}

function layList(list: Extract<Block, { type: 'list' }>, width: number): Line[] {
  const lines: Line[] = []
  list.items.forEach((item, index) => {
    if (index > 0 && !list.tight) lines.push([])
    const marker = list.ordered ? `${list.start + index}. ` : '• '
    lines.push(...layItem(item, marker, list.tight, width))
  })
  return lines
}

function layItem(item: ListItem, marker: string, tight: boolean, width: number): Line[] {
  const task = item.checked === null ? '' : item.checked ? '[x] ' : '[ ] '
  const indent = Math.min(textWidth(marker + task), Math.max(0, width - 8))
  const rows: Line[] = []
  item.blocks.forEach((block, index) => {
    if (index > 0 && !(tight && block.type === 'list')) rows.push([])
    rows.push(...layBlock(block, width - indent))
  })
  if (rows.length === 0) rows.push([])
  return rows.map((row, index) => {
    if (index === 0) return line(span(marker, LOOKS.quiet), task, ...row)
    return row.length === 0 ? row : line(' '.repeat(indent), ...row)
  })
}

/** Inlines as rows; only hard breaks end one. */
function inlineRows(inlines: Inline[], look: Look = {}): Line[] {
  const rows: Line[] = [[]]
  const add = (text: string, more: Look = {}) => {
    const all = { ...look, ...more }
    rows.at(-1)?.push(Object.keys(all).length === 0 ? { text } : { text, look: all })
  }
  for (const inline of inlines) {
    switch (inline.type) {
      case 'text':
        add(inline.text.replaceAll('\n', ' '))
        break
      case 'code':
        add(codeInText(inline.text), LOOKS.code)
        break
      case 'break':
        rows.push([])
        break
      case 'image':
        add(`[image: ${inline.alt === '' ? inline.url : inline.alt}]`, { dim: true })
        break
      case 'html':
        break
      default: {
        const [first = [], ...others] = inlineRows(inline.children, {
          ...look,
          ...inlineLook(inline.type),
        })
        rows.at(-1)?.push(...first)
        rows.push(...others)
        if (inline.type === 'link' && !sameTarget(inline)) add(` (${inline.url})`, { dim: true })
      }
    }
  }
  return rows
}

/** Keeps its backticks: colour alone would not show where code begins. Short code stays on one row. */
function codeInText(code: string): string {
  const mark = code.includes('`') ? '``' : '`'
  const text = code.length <= 24 ? code.replaceAll(' ', '\u00a0') : code
  return `${mark}${text}${mark}`
}

function inlineLook(type: 'emphasis' | 'strong' | 'strike' | 'link'): Look {
  if (type === 'emphasis') return { italic: true }
  if (type === 'strong') return { bold: true }
  return type === 'strike' ? { strike: true, dim: true } : { underline: true }
}

function sameTarget(link: Extract<Inline, { type: 'link' }>): boolean {
  const [only] = link.children
  return link.children.length === 1 && only?.type === 'text' && only.text === link.url
}
