import type { Locate } from '../source-map.ts'

/** A text with pieces put into it and pieces replaced, where lines stay the lines they were. */
export class Edits {
  private readonly source: string
  private readonly opened = new Map<number, string>()
  private readonly closed = new Map<number, string>()
  private readonly replaced = new Map<number, { end: number; text: string }>()

  constructor(source: string) {
    this.source = source
  }

  /** Puts a text before what starts here: what encloses more is told first. */
  open(at: number, text: string): void {
    this.opened.set(at, (this.opened.get(at) ?? '') + text)
  }

  /** Puts a text after what ends here: what encloses less is told first. */
  close(at: number, text: string): void {
    this.closed.set(at, (this.closed.get(at) ?? '') + text)
  }

  /** Replaces a piece in which nothing else is edited; its line breaks are kept. */
  replace(start: number, end: number, text: string): void {
    const breaks = this.source.slice(start, end).match(/\r\n|[\n\r\u2028\u2029]/g) ?? []
    this.replaced.set(start, { end, text: text + breaks.join('') })
  }

  /** The text, and what finds a place in it in the source. */
  finish(): { text: string; locate: Locate } {
    const places = new Set([...this.opened.keys(), ...this.closed.keys(), ...this.replaced.keys()])
    const parts: string[] = []
    const kept: Piece[] = []
    let length = 0
    let from = 0
    const put = (text: string) => {
      parts.push(text)
      length += text.length
    }
    const keep = (to: number) => {
      kept.push({ output: length, source: from })
      put(this.source.slice(from, to))
      from = to
    }
    for (const at of [...places].sort((a, b) => a - b)) {
      keep(at)
      put((this.closed.get(at) ?? '') + (this.opened.get(at) ?? ''))
      const replaced = this.replaced.get(at)
      if (replaced === undefined) continue
      put(replaced.text)
      from = replaced.end
    }
    keep(this.source.length)
    const text = parts.join('')
    return { text, locate: locateIn(text, this.source, kept) }
  }
}

/** Where a piece of the source starts in the output. */
interface Piece {
  output: number
  source: number
}

function locateIn(text: string, source: string, kept: readonly Piece[]): Locate {
  const outputLines = new Lines(text)
  const sourceLines = new Lines(source)
  return (line, column) => {
    const offset = outputLines.start(line) + column - 1
    const index = lastAtMost(kept, offset, ({ output }) => output)
    const piece = kept[index]
    if (piece === undefined) return null
    const next = kept[index + 1]?.source ?? source.length
    return sourceLines.place(Math.min(piece.source + offset - piece.output, next))
  }
}

/** Lines of a text as V8 counts them, from 1. */
export class Lines {
  private readonly starts: number[] = [0]

  constructor(text: string) {
    for (const { 0: end, index } of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g))
      this.starts.push(index + end.length)
  }

  start(line: number): number {
    return this.starts[line - 1] ?? 0
  }

  /** Line and column of an offset, from 1. */
  place(offset: number): { line: number; column: number } {
    const index = lastAtMost(this.starts, offset, (start) => start)
    return { line: index + 1, column: offset - (this.starts[index] ?? 0) + 1 }
  }
}

/** Index of the last item of a sorted list whose key is not above `most`; 0 when there is none. */
function lastAtMost<T>(list: readonly T[], most: number, key: (item: T) => number): number {
  let low = 0
  let high = list.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (key(list[middle] as T) <= most) low = middle
    else high = middle - 1
  }
  return low
}
