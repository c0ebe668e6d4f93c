import { type Line, LOOKS, line, span } from '../plain/spans.ts'
import type { StatsState } from '../state/stats.ts'
import { innerWidth, makeView, type Size, type View } from './view.ts'
import { counted, duration, masteryBar } from './words.ts'

export function presentStats({ stats, scroll }: StatsState, size: Size): View {
  const width = innerWidth(size)
  const body: Line[] = [
    line(`Streak: ${counted(stats.streak.days, 'day')}, longest ${stats.streak.longest}`),
  ]
  body.push(
    line(
      `Time: ${duration(stats.seconds.total)} in all, ${duration(stats.seconds.week)} this week`,
    ),
  )
  for (const course of stats.courses) {
    body.push([], line(span(course.title, LOOKS.heading)))
    for (const unit of course.units)
      body.push(line(`${unit.title}: `, ...masteryBar(unit.mastery, width > 50 ? 12 : 0)))
  }
  return makeView({
    title: line('Statistics'),
    status: line(span(stats.day, LOOKS.quiet)),
    body,
    scroll,
  })
}
