import type { Mastery, NextStep, StatusReport } from '../../core/learner/progress.ts'
import {
  componentWords,
  count,
  duration,
  heading,
  type MasteryRow,
  masteryRows,
  painted,
  paragraph,
  thousands,
} from './progress.ts'
import { type Line, LOOKS, line, span } from './spans.ts'
import type { Style } from './style.ts'

/** What to do next, and why. */
export function renderNext(next: NextStep, style: Style): string {
  return painted(nextLines(next, style.width), style)
}

/** `status`, in lines of at most `style.width` columns. */
export function renderStatus(status: StatusReport, style: Style): string {
  const { width } = style
  const lines: Line[] = [heading(`Today, ${status.day}`, width)]
  if (status.clock !== null)
    lines.push(...paragraph(`Warning: ${status.clock}`, width, LOOKS.warning))
  lines.push(...paragraph(dueWords(status.due), width))
  lines.push(...paragraph(streakWords(status), width))
  lines.push(...paragraph(todayWords(status), width))
  lines.push([], ...nextLines(status.next, width))
  if (status.struggle !== null) {
    lines.push([], ...paragraph(status.struggle.offer, width))
    lines.push(line(span(status.struggle.command, LOOKS.accent)))
  }
  for (const { title, item, since } of status.inProgress)
    lines.push(...paragraph(`In progress since ${since}: ${title} (${item})`, width, LOOKS.quiet))
  lines.push(...courseLines(status, width))
  lines.push([], ...paragraph(privacyWords(status), width, LOOKS.quiet))
  return painted(lines, style)
}

function nextLines(next: NextStep, width: number): Line[] {
  const title = next.title === '' ? next.action : next.title
  return [
    ...paragraph(`Next: ${title}`, width, LOOKS.strong),
    ...paragraph(next.reason, width),
    ...paragraph(next.command, width, LOOKS.accent),
  ]
}

function dueWords({ cards, questions, overdue, repeats, newLeft }: StatusReport['due']): string {
  const due = [
    cards > 0 ? count(cards, 'card') : '',
    questions > 0 ? count(questions, 'question') : '',
  ].filter((text) => text !== '')
  const words = due.length === 0 ? 'Nothing is due' : `Due: ${due.join(' and ')}`
  const late = overdue > 0 ? `, ${thousands(overdue)} of them since before today` : ''
  const again = repeats > 0 ? `; ${repeats} to look at again today` : ''
  return `${words}${late}${again}. Room for ${count(newLeft, 'new card')} today.`
}

/** The streak in a sentence. */
export function streakWords({ streak }: StatusReport): string {
  if (streak.days === 0)
    return streak.last === null
      ? 'No streak yet: it begins with the first thing you learn.'
      : `No streak now; the last day was ${streak.last}, the longest streak ${count(streak.longest, 'day')}.`
  const today = streak.today ? 'today counts' : 'learn something today to keep it'
  return `Streak: ${count(streak.days, 'day')} (${today}); longest ${streak.longest}.`
}

/** What was done today, in a sentence. */
export function todayWords({ today }: StatusReport): string {
  const parts = [
    [today.lessons, 'lesson'],
    [today.questions, 'question'],
    [today.reviews, 'review'],
    [today.checks + today.submissions, 'run'],
  ] as const
  const done = parts.filter(([n]) => n > 0).map(([n, word]) => count(n, word))
  if (done.length === 0) return 'Nothing learned yet today.'
  const passed = today.passed > 0 ? `, ${count(today.passed, 'exercise')} passed` : ''
  return `Learned today: ${done.join(', ')}${passed}; ${duration(today.seconds)}.`
}

type CourseStatus = StatusReport['courses'][number]

/** Whether anything was earned in it: consistency alone comes from elsewhere. */
export function isEarned({ components }: Mastery): boolean {
  return [components.exercises, components.quizzes, components.quality].some(
    (one) => (one ?? 0) > 0,
  )
}

/** Mastery of the courses that were begun; the others in one line, because bars at nothing tell nothing. */
export function courseLines(status: StatusReport, width: number): Line[] {
  const isBegun = ({ done, mastery }: CourseStatus) => done > 0 || isEarned(mastery)
  const lines = status.courses
    .filter(isBegun)
    .flatMap((course) => [
      [],
      ...masteryRows([courseRow(course), ...course.units.map(unitRow)], width),
      ...paragraph(componentWords(course.mastery), width, LOOKS.quiet, 2),
    ])
  const fresh = status.courses.filter((course) => !isBegun(course))
  const names = fresh.map(({ title, items }) => `${title} (${count(items, 'item')})`).join(', ')
  if (fresh.length > 0) lines.push([], ...paragraph(`Not begun yet: ${names}`, width))
  return lines
}

function courseRow({ title, mastery, done, items }: CourseStatus): MasteryRow {
  return { title, mastery, note: `${done} of ${items} done` }
}

function unitRow({ title, mastery, done, items }: CourseStatus['units'][number]): MasteryRow {
  return { title, mastery, note: `${done} of ${items} done`, indent: 2 }
}

/** What leaves this machine, in a sentence. */
export function privacyWords({ privacy: { model, platform } }: StatusReport): string {
  const out = [
    model === null ? '' : `code and questions go to the model ${model}`,
    platform === null ? '' : `progress is synced with ${platform}`,
  ].filter((text) => text !== '')
  return out.length === 0
    ? 'Nothing leaves this machine: no model and no platform is configured.'
    : `What leaves this machine: ${out.join('; ')}.`
}
