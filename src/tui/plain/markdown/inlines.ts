import type { Definitions, Inline } from './tree.ts'

/** A run of `*`, `_` or `~` that may open or close emphasis (CommonMark 6.2). */
interface Delimiter {
  node: { type: 'text'; text: string }
  mark: string
  count: number
  original: number
  canOpen: boolean
  canClose: boolean
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  times: '×',
  rarr: '→',
  larr: '←',
  le: '≤',
  ge: '≥',
  ne: '≠',
}
const AUTOLINK = /<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>/y
const HTML =
  /<(?:\/?[a-zA-Z][\w-]*(?:\s+[a-zA-Z_:][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?|!--[\s\S]*?--)>/y
const ENTITY = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]+));/y
const PUNCTUATION = /[\p{P}\p{S}]/u

/** Reads the inline part of Markdown: the text of a paragraph, a heading or a cell. */
export function parseInlines(text: string, definitions: Definitions): Inline[] {
  const nodes: Inline[] = []
  const delimiters: Delimiter[] = []
  const brackets: {
    index: number
    at: number
    image: boolean
    delimiters: number
    active: boolean
  }[] = []
  let at = 0
  /** The text that grows; brackets and runs of marks stay apart from it. */
  let open: Inline | null = null
  const addText = (value: string) => {
    const last = nodes.at(-1)
    if (last?.type === 'text' && last === open) last.text += value
    else {
      open = { type: 'text', text: value }
      nodes.push(open)
    }
  }
  while (at < text.length) {
    const character = text[at] ?? ''
    if (character === '\\') {
      const next = text[at + 1] ?? ''
      if (next === '\n') nodes.push({ type: 'break' })
      else addText(/[!-/:-@[-`{-~]/.test(next) ? next : `\\${next}`)
      at += 2
      if (next === '\n') at += /^ */.exec(text.slice(at))?.[0].length ?? 0
    } else if (character === '`') {
      const run = /^`+/.exec(text.slice(at))?.[0] ?? '`'
      const end = codeEnd(text, at + run.length, run.length)
      if (end === -1) addText(run)
      else nodes.push({ type: 'code', text: codeText(text.slice(at + run.length, end)) })
      at = end === -1 ? at + run.length : end + run.length
    } else if (character === '*' || character === '_' || character === '~') {
      at = addDelimiter(text, at, nodes, delimiters)
    } else if (character === '[' || (character === '!' && text[at + 1] === '[')) {
      const image = character === '!'
      brackets.push({
        index: nodes.length,
        at: at + (image ? 2 : 1),
        image,
        delimiters: delimiters.length,
        active: true,
      })
      nodes.push({ type: 'text', text: image ? '![' : '[' })
      at += image ? 2 : 1
    } else if (character === ']') {
      at = closeBracket(at)
    } else if (character === '<') {
      const link = matchAt(AUTOLINK, text, at)
      const html = link === null ? matchAt(HTML, text, at) : null
      if (link !== null) {
        const target = link[1] ?? ''
        nodes.push({ type: 'link', url: target, children: [{ type: 'text', text: target }] })
      } else if (html !== null) nodes.push({ type: 'html', text: html[0] })
      else addText('<')
      at += (link ?? html)?.[0].length ?? 1
    } else if (character === '&') {
      const entity = matchAt(ENTITY, text, at)
      addText(entity === null ? '&' : decodeEntity(entity))
      at += entity?.[0].length ?? 1
    } else if (character === '\n') {
      const last = nodes.at(-1)
      const hard = last?.type === 'text' && / {2,}$/.test(last.text)
      if (last?.type === 'text') last.text = last.text.replace(/ +$/, '')
      if (hard) nodes.push({ type: 'break' })
      else addText('\n')
      at++
      while (text[at] === ' ') at++
    } else {
      const plain = /^[^\\`*_~![\]<&\n]+/.exec(text.slice(at))?.[0] ?? character
      addText(plain)
      at += plain.length
    }
  }
  resolveEmphasis(nodes, delimiters, 0)
  return tidy(nodes)

  function closeBracket(position: number): number {
    const bracket = brackets.pop()
    if (bracket === undefined || !bracket.active) {
      addText(']')
      return position + 1
    }
    const target = linkTarget(text, position + 1, text.slice(bracket.at, position), definitions)
    if (target === null) {
      addText(']')
      return position + 1
    }
    resolveEmphasis(nodes, delimiters, bracket.delimiters)
    delimiters.length = bracket.delimiters
    const children = tidy(nodes.splice(bracket.index).slice(1))
    if (bracket.image) {
      nodes.push({ type: 'image', url: target.url, alt: children.map(altText).join('') })
    } else {
      nodes.push({ type: 'link', url: target.url, children })
      for (const outer of brackets) if (!outer.image) outer.active = false
    }
    return target.end
  }
}

function altText(node: Inline): string {
  if (node.type === 'text' || node.type === 'code') return node.text
  if (node.type === 'image') return node.alt
  return 'children' in node ? node.children.map(altText).join('') : ''
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function codeEnd(text: string, from: number, length: number): number {
  for (const found of text.slice(from).matchAll(/`+/g)) {
    if (found[0].length === length) return from + found.index
  }
  return -1
}

function codeText(raw: string): string {
  const text = raw.replaceAll('\n', ' ')
  return /^ .* $/.test(text) && /[^ ]/.test(text) ? text.slice(1, -1) : text
}

function decodeEntity(match: RegExpExecArray): string {
  const code = match[1] === undefined ? Number.parseInt(match[2] ?? 'x', 16) : Number(match[1])
  if (!Number.isNaN(code))
    return code === 0 || code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
  return ENTITIES[match[3] ?? ''] ?? match[0]
}

function addDelimiter(text: string, at: number, nodes: Inline[], delimiters: Delimiter[]): number {
  const mark = text[at] ?? '*'
  let end = at
  while (text[end] === mark) end++
  const before = at === 0 ? ' ' : (Array.from(text.slice(Math.max(0, at - 2), at)).at(-1) ?? ' ')
  const after = end === text.length ? ' ' : String.fromCodePoint(text.codePointAt(end) ?? 32)
  const left =
    !/\s/.test(after) && (!PUNCTUATION.test(after) || /\s/.test(before) || PUNCTUATION.test(before))
  const right =
    !/\s/.test(before) && (!PUNCTUATION.test(before) || /\s/.test(after) || PUNCTUATION.test(after))
  const node = { type: 'text' as const, text: text.slice(at, end) }
  nodes.push(node)
  const count = end - at
  if (mark === '~' && count > 2) return end
  delimiters.push({
    node,
    mark,
    count,
    original: count,
    canOpen: mark === '_' ? left && (!right || PUNCTUATION.test(before)) : left,
    canClose: mark === '_' ? right && (!left || PUNCTUATION.test(after)) : right,
  })
  return end
}

/** CommonMark's "process emphasis": pairs closers with the nearest opener of the same kind. */
function resolveEmphasis(nodes: Inline[], delimiters: Delimiter[], bottom: number): void {
  let index = bottom
  while (index < delimiters.length) {
    const closer = delimiters[index]
    if (closer === undefined || !closer.canClose || closer.count === 0) {
      index++
      continue
    }
    let from = index - 1
    while (from >= bottom && !pairs(delimiters[from], closer)) from--
    const opener = delimiters[from]
    if (from < bottom || opener === undefined) {
      index++
      continue
    }
    const used = closer.mark === '~' ? closer.count : Math.min(2, opener.count, closer.count)
    const start = nodes.indexOf(opener.node)
    const children = tidy(nodes.splice(start + 1, nodes.indexOf(closer.node) - start - 1))
    const type = closer.mark === '~' ? 'strike' : used === 2 ? 'strong' : 'emphasis'
    nodes.splice(start + 1, 0, { type, children })
    for (const side of [opener, closer]) {
      side.count -= used
      side.node.text = side.node.text.slice(used)
    }
    delimiters.splice(from + 1, index - from - 1)
    index = from + 1
    if (opener.count === 0) {
      delimiters.splice(from, 1)
      index--
    }
  }
}

function pairs(opener: Delimiter | undefined, closer: Delimiter): boolean {
  if (opener === undefined || opener.mark !== closer.mark || !opener.canOpen || opener.count === 0)
    return false
  if (closer.mark === '~') return opener.count === closer.count
  // The rule of three: `*a**b*` is no strong text.
  const both = opener.canClose || closer.canOpen
  return !(
    both &&
    (opener.original + closer.original) % 3 === 0 &&
    (opener.original % 3 !== 0 || closer.original % 3 !== 0)
  )
}

/** Empty text is dropped, neighbouring text joined. */
function tidy(nodes: Inline[]): Inline[] {
  const result: Inline[] = []
  for (const node of nodes) {
    const last = result.at(-1)
    if (node.type === 'text' && node.text === '') continue
    if (node.type === 'text' && last?.type === 'text')
      result[result.length - 1] = { type: 'text', text: last.text + node.text }
    else result.push(node)
  }
  return result
}

/** `(url "title")`, `[label]`, `[]` or nothing, after the closing bracket. */
function linkTarget(
  text: string,
  at: number,
  label: string,
  definitions: Definitions,
): { url: string; end: number } | null {
  const inline = matchAt(
    /\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*\)/y,
    text,
    at,
  )
  if (inline !== null)
    return { url: unescapeMarks(inline[1] ?? inline[2] ?? ''), end: at + inline[0].length }
  const reference = matchAt(/\[([^\]]*)\]/y, text, at)
  const name = reference?.[1] === undefined || reference[1] === '' ? label : reference[1]
  const url = definitions.get(normalLabel(name))
  return url === undefined ? null : { url, end: at + (reference?.[0].length ?? 0) }
}

export function normalLabel(label: string): string {
  return label.trim().replaceAll(/\s+/g, ' ').toLowerCase()
}

export function unescapeMarks(text: string): string {
  return text.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
}
