import type { Problem } from '../errors.ts'

/** Counts from 1. */
export interface Place {
  line: number
  column: number
}

export const START: Place = { line: 1, column: 1 }

/** An id that the tool can write into the source: `text` goes in at the place. */
export interface MissingId extends Place {
  file: string
  text: string
}

/** Collects all that is wrong with a course, so that its author sees everything at once. */
export class ProblemList {
  readonly all: Problem[] = []
  readonly missingIds: MissingId[] = []

  error(
    file: string,
    place: Place,
    rule: string,
    message: string,
    suggestion?: string | null,
  ): void {
    this.add('error', file, place, rule, message, suggestion)
  }

  warning(
    file: string,
    place: Place,
    rule: string,
    message: string,
    suggestion?: string | null,
  ): void {
    this.add('warning', file, place, rule, message, suggestion)
  }

  get failed(): boolean {
    return this.all.some((problem) => problem.severity === 'error')
  }

  /** By file and place. */
  sorted(): Problem[] {
    return [...this.all].sort(
      (one, other) =>
        compareText(one.file, other.file) || one.line - other.line || one.column - other.column,
    )
  }

  private add(
    severity: Problem['severity'],
    file: string,
    place: Place,
    rule: string,
    message: string,
    suggestion?: string | null,
  ): void {
    const { line, column } = place
    const problem: Problem = { file, line, column, severity, rule, message }
    if (suggestion !== undefined && suggestion !== null) problem.suggestion = suggestion
    this.all.push(problem)
  }
}

/** Where a problem is reported: one file, and its text for places by offset. */
export class SourceFileView {
  readonly path: string
  readonly text: string
  readonly problems: ProblemList
  private lineStarts: number[] | null = null

  constructor(path: string, text: string, problems: ProblemList) {
    this.path = path
    this.text = text
    this.problems = problems
  }

  error(place: Place, rule: string, message: string, suggestion?: string | null): void {
    this.problems.error(this.path, place, rule, message, suggestion)
  }

  warning(place: Place, rule: string, message: string, suggestion?: string | null): void {
    this.problems.warning(this.path, place, rule, message, suggestion)
  }

  /** Reports a missing id, and notes where one can be written. */
  missingId(title: { place: Place; end: Place | null }, slug: string, message: string): void {
    let free = slug
    const taken = (id: string): boolean =>
      this.text.includes(`{#${id}}`) ||
      this.problems.missingIds.some(({ file, text }) => file === this.path && text === ` {#${id}}`)
    for (let count = 2; taken(free); count++) free = `${slug}-${count}`
    if (title.end !== null)
      this.problems.missingIds.push({ file: this.path, ...title.end, text: ` {#${free}}` })
    this.error(title.place, 'missing-id', message, `{#${free}}`)
  }

  /** Line and column of a character, by its index in `text`. */
  at(offset: number): Place {
    this.lineStarts ??= startsOfLines(this.text)
    let low = 0
    let high = this.lineStarts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (this.lineStarts[low] ?? 0) + 1 }
  }
}

function startsOfLines(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** `"a", "b" or "c"`. */
export function listed(words: readonly string[], last = 'or'): string {
  if (words.length <= 1) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}
