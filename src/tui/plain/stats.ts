import { addDays } from '../../core/events/clock.ts'
import type { DayActivity, StatsReport } from '../../core/learner/progress.ts'
import { bar } from './layout.ts'
import {
  componentWords,
  count,
  duration,
  heading,
  type MasteryRow,
  masteryRows,
  painted,
  paragraph,
} from './progress.ts'
import { type Line, LOOKS, line, span } from './spans.ts'
import { isEarned } from './status.ts'
import type { Style } from './style.ts'

/** `stats`, in lines of at most `style.width` columns. */
export function renderStats(stats: StatsReport, style: Style): string {
  const { width } = style
  const { seconds, streak } = stats
  const lines: Line[] = [heading('Time', width)]
  lines.push(
    ...paragraph(
      `${duration(seconds.total)} in all, ${duration(seconds.week)} in the last 7 days, ${duration(seconds.today)} today.`,
      width,
    ),
    ...paragraph(
      `Streak: ${count(streak.days, 'day')}; longest ${count(streak.longest, 'day')}.`,
      width,
    ),
    [],
    heading('Days', width),
    ...heatMap(stats, width),
    [],
    heading('Reviews to come', width),
    ...forecastLines(stats, width),
    [],
    heading('Recall', width),
    ...paragraph(retentionWords(stats), width),
  )
  const isBegun = (course: StatsReport['courses'][number]) =>
    course.seconds > 0 || isEarned(course.mastery)
  const begun = stats.courses.filter(isBegun)
  for (const course of begun) lines.push([], ...courseLines(course, width))
  const fresh = stats.courses.filter((course) => !isBegun(course)).map(({ title }) => title)
  if (fresh.length > 0) lines.push([], ...paragraph(`Not begun yet: ${fresh.join(', ')}`, width))
  return painted(lines, style)
}

/** From this many minutes on; the first is any learning at all. */
const SHADES: [minutes: number, sign: string][] = [
  [60, '█'],
  [30, '▓'],
  [10, '▒'],
  [0, '░'],
]
const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** Weeks as columns, Monday on top, as many as fit; the latest on the right. */
function heatMap(stats: Pick<StatsReport, 'days' | 'day'>, width: number): Line[] {
  const weeks = Math.max(1, Math.min(53, Math.floor((width - 3) / 2)))
  const byDay = new Map(stats.days.map((day) => [day.day, day]))
  const todayAt = weekday(stats.day)
  const first = addDays(stats.day, -todayAt - 7 * (weeks - 1))
  const oldest = stats.days[0]?.day ?? stats.day
  const rows = DAYS.map((name, at) => {
    const cells = Array.from({ length: weeks }, (_, week) => {
      const day = addDays(first, week * 7 + at)
      return day > stats.day || day < oldest ? ' ' : shade(byDay.get(day))
    })
    return line(span(`${name} `, LOOKS.quiet), span(cells.join(' '), LOOKS.good))
  })
  const active = stats.days.filter((day) => byDay.has(day.day) && isActive(day)).length
  return [
    line(span(monthRow(first, weeks, width), LOOKS.quiet)),
    ...rows,
    ...paragraph('· none  ░ some  ▒ 10 min  ▓ 30 min  █ 1 h and more', width, LOOKS.quiet),
    ...paragraph(`${count(active, 'day')} with learning of ${stats.days.length}.`, width),
  ]
}

function monthRow(first: string, weeks: number, width: number): string {
  let row = '   '
  let last = ''
  for (let week = 0; week < weeks; week++) {
    const month = addDays(first, week * 7 + 6).slice(0, 7)
    const at = 3 + week * 2
    if (month !== last && at >= row.length && at + 3 <= width)
      row = row.padEnd(at) + (MONTHS[Number(month.slice(5)) - 1] ?? '')
    last = month
  }
  return row
}

function shade(day: DayActivity | undefined): string {
  if (day === undefined || !isActive(day)) return '·'
  return SHADES.find(([minutes]) => day.seconds >= minutes * 60)?.[1] ?? '░'
}

function isActive(day: DayActivity): boolean {
  return day.lessons + day.questions + day.reviews + day.checks + day.submissions > 0
}

const SHOWN_DAYS = 14

function forecastLines({ forecast }: StatsReport, width: number): Line[] {
  if (forecast.every(({ due }) => due === 0))
    return paragraph(`None in the next ${forecast.length} days.`, width)
  const shown = forecast.slice(0, SHOWN_DAYS)
  const most = Math.max(1, ...shown.map(({ due }) => due))
  const digits = Math.max(...shown.map(({ due }) => String(due).length), 1)
  const label = width >= 30 ? 13 : 5
  const room = Math.min(60, width - label - digits - 2)
  const lines = shown.map(({ day, due }, at) => {
    const name = `${DAYS[weekday(day)]} ${width >= 30 ? day : day.slice(8)}`
    const plot = room >= 3 && due > 0 ? bar(due / most, room).replaceAll('░', '') : ''
    return line(
      span(name.padEnd(label), LOOKS.quiet),
      ` ${String(due).padStart(digits)} `,
      span(plot, at === 0 ? LOOKS.warning : LOOKS.accent),
    )
  })
  const sum = forecast.reduce((total, { due }) => total + due, 0)
  return [
    ...lines,
    ...paragraph(`${count(sum, 'review')} in the next ${forecast.length} days.`, width),
  ]
}

function retentionWords({ retention: { reviews, measured, predicted } }: StatsReport): string {
  if (measured === null || predicted === null)
    return 'No review of something learned before yet: there is nothing to measure.'
  const percent = (share: number) => `${Math.round(share * 100)} %`
  return `Of ${count(reviews, 'review')}, ${percent(measured)} were recalled; the schedule assumed ${percent(predicted)}.`
}

function courseLines(course: StatsReport['courses'][number], width: number): Line[] {
  const spent = (seconds: number) => (seconds > 0 ? duration(seconds) : '')
  const units = course.units.map(
    ({ title, mastery, seconds }): MasteryRow => ({
      title,
      mastery,
      note: spent(seconds),
      indent: 2,
    }),
  )
  const skills = course.skills.map(({ title, mastery }): MasteryRow => ({ title, mastery }))
  return [
    ...masteryRows(
      [{ title: course.title, mastery: course.mastery, note: spent(course.seconds) }, ...units],
      width,
    ),
    ...paragraph(componentWords(course.mastery), width, LOOKS.quiet, 2),
    ...(skills.length === 0
      ? []
      : [[], heading(`Skills of ${course.title}`, width), ...masteryRows(skills, width)]),
  ]
}

/** 0 for Monday. */
function weekday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
}
