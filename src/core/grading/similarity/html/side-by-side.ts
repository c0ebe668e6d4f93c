import type { SubmittedFile } from '../../submission.ts'
import type { LineRange, SimilarPair } from '../model.ts'
import { linesWords, percent, who } from '../words.ts'
import { escaped } from './escape.ts'

/** A list longer than that is read by nobody; the marked lines show the rest. */
const MOST_LISTED = 20
/** Of a longer file only lines around what is shared are shown, so that a page stays one that a browser opens. */
const WHOLE_LINES = 600
const AROUND = 5

/** The fragments of a pair as a list, and both programs with the shared lines marked and numbered by fragment. */
export function* sideBySide(
  { left, right, fragments }: SimilarPair,
  index: number,
  filesOf: (submission: string) => readonly SubmittedFile[],
): IterableIterator<string> {
  const sides = [
    { side: left, key: 'left' as const, files: filesOf(left.submission) },
    { side: right, key: 'right' as const, files: filesOf(right.submission) },
  ]
  const named = sides.some(({ files }) => files.length > 1)
  const items = fragments.slice(0, MOST_LISTED).map((fragment, at) => {
    const link = (key: 'left' | 'right') =>
      `<a href="#p${index + 1}-${key}-${at + 1}">${escaped(linesWords(fragment[key], named))}</a>`
    return `<li>${link('left')} and ${link('right')}, ${fragment.tokens} tokens</li>`
  })
  const more =
    fragments.length > MOST_LISTED
      ? `<p>${fragments.length - MOST_LISTED} shorter ones are marked below.</p>`
      : ''
  yield `<ol>\n${items.join('\n')}\n</ol>\n${more}<div class="sides">\n`
  for (const { side, key, files } of sides) {
    yield `<div>
<h3>${escaped(who(side))}</h3>
<p>${escaped(percent(side.share))} of it is in the other; ${side.sharedLines} of ${side.lines} lines.</p>
`
    const ranges = fragments.map((fragment) => fragment[key])
    for (const file of files) yield programOf(file, ranges, named, `p${index + 1}-${key}`)
    yield '</div>\n'
  }
  yield '</div>\n'
}

function programOf(
  { path, text }: SubmittedFile,
  ranges: readonly LineRange[],
  named: boolean,
  id: string,
): string {
  /** Number of the fragment on each line; where two meet, the first. */
  const marks = new Map<number, number>()
  ranges.forEach(({ file, from, to }, index) => {
    if (file !== path) return
    for (let line = from; line <= to; line++) if (!marks.has(line)) marks.set(line, index + 1)
  })
  if (named && marks.size === 0) return ''
  const lines = text.split(/\r\n|\n/)
  const seen = new Set<number>()
  const rows: string[] = []
  lines.forEach((row, at) => {
    const line = at + 1
    if (lines.length > WHOLE_LINES && !isNear(marks, line)) {
      if (isNear(marks, line - 1) || line === 1) rows.push('<span class="row">…\n</span>')
      return
    }
    const mark = marks.get(line)
    const anchor = mark === undefined || seen.has(mark) ? '' : ` id="${id}-${mark}"`
    if (mark !== undefined) seen.add(mark)
    const number = `<span class="n">${mark === undefined ? line : `${line} [${mark}]`}</span>`
    rows.push(
      `<span class="row${mark === undefined ? '' : ' shared'}"${anchor}>${number} ${escaped(row)}\n</span>`,
    )
  })
  const head = named ? `<h4>${escaped(path)}</h4>\n` : ''
  return `${head}<pre tabindex="0" aria-label="${escaped(path)}">${rows.join('')}</pre>\n`
}

function isNear(marks: ReadonlyMap<number, number>, line: number): boolean {
  for (let at = line - AROUND; at <= line + AROUND; at++) if (marks.has(at)) return true
  return false
}
