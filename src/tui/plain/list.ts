import type { ListReport } from '../../core/learner/list.ts'
import type { OutlineRow } from '../../core/learner/progress.ts'
import { cutText, textWidth } from './layout.ts'
import { count, heading, painted, paragraph } from './progress.ts'
import { type Line, LOOKS, type Look, line, span } from './spans.ts'
import type { Style } from './style.ts'

/** A sign and a word for each state; the word alone says it all. */
const STATES: Record<OutlineRow['state'], { sign: string; look: Look }> = {
  done: { sign: '✓', look: LOOKS.good },
  open: { sign: '▸', look: LOOKS.warning },
  new: { sign: '·', look: {} },
  locked: { sign: '-', look: LOOKS.quiet },
}

/**
 * The outline by course and unit.
 * @param options.needs also what it takes to unlock what is locked: much to read for who has just begun
 */
export function renderList(
  list: ListReport,
  style: Style,
  options: { needs?: boolean } = {},
): string {
  const { width } = style
  const { needs = false } = options
  const longestId = Math.min(28, Math.max(0, ...list.rows.map((row) => textWidth(row.item))))
  const lines: Line[] = []
  let unit = ''
  for (const row of list.rows) {
    const key = `${row.course}/${row.unit}`
    if (key !== unit) {
      if (unit !== '') lines.push([])
      lines.push(heading(`${list.courses[row.course] ?? row.course} › ${row.unitTitle}`, width))
    }
    unit = key
    lines.push(...rowLines(row, { longestId, width, needs }))
  }
  if (list.rows.length === 0)
    lines.push(
      ...paragraph(
        list.of === 0
          ? 'No course is installed. Add one: mastery course add PATH'
          : `None of ${count(list.of, 'item')} matches.`,
        width,
      ),
    )
  const locked = list.rows.filter((row) => row.missing.length > 0)
  if (!needs && locked.length > 0) {
    const words = `${count(locked.length, 'item')} locked. What each needs: mastery list --state locked`
    lines.push([], ...paragraph(words, width, LOOKS.quiet))
  }
  return painted(lines, style)
}

function rowLines(
  row: OutlineRow,
  { longestId, width, needs }: { longestId: number; width: number; needs: boolean },
): Line[] {
  const { sign, look } = STATES[row.state]
  const state = span(`${sign} ${row.state.padEnd(6)}`, look)
  const score = row.score === null ? '' : `${Math.round(row.score)} %`
  const after =
    needs && row.missing.length > 0
      ? paragraph(`needs ${row.missing.join(', ')}`, width, LOOKS.quiet, 9)
      : []
  if (width < 60)
    return [
      line(state, ` ${cutText(row.title, width - 9)}`),
      line(
        '         ',
        span(cutText(`${row.kind} ${row.item} ${score}`.trimEnd(), width - 9), LOOKS.quiet),
      ),
      ...after,
    ]
  const titleWidth = width - 8 - 10 - longestId - 2 - 7
  return [
    line(
      state,
      ` ${row.kind.padEnd(9)}`,
      pad(row.item, longestId),
      '  ',
      span(pad(row.title, titleWidth), row.state === 'locked' ? LOOKS.quiet : undefined),
      score.padStart(7),
    ),
    ...after,
  ]
}

function pad(text: string, width: number): string {
  const cut = cutText(text, width)
  return cut + ' '.repeat(Math.max(0, width - textWidth(cut)))
}
