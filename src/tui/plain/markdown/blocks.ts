import { normalLabel, parseInlines, unescapeMarks } from './inlines.ts'
import type { Align, Block, Definitions, Inline, ListItem } from './tree.ts'

const FENCE = /^( {0,3})(`{3,}|~{3,})\s*([^`]*)$/
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$/
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/
const QUOTE = /^ {0,3}> ?/
const ITEM = /^( {0,3})([-+*]|\d{1,9}[.)])(?=[ \t]|$)/
const HTML_BLOCK = /^ {0,3}<(?:!--|\/?[a-zA-Z][\w-]*[\s/>])/
const DEFINITION = /^ {0,3}\[([^\]]+)\]:\s*<?([^\s>]+)>?(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*$/
const DELIMITER_ROW = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/

/** Reads Markdown into blocks. Never throws: what it does not know stays text. */
export function parseMarkdown(source: string): Block[] {
  const rows = source.replaceAll(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n')
  const definitions: Definitions = new Map()
  const kept = takeDefinitions(rows, definitions)
  return parseRows(kept, definitions)
}

/** Link targets may stand anywhere outside code; they are taken out first. */
function takeDefinitions(rows: string[], definitions: Definitions): string[] {
  let fence: string | null = null
  return rows.filter((row, index) => {
    const opening = FENCE.exec(row)?.[2]
    if (fence === null && opening !== undefined) fence = opening
    else if (fence !== null && row.trim().startsWith(fence) && /^[`~]+$/.test(row.trim()))
      fence = null
    const definition = fence === null ? DEFINITION.exec(row) : null
    const afterText =
      index > 0 && (rows[index - 1] ?? '').trim() !== '' && !DEFINITION.test(rows[index - 1] ?? '')
    if (definition === null || afterText) return true
    const label = normalLabel(definition[1] ?? '')
    if (!definitions.has(label)) definitions.set(label, unescapeMarks(definition[2] ?? ''))
    return false
  })
}

function parseRows(rows: string[], definitions: Definitions): Block[] {
  const blocks: Block[] = []
  let at = 0
  while (at < rows.length) {
    const row = rows[at] ?? ''
    if (row.trim() === '') {
      at++
      continue
    }
    const taken =
      takeFence(rows, at, blocks) ??
      takeIndented(rows, at, blocks) ??
      takeHeading(row, blocks, definitions) ??
      takeRule(row, blocks) ??
      takeQuote(rows, at, blocks, definitions) ??
      takeList(rows, at, blocks, definitions) ??
      takeHtml(rows, at, blocks) ??
      takeTable(rows, at, blocks, definitions) ??
      takeParagraph(rows, at, blocks, definitions)
    at += taken
  }
  return blocks
}

function takeFence(rows: string[], at: number, blocks: Block[]): number | null {
  const opening = FENCE.exec(rows[at] ?? '')
  if (opening === null) return null
  const [, indent = '', fence = '```', info = ''] = opening
  const closing = new RegExp(`^ {0,3}\\${fence[0]}{${fence.length},}\\s*$`)
  let end = at + 1
  while (end < rows.length && !closing.test(rows[end] ?? '')) end++
  const strip = new RegExp(`^ {0,${indent.length}}`)
  const text = rows
    .slice(at + 1, end)
    .map((row) => row.replace(strip, ''))
    .join('\n')
  blocks.push({ type: 'code', language: unescapeMarks(info.trim().split(/\s+/)[0] ?? ''), text })
  return end - at + 1
}

function takeIndented(rows: string[], at: number, blocks: Block[]): number | null {
  if (!/^(?: {4}|\t)/.test(rows[at] ?? '')) return null
  let end = at
  while (
    end < rows.length &&
    (/^(?: {4}|\t)/.test(rows[end] ?? '') || (rows[end] ?? '').trim() === '')
  )
    end++
  while ((rows[end - 1] ?? '').trim() === '') end--
  const text = rows
    .slice(at, end)
    .map((row) => row.replace(/^(?: {4}|\t)/, ''))
    .join('\n')
  blocks.push({ type: 'code', language: '', text })
  return end - at
}

function takeHeading(row: string, blocks: Block[], definitions: Definitions): number | null {
  const heading = HEADING.exec(row)
  if (heading === null) return null
  const text = (heading[2] ?? '').trim()
  blocks.push({
    type: 'heading',
    level: heading[1]?.length ?? 1,
    inlines: parseInlines(/^#+$/.test(text) ? '' : text, definitions),
  })
  return 1
}

function takeRule(row: string, blocks: Block[]): number | null {
  if (!RULE.test(row)) return null
  blocks.push({ type: 'rule' })
  return 1
}

function takeQuote(
  rows: string[],
  at: number,
  blocks: Block[],
  definitions: Definitions,
): number | null {
  if (!QUOTE.test(rows[at] ?? '')) return null
  const inner: string[] = []
  let end = at
  while (end < rows.length) {
    const row = rows[end] ?? ''
    if (QUOTE.test(row)) inner.push(row.replace(QUOTE, ''))
    else if (row.trim() === '' || startsBlock(row) || !endsInText(inner)) break
    else inner.push(row)
    end++
  }
  blocks.push({ type: 'quote', blocks: parseRows(inner, definitions) })
  return end - at
}

function takeList(
  rows: string[],
  at: number,
  blocks: Block[],
  definitions: Definitions,
): number | null {
  const first = ITEM.exec(rows[at] ?? '')
  if (first === null) return null
  const kind = first[2]?.at(-1)
  const items: ListItem[] = []
  let loose = false
  let end = at
  while (end < rows.length) {
    const marker = ITEM.exec(rows[end] ?? '')
    if (marker === null || marker[2]?.at(-1) !== kind || RULE.test(rows[end] ?? '')) break
    const item = takeItem(rows, end, marker)
    const blocksOfItem = parseRows(item.rows, definitions)
    items.push(taskOf(blocksOfItem))
    const next = end + item.length + item.blanks
    loose ||= item.looseInside && blocksOfItem.length > 1
    const follows = ITEM.exec(rows[next] ?? '')
    if (item.blanks > 0 && follows?.[2]?.at(-1) === kind && !RULE.test(rows[next] ?? ''))
      loose = true
    end = next
  }
  const ordered = /\d/.test(first[2] ?? '')
  blocks.push({
    type: 'list',
    ordered,
    start: ordered ? Number.parseInt(first[2] ?? '1', 10) : 1,
    tight: !loose,
    items,
  })
  return end - at
}

/** The rows of one item without their indentation, and the blank rows that follow it. */
function takeItem(
  rows: string[],
  at: number,
  marker: RegExpExecArray,
): { rows: string[]; length: number; blanks: number; looseInside: boolean } {
  const head = (rows[at] ?? '').slice(marker[0].length)
  const blanksAfter = /^[ \t]*/.exec(head)?.[0].length ?? 0
  const gap = head.trim() === '' || blanksAfter > 4 ? 1 : blanksAfter
  const indent = marker[0].length + gap
  const inner = [head.slice(gap)]
  let end = at + 1
  let blanks = 0
  let looseInside = false
  while (end < rows.length) {
    const row = rows[end] ?? ''
    if (row.trim() === '') {
      if (inner.length === 1 && inner[0]?.trim() === '') break
      blanks++
    } else if (leadingBlanks(row) >= indent) {
      if (blanks > 0 && !insideFence(inner)) looseInside = true
      inner.push(...Array<string>(blanks).fill(''), row.slice(indent))
      blanks = 0
    } else if (blanks === 0 && !ITEM.test(row) && !startsBlock(row) && endsInText(inner)) {
      inner.push(row.trimStart())
    } else break
    end++
  }
  return { rows: inner, length: end - at - blanks, blanks, looseInside }
}

function leadingBlanks(row: string): number {
  return row.length - row.trimStart().length
}

function insideFence(rows: string[]): boolean {
  return rows.filter((row) => /^ {0,3}(?:`{3,}|~{3,})/.test(row)).length % 2 === 1
}

function taskOf(blocks: Block[]): ListItem {
  const first = blocks[0]
  const text = first?.type === 'paragraph' ? first.inlines[0] : undefined
  const task = text?.type === 'text' ? /^\[([ xX])\][ \n]/.exec(text.text) : null
  if (first?.type !== 'paragraph' || text?.type !== 'text' || task === null)
    return { checked: null, blocks }
  const after = text.text.slice(4)
  const rest: Inline[] = after === '' ? [] : [{ type: 'text', text: after }]
  rest.push(...first.inlines.slice(1))
  return {
    checked: task[1] !== ' ',
    blocks: [{ type: 'paragraph', inlines: rest }, ...blocks.slice(1)],
  }
}

function takeHtml(rows: string[], at: number, blocks: Block[]): number | null {
  const row = rows[at] ?? ''
  if (!HTML_BLOCK.test(row)) return null
  const comment = /^ {0,3}<!--/.test(row)
  let end = at
  while (end < rows.length) {
    const current = rows[end] ?? ''
    if (!comment && current.trim() === '') break
    end++
    if (comment && current.includes('-->')) break
  }
  blocks.push({ type: 'html', text: rows.slice(at, end).join('\n') })
  return end - at
}

function takeTable(
  rows: string[],
  at: number,
  blocks: Block[],
  definitions: Definitions,
): number | null {
  const delimiter = rows[at + 1] ?? ''
  const head = rows[at] ?? ''
  if (!head.includes('|') || !DELIMITER_ROW.test(delimiter)) return null
  const header = cellsOf(head)
  const align = cellsOf(delimiter).map(alignOf)
  if (header.length !== align.length) return null
  let end = at + 2
  const body: Inline[][][] = []
  while (end < rows.length && (rows[end] ?? '').trim() !== '' && !startsBlock(rows[end] ?? '')) {
    const cells = cellsOf(rows[end] ?? '')
    body.push(align.map((_, index) => parseInlines(cells[index] ?? '', definitions)))
    end++
  }
  blocks.push({
    type: 'table',
    align,
    header: header.map((cell) => parseInlines(cell, definitions)),
    rows: body,
  })
  return end - at
}

function cellsOf(row: string): string[] {
  return row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))
}

function alignOf(cell: string): Align {
  if (cell.startsWith(':')) return cell.endsWith(':') ? 'center' : 'left'
  return cell.endsWith(':') ? 'right' : null
}

function takeParagraph(
  rows: string[],
  at: number,
  blocks: Block[],
  definitions: Definitions,
): number {
  let end = at + 1
  let level = 0
  while (end < rows.length) {
    const row = rows[end] ?? ''
    if (row.trim() === '') break
    const underline = /^ {0,3}(=+|-+)[ \t]*$/.exec(row)
    if (underline !== null) {
      level = underline[1]?.startsWith('=') ? 1 : 2
      break
    }
    if (startsBlock(row)) break
    end++
  }
  const text = rows
    .slice(at, end)
    .map((row) => row.trimStart())
    .join('\n')
    .trimEnd()
  const inlines = parseInlines(text, definitions)
  blocks.push(level === 0 ? { type: 'paragraph', inlines } : { type: 'heading', level, inlines })
  return end - at + (level === 0 ? 0 : 1)
}

/** Whether a row would end a paragraph before it. Of numbered lists only one that begins with 1 does. */
function startsBlock(row: string): boolean {
  const item = ITEM.exec(row)
  const list =
    item !== null &&
    (!/\d/.test(item[2] ?? '') || /^1[.)]$/.test(item[2] ?? '')) &&
    row.slice(item[0].length).trim() !== ''
  return (
    FENCE.test(row) ||
    HEADING.test(row) ||
    RULE.test(row) ||
    QUOTE.test(row) ||
    HTML_BLOCK.test(row) ||
    list
  )
}

/** Whether the last block of these rows is a paragraph, which a row without a marker may continue. */
function endsInText(rows: string[]): boolean {
  const last = rows.at(-1) ?? ''
  if (last.trim() === '' || insideFence(rows)) return false
  return !FENCE.test(last) && !HEADING.test(last) && !RULE.test(last) && !/^ {4}/.test(last)
}
