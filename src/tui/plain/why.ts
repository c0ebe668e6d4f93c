import type {
  WhyAttempt,
  WhyContribution,
  WhyDate,
  WhyPart,
  WhyReport,
  WhyReview,
  WhySkill,
} from '../../core/review/why-types.ts'
import { count, heading, masteryRows, painted, paragraph } from './progress.ts'
import { type Line, LOOKS } from './spans.ts'
import type { Style } from './style.ts'

/** The arithmetic behind a date and a percentage. */
export function renderWhy(why: WhyReport, style: Style): string {
  const { width } = style
  const lines: Line[] = [
    heading(why.title, width),
    ...paragraph(`${why.kind} ${why.id} of ${why.courseTitle}`, width, LOOKS.quiet),
  ]
  if (why.date !== null) lines.push([], ...dateLines(why.date, width))
  if (why.parts.length > 0) lines.push([], ...partLines(why.parts, width))
  if (why.attempts.length > 0) lines.push([], ...attemptLines(why.attempts, width))
  for (const skill of why.skills) lines.push([], ...skillLines(skill, width))
  if (why.skills.length === 0 && why.date === null)
    lines.push([], ...paragraph('No skill stands behind it.', width))
  return painted(lines, style)
}

/** The same for the review screen: its date only, as plain text. */
export function whyDateText(date: WhyDate, width: number): string {
  return painted(dateLines(date, width), { width, color: false } as Style)
}

function dateLines(date: WhyDate, width: number): Line[] {
  const lines = [heading('Its date', width)]
  if (date.due === null || date.interval === null)
    lines.push(...paragraph('It was never reviewed, so it has no date.', width))
  for (const review of date.reviews) lines.push(...reviewLines(review, width))
  if (date.due !== null && date.interval !== null)
    lines.push(
      ...paragraph(
        `Due on ${date.due}: ${count(date.interval, 'day')} after the last review that counted. EF ${date.easiness?.toFixed(2)}, scheduler ${date.scheduler}.`,
        width,
      ),
    )
  if (date.recall !== null)
    lines.push(
      ...paragraph(
        `Expected recall today: ${Math.round(date.recall * 100)} %. ${date.assumption}`,
        width,
        LOOKS.quiet,
      ),
    )
  if (date.repeatOn !== null)
    lines.push(
      ...paragraph(`A grade below 4 on ${date.repeatOn}: it was to be repeated that day.`, width),
    )
  if (date.suspended) lines.push(...paragraph('It is suspended: it is not shown.', width))
  if (date.buriedUntil !== null)
    lines.push(...paragraph(`It is buried: not shown before ${date.buriedUntil}.`, width))
  return lines
}

function reviewLines({ day, grade, counts, arithmetic, due }: WhyReview, width: number): Line[] {
  const what = counts ? `grade ${grade}, next on ${due}` : `grade ${grade}, a repeat`
  return [
    ...paragraph(`${day}: ${what}`, width),
    ...arithmetic.flatMap((row) => paragraph(row, width, LOOKS.quiet, 2)),
  ]
}

const SHOWN_PARTS = 30

function partLines(parts: readonly WhyPart[], width: number): Line[] {
  const lines = [heading('Scheduled', width)]
  for (const { id, due, interval, easiness, reviews, lapses } of parts.slice(0, SHOWN_PARTS))
    lines.push(
      ...paragraph(
        `${due}  ${id}: interval ${count(interval, 'day')}, EF ${easiness.toFixed(2)}, ${count(reviews, 'review')}, ${count(lapses, 'lapse')}`,
        width,
      ),
    )
  if (parts.length > SHOWN_PARTS)
    lines.push(...paragraph(`… and ${parts.length - SHOWN_PARTS} more (all with --json).`, width))
  return lines
}

function attemptLines(attempts: readonly WhyAttempt[], width: number): Line[] {
  return [
    heading('Attempts', width),
    ...attempts.flatMap(({ day, score, accepted, unaided, quality }) =>
      paragraph(
        `${day}: ${score.toFixed(1)} % (${accepted ? 'passed' : 'not passed'}, ${unaided ? 'unaided' : 'with help'})${quality === null ? '' : `, code quality ${quality.toFixed(0)}`}`,
        width,
      ),
    ),
  ]
}

function skillLines(skill: WhySkill, width: number): Line[] {
  const { mastery, streakDays } = skill
  const lines = [
    heading(`Skill: ${skill.title}`, width),
    ...masteryRows([{ title: skill.skill, mastery }], width),
    ...paragraph(skill.formula, width),
  ]
  const add = (name: string, items: WhyContribution[] | null, none: string) => {
    if (items === null)
      lines.push(...paragraph(`${name}: left out, there are none`, width, LOOKS.quiet))
    else if (items.length === 0) lines.push(...paragraph(`${name}: ${none}`, width))
    else {
      const sum = items.reduce((total, item) => total + (item.score ?? 0), 0)
      const scores = items.map((item) => (item.score ?? 0).toFixed(1)).join(' + ')
      const mean = (sum / items.length).toFixed(1)
      lines.push(...paragraph(`${name}: (${scores}) ÷ ${items.length} = ${mean}`, width))
      for (const item of items) lines.push(...paragraph(contribution(item), width, LOOKS.quiet, 2))
    }
  }
  add('exercises', skill.exercises, 'none')
  add('quizzes', skill.quizzes, 'none')
  add('code quality', skill.quality, 'nothing solved yet, counts 0')
  if (streakDays !== null)
    lines.push(
      ...paragraph(
        `consistency: 100 × min(${streakDays}, 7) ÷ 7 = ${((100 * streakDays) / 7).toFixed(1)}`,
        width,
      ),
    )
  lines.push(...paragraph(`unaided: ${Math.round(mastery.unaided)} % of what was earned`, width))
  return lines
}

function contribution({ item, title, score, unaided, day }: WhyContribution): string {
  if (score === null) return `${title} (${item}): not attempted, counts 0`
  const alone = unaided === null || unaided === score ? '' : `, ${unaided.toFixed(1)} of it unaided`
  return `${title} (${item}): ${score.toFixed(1)}${alone}${day === null ? '' : `, on ${day}`}`
}
