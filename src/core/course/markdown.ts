import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { nearest } from '../nearest.ts'
import { type Place, type SourceFileView, START } from './problems.ts'
import { parseYaml, type Yaml } from './yaml.ts'

const processor = unified().use(remarkParse).use(remarkGfm)

type Root = ReturnType<typeof processor.parse>
/** A node between other blocks: paragraph, heading, list, code, … */
export type Block = Root['children'][number]
export type BlockOf<T extends Block['type']> = Extract<Block, { type: T }>
export type Heading = BlockOf<'heading'>
export type Code = BlockOf<'code'>
export type Quote = BlockOf<'blockquote'>
export type List = BlockOf<'list'>
export type ListItem = List['children'][number]

/** A Markdown file taken apart: its front matter, and the blocks of its body. */
export interface MarkdownFile {
  source: SourceFileView
  front: Yaml
  blocks: Block[]
}

/** Front matter whose titles stay as they are written. */
const TEXT_KEYS = new Set(['title', 'id'])

/** Null, with the problem reported, when it has no front matter or is nested too deeply. */
export function readMarkdown(source: SourceFileView): MarkdownFile | null {
  const { text } = source
  if (!/^---[ \t]*\n/.test(text)) {
    source.error(START, 'front-matter', 'The file must start with front matter.', '---')
    return null
  }
  const opened = text.indexOf('\n') + 1
  const closing = /^---[ \t]*$/m.exec(text.slice(opened))
  if (closing === null) {
    source.error(START, 'front-matter', 'The front matter has no end.', 'a line --- after its keys')
    return null
  }
  const closed = opened + closing.index
  const front = parseYaml(source, text.slice(opened, closed), {
    start: { line: 2, column: 1 },
    text: (path) => path.length === 1 && TEXT_KEYS.has(String(path[0])),
  })
  const end = closed + closing[0].length
  // Blanks in its place keep every offset as it is in the file.
  const blank = text.slice(0, end).replace(/[^\n]/g, ' ')
  const blocks = parseBlocks(source, blank + text.slice(end))
  return front === null || blocks === null ? null : { source, front, blocks }
}

function parseBlocks(source: SourceFileView, text: string): Block[] | null {
  try {
    return processor.parse(text).children.filter((block) => !isComment(block))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    source.error(START, 'too-deep', 'Lists or quotes are nested too deeply.')
    return null
  }
}

function isComment(block: Block): boolean {
  return block.type === 'html' && /^\s*<!--[\s\S]*-->\s*$/.test(block.value)
}

export function placeOf(node: { position?: Block['position'] }): Place {
  const start = node.position?.start
  return start === undefined ? START : { line: start.line, column: start.column }
}

const startOf = (node: { position?: Block['position'] }): number => node.position?.start.offset ?? 0
const endOf = (node: { position?: Block['position'] }): number => node.position?.end.offset ?? 0

/** The Markdown of a block, as written, without the indentation and quote marks around it. */
export function markdownOf(
  source: SourceFileView,
  node: { position?: Block['position'] },
  until: { position?: Block['position'] } = node,
): string {
  const inside = (node.position?.start.column ?? 1) - 1
  const text = source.text.slice(startOf(node), endOf(until))
  if (inside === 0) return text
  const prefix = new RegExp(`\\n[ \\t>]{0,${inside}}`, 'g')
  return text.replace(prefix, '\n')
}

/** The Markdown of several blocks. */
export function joined(source: SourceFileView, blocks: readonly Block[]): string {
  return blocks.map((block) => markdownOf(source, block)).join('\n\n')
}

/** Text that may end in `{#id}`. */
export interface Labelled {
  text: string
  id: string | null
  /** Of the id, or of the text when it has none. */
  place: Place
  /** Where its text ends, so that an id can be written there; null when there is no text. */
  end: Place | null
}

const LABEL = /\s*\{#([^{}]*)\}$/

/** Splits `text {#id}`. The place is that of the block it stands in. */
export function labelled(
  source: SourceFileView,
  node: { position?: Block['position'] },
  raw: string,
  endOffset: number = endOf(node),
): Labelled {
  const text = raw.trim()
  const found = LABEL.exec(text)
  let last = endOffset
  while (last > 0 && /\s/.test(source.text[last - 1] ?? '')) last--
  const end = text === '' ? null : source.at(last)
  if (found === null) return { text, id: null, place: placeOf(node), end }
  const id = (found[1] ?? '').trim()
  const offset = source.text.lastIndexOf(`{#${found[1]}}`, endOf(node))
  const place = offset < startOf(node) ? placeOf(node) : source.at(offset + 2)
  return { text: text.slice(0, found.index).trim(), id, place, end }
}

/** What stands in a heading, without its marks. */
export function headingOf(source: SourceFileView, heading: Heading): Labelled {
  const first = heading.children[0]
  const last = heading.children.at(-1)
  if (first === undefined || last === undefined)
    return { text: '', id: null, place: placeOf(heading), end: null }
  const end = endOf(last)
  return labelled(source, heading, source.text.slice(startOf(first), end), end)
}

export interface Callout {
  kind: 'TIP' | 'NOTE' | 'IMPORTANT' | 'WARNING' | 'CAUTION'
  text: string
  place: Place
}

const CALLOUTS = ['TIP', 'NOTE', 'IMPORTANT', 'WARNING', 'CAUTION'] as const

/** A quote that begins with `[!TIP]` or the like. Null for an ordinary quote; a wrong one is reported. */
export function calloutOf(source: SourceFileView, quote: Quote): Callout | null {
  const text = quoteText(source, quote)
  const found = /^\[!([^\]\n]*)\]([^\n]*)/.exec(text)
  if (found === null) return null
  const place = placeOf(quote)
  const name = (found[1] ?? '').trim()
  const kind = CALLOUTS.find((known) => known === name.toUpperCase())
  if (kind === undefined) {
    const near = nearest(name, CALLOUTS)
    const suggestion = near === null ? '[!TIP] or [!NOTE]' : `[!${near}]`
    source.error(place, 'unknown-callout', `There is no callout [!${name}].`, suggestion)
    return null
  }
  if ((found[2] ?? '').trim() !== '')
    source.error(place, 'bad-callout', `The text of [!${kind}] begins on the next line.`)
  const body = text.slice(found[0].length).trim()
  if (body === '') source.error(place, 'bad-callout', `[!${kind}] has no text.`)
  return { kind, text: body, place }
}

/** What stands in a quote, without its marks. */
export function quoteText(source: SourceFileView, quote: Quote): string {
  const first = quote.children[0]
  const last = quote.children.at(-1)
  return first === undefined || last === undefined ? '' : markdownOf(source, first, last).trim()
}
