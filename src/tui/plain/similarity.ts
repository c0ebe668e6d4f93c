import type { SimilarityReport, SimilarPair } from '../../core/grading/similarity/model.ts'
import {
  HISTORY_WARNING,
  linesWords,
  measureWords,
  pairsWords,
  percent,
  rareWords,
  sourceWords,
  usualWords,
  WARNING,
  who,
} from '../../core/grading/similarity/words.ts'
import { cutText, textWidth, wrapLine } from './layout.ts'
import { heading, painted, paragraph } from './progress.ts'
import { safeText } from './safe.ts'
import { type Line, LOOKS, line, span } from './spans.ts'
import type { Style } from './style.ts'

/** Without `verbose`, so many pairs, fragments of each, and submissions left out are shown. */
const BRIEF = { pairs: 20, fragments: 3, leftOut: 5 }

/** Which submissions share code: a table, the lines of each pair, and what it does not mean. */
export function renderSimilarity(
  report: SimilarityReport,
  style: Style,
  { verbose = false }: { verbose?: boolean } = {},
): string {
  const { width } = style
  const { exercise, usual, measure, pairs } = report
  const lines: Line[] = [heading(safeText(exercise.title), width)]
  lines.push(...paragraph(pairsWords(report), width))
  if (usual !== null) lines.push(...paragraph(usualWords(usual), width, LOOKS.quiet))
  const shown = verbose ? pairs : pairs.slice(0, BRIEF.pairs)
  for (const [index, pair] of shown.entries())
    lines.push([], ...pairLines(pair, index, report, width, verbose))
  const hidden = pairs.length - shown.length
  if (hidden > 0)
    lines.push([], ...paragraph(`${hidden} more pairs: --verbose or --html FILE`, width))
  for (const group of report.groups)
    lines.push([], ...paragraph(safeText(`Hang together: ${group.join(', ')}`), width))
  lines.push(...historyLines(report, width))
  lines.push(...leftOutLines(report, width, verbose))
  lines.push([], ...paragraph(measureWords(measure), width, LOOKS.quiet))
  if (pairs.length > 0) lines.push([], ...paragraph(WARNING, width, LOOKS.warning))
  return painted(lines, style)
}

function pairLines(
  pair: SimilarPair,
  index: number,
  { usual }: SimilarityReport,
  width: number,
  verbose: boolean,
): Line[] {
  const { left, right, similarity, fragments } = pair
  const share = percent(similarity)
  const number = `${index + 1}. `
  const names = safeText(`${who(left)} and ${who(right)}`)
  const room = width - textWidth(number) - textWidth(share) - 2
  const head = line(
    number,
    span(cutText(names, room), LOOKS.strong),
    ' '.repeat(Math.max(2, room + 2 - textWidth(cutText(names, room)))),
    share,
  )
  const indented = { first: line('   '), rest: line('   ') }
  const each = `${percent(left.share)} of the first and ${percent(right.share)} of the second, ${left.sharedLines} of ${left.lines} and ${right.sharedLines} of ${right.lines} lines; ${rareWords(pair, usual)}.`
  const rows = [head, ...wrapLine(line(each), width, indented)]
  const files = new Set(fragments.flatMap((one) => [one.left.file, one.right.file]))
  const shown = verbose ? fragments : fragments.slice(0, BRIEF.fragments)
  for (const fragment of shown) {
    const [one, other] = [fragment.left, fragment.right].map((range) =>
      linesWords(range, files.size > 1),
    )
    const words = safeText(`${one} and ${other} (${fragment.tokens} tokens)`)
    rows.push(...wrapLine(line(span(words, LOOKS.quiet)), width, indented))
  }
  const more = fragments.length - shown.length
  if (more > 0)
    rows.push(line('   ', span(`and ${more} shorter ${more === 1 ? 'one' : 'ones'}`, LOOKS.quiet)))
  return rows
}

function historyLines({ histories }: SimilarityReport, width: number): Line[] {
  const told = histories.filter(({ notes }) => notes.length > 0)
  if (told.length === 0) return []
  const lines: Line[] = [[], heading('What histories show', width)]
  for (const history of told) {
    const head = `${who(history)}, ${sourceWords(history)}:`
    lines.push(...paragraph(safeText(head), width))
    for (const { text } of history.notes)
      lines.push(...wrapLine(line(text), width, { first: line('  - '), rest: line('    ') }))
  }
  return [...lines, ...paragraph(HISTORY_WARNING, width, LOOKS.warning)]
}

function leftOutLines({ leftOut }: SimilarityReport, width: number, verbose: boolean): Line[] {
  if (leftOut.length === 0) return []
  const shown = verbose ? leftOut : leftOut.slice(0, BRIEF.leftOut)
  const lines: Line[] = [[], heading(`Not compared: ${leftOut.length}`, width)]
  for (const one of shown)
    lines.push(...paragraph(safeText(`${who(one)} ${one.reason}.`), width, LOOKS.quiet, 2))
  const more = leftOut.length - shown.length
  if (more > 0) lines.push(...paragraph(`and ${more} more: --verbose`, width, LOOKS.quiet, 2))
  return lines
}
