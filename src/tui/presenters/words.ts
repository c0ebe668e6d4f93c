import type { LevelName, Mastery } from '../../core/learner/progress.ts'
import { bar } from '../plain/layout.ts'
import { type Line, LOOKS, type Look, line, span } from '../plain/spans.ts'

/** `1 question`, `3 questions`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** Seconds as a person says them: `40 s`, `12 min`, `1 h 05 min`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** `today`, `tomorrow`, `in 6 days`, `in 3 months`, from days. */
export function inDays(days: number): string {
  if (days <= 0) return 'today'
  return days === 1 ? 'tomorrow' : `in ${shortDays(days)}`
}

/** `1 d`, `12 d`, `2.5 mo`, `1.2 y`: short enough to stand beside a key. */
export function shortDays(days: number): string {
  if (days < 31) return `${days} d`
  if (days < 365) return `${trim(days / 30.4375)} mo`
  return `${trim(days / 365.25)} y`
}

const trim = (value: number) => value.toFixed(1).replace(/\.0$/, '')

export function levelLook(name: LevelName): Look {
  const colors = {
    Beginner: 'red',
    Learning: 'yellow',
    Proficient: 'green',
    Mastered: 'blue',
  } as const
  return { color: colors[name] }
}

/** `██████░░░░  62 % Learning`, `barWidth` columns for the bar (0: none). */
export function masteryBar(
  mastery: Pick<Mastery, 'percent' | 'level' | 'total'>,
  barWidth: number,
): Line {
  const look = levelLook(mastery.level.name)
  const percent = `${mastery.percent} %`.padStart(5)
  const words = line(span(percent), ' ', span(mastery.level.name, { ...look, ...LOOKS.strong }))
  return barWidth <= 0
    ? words
    : [span(bar(mastery.total / 100, barWidth), look), span(' '), ...words]
}
