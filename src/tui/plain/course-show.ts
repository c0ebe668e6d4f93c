import type { SearchHit } from '../../core/course/library.ts'
import type {
  CourseTally,
  CourseView,
  ItemDetails,
  ItemView,
} from '../../core/course/show-course.ts'
import { countsText } from './course.ts'
import { foldText } from './fold.ts'
import { safeText } from './safe.ts'
import type { Style } from './style.ts'

/** `course show`: courses with their units, and what they count when that was asked. */
export function renderCourses(report: { courses: readonly CourseView[] }, style: Style): string {
  if (report.courses.length === 0)
    return foldText(['The library is empty.', 'Next: mastery course add <folder>'], style)
  return report.courses.map((view) => renderCourse(view, style)).join('\n\n')
}

function renderCourse(view: CourseView, style: Style): string {
  const { chalk } = style
  const { course } = view
  const version = course.version === '' ? '' : `, version ${safeText(course.version)}`
  const lines = [
    `${chalk.bold(safeText(course.title))} (${course.id}${version}, ${safeText(course.licence)})`,
    ...(course.description === '' ? [] : [safeText(course.description)]),
    countsText(course.counts),
  ]
  if (view.counts !== null) return foldText([...lines, ...tallyLines(view.counts)], style)
  for (const unit of view.units) {
    lines.push('', chalk.bold(safeText(unit.title)))
    for (const item of unit.items) lines.push(`  ${itemLine(item, style)}`)
  }
  return foldText(lines, style)
}

function itemLine(item: ItemView, { chalk }: Style): string {
  const facts = [
    item.minutes === null ? '' : `${item.minutes} min`,
    item.difficulty === null ? '' : `difficulty ${item.difficulty}`,
    item.kind === 'quiz' ? `${item.parts} questions` : '',
    item.kind === 'deck' ? `${item.parts} cards` : '',
  ].filter((fact) => fact !== '')
  const about = facts.length === 0 ? '' : chalk.dim(` (${facts.join(', ')})`)
  return `${item.kind.padEnd(8)} ${item.id}  ${safeText(item.title)}${about}`
}

function tallyLines(tally: CourseTally): string[] {
  const list = (counts: Record<string, number>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${count} × ${name}`)
      .join(', ')
  const rows: [string, string][] = [
    ['Units', String(tally.units)],
    ['Skills', String(tally.skills)],
    ['Minutes', String(tally.minutes)],
    ['Questions', list(tally.questionTypes)],
    ['Cards', list(tally.cardTypes)],
    ['Exercises by difficulty', list(tally.difficulties)],
    ['Skills without an exercise', tally.withoutExercise.join(', ')],
  ]
  return rows.filter(([, value]) => value !== '').map(([name, value]) => `  ${name}: ${value}`)
}

/** `course show COURSE/ITEM`: one item and what belongs to it. */
export function renderItem(report: ItemDetails, style: Style): string {
  const { chalk } = style
  const { item, exercise } = report
  const lines = [
    `${chalk.bold(safeText(item.title))} (${item.kind} ${report.course}/${item.id}, revision ${item.revision})`,
    `Skills: ${item.skills.join(', ')}`,
  ]
  if (item.requires.length > 0) lines.push(`Needs first: ${item.requires.join(', ')}`)
  if (item.minutes !== null) lines.push(`Minutes: ${item.minutes}`)
  if (item.pass !== null) lines.push(`Passed with ${Math.round(item.pass * 100)} % of the points`)
  if (exercise !== null)
    lines.push(
      `Difficulty ${item.difficulty} of 5, ${exercise.runner}, files to edit: ${exercise.edit.join(', ')}`,
      `${exercise.visible} visible and ${exercise.hidden} hidden cases, ${exercise.mutants} mutants, ${item.parts} hints`,
      `Limits: ${exercise.seconds} s, ${exercise.memoryMb} MB`,
    )
  if (report.contents.length > 0)
    lines.push('', ...report.contents.map((text) => `  - ${safeText(text)}`))
  if (report.parts.length > 0) lines.push('')
  for (const part of report.parts)
    lines.push(`  ${part.id} ${chalk.dim(`(${part.type})`)} ${safeText(part.text)}`)
  lines.push('', `File: ${safeText(report.file ?? item.path)}`)
  return foldText(lines, style)
}

/** `course search`: what was found, the best first. */
export function renderHits(
  report: { query: string; hits: readonly SearchHit[] },
  style: Style,
): string {
  const { chalk } = style
  if (report.hits.length === 0)
    return foldText(
      [`Nothing found for "${safeText(report.query)}".`, 'Next: try fewer or other words'],
      style,
    )
  const several = new Set(report.hits.map(({ course }) => course)).size > 1
  return report.hits
    .map((hit) => {
      const place = several ? `${hit.course}/${hit.item}` : hit.item
      const heading = hit.heading === '' ? '' : ` › ${safeText(hit.heading)}`
      const text = `${chalk.bold(safeText(hit.title))}${heading} ${chalk.dim(`(${hit.kind} ${place})`)}`
      const excerpt = hit.excerpt === '' ? [] : [`  ${marked(hit.excerpt, style)}`]
      return foldText([text, ...excerpt], style)
    })
    .join('\n')
}

/** Matches stand between U+0002 and U+0003. */
function marked(excerpt: string, { chalk }: Style): string {
  return excerpt
    .split('\u0002')
    .map((piece, index) => {
      if (index === 0) return safeText(piece)
      const [match = '', rest = ''] = piece.split('\u0003')
      return chalk.yellow.bold(safeText(match)) + safeText(rest)
    })
    .join('')
}
