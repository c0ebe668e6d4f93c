import type { LevelName, Mastery } from '../../core/learner/progress.ts'
import { bar, cutText, textWidth, wrapLine } from './layout.ts'
import { type Line, LOOKS, type Look, line, paint, span } from './spans.ts'
import type { Style } from './style.ts'

/** Words, bars and numbers that status, stats and why share. */

export const LEVEL_LOOKS: Record<LevelName, Look> = {
  Beginner: { color: 'red' },
  Learning: { color: 'yellow' },
  Proficient: { color: 'green' },
  Mastered: { color: 'blue' },
}

/** `45 s`, `12 min`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`
}

/** `1 card`, `2 cards`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${thousands(n)} ${n === 1 ? one : many}`
}

/** `12,345`. By hand: the first use of a locale costs as much as a third of starting Node. */
export function thousands(n: number): string {
  return String(n).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
}

/** A text broken into lines, with an indent that counts. */
export function paragraph(text: string, width: number, look?: Look, indent = 0): Line[] {
  const before = line(' '.repeat(Math.min(indent, Math.max(0, width - 10))))
  return wrapLine(line(span(text, look)), width, { first: before, rest: before })
}

/** A heading on one line of at most `width` columns. */
export function heading(text: string, width: number): Line {
  return line(span(cutText(text, width), LOOKS.heading))
}

export interface MasteryRow {
  title: string
  mastery: Mastery
  /** After the level: `3 of 12 done`, `1 h 5 min`. */
  note?: string
  indent?: number
}

/** Rows of mastery with aligned bars; on a narrow terminal the bar goes, then the note. */
export function masteryRows(rows: readonly MasteryRow[], width: number): Line[] {
  const indentOf = (row: MasteryRow) => Math.min(row.indent ?? 0, width < 30 ? 0 : 4)
  const longest = Math.max(0, ...rows.map((row) => textWidth(row.title) + indentOf(row)))
  const noteWidth = Math.max(0, ...rows.map((row) => textWidth(row.note ?? '')))
  const level = '100 % Proficient'.length + 1
  const withNote = width >= level + noteWidth + 14
  const fixed = level + (withNote && noteWidth > 0 ? noteWidth + 2 : 0)
  const titleWidth = Math.max(3, Math.min(longest, width - fixed - 1, 40))
  const barWidth = Math.min(24, width - fixed - titleWidth - 2)
  return rows.map((row) => {
    const title = ' '.repeat(indentOf(row)) + row.title
    const { percent, total } = row.mastery
    const measured = row.mastery.components.consistency !== null
    const number = measured ? `${String(percent).padStart(3)} % ` : '    – '
    return line(
      pad(title, titleWidth),
      ' ',
      barWidth >= 6 ? `${bar(total / 100, barWidth)} ` : '',
      number,
      measured
        ? span(pad(row.mastery.level.name, 10), LEVEL_LOOKS[row.mastery.level.name])
        : 'not asked ',
      withNote && row.note ? span(`  ${row.note}`, LOOKS.quiet) : '',
    )
  })
}

/** `exercises 67 · quizzes 80 · code quality 90 · consistency 71; unaided 80 %`. */
export function componentWords({ components, unaided }: Mastery): string {
  const names = [
    ['exercises', components.exercises],
    ['quizzes', components.quizzes],
    ['code quality', components.quality],
    ['consistency', components.consistency],
  ] as const
  const there = names.filter(([, value]) => value !== null)
  const out = names.filter(([, value]) => value === null).map(([name]) => name)
  const words = there.map(([name, value]) => `${name} ${Math.round(value ?? 0)}`).join(' · ')
  const left = out.length === 0 || there.length === 0 ? '' : ` (${out.join(', ')} left out)`
  return there.length === 0
    ? 'No exercise and no quiz asks for it yet.'
    : `${words}${left}; unaided ${Math.round(unaided)} %`
}

function pad(text: string, width: number): string {
  const cut = cutText(text, width)
  return cut + ' '.repeat(Math.max(0, width - textWidth(cut)))
}

export function painted(lines: readonly Line[], style: Style): string {
  return lines.map((row) => paint(trimmed(row), style.color ? 'color' : 'none')).join('\n')
}

/** Without blanks at its end, which nobody sees and everybody copies. */
function trimmed(row: Line): Line {
  const last = row.at(-1)
  if (last === undefined) return row
  const text = last.text.trimEnd()
  return text === '' ? trimmed(row.slice(0, -1)) : [...row.slice(0, -1), { ...last, text }]
}
