import type { StatusReport } from '../../core/learner/progress.ts'
import { cutText, padLine, textWidth, wrapLine } from '../plain/layout.ts'
import { safeText } from '../plain/safe.ts'
import { type Line, LOOKS, line, span, withLook } from '../plain/spans.ts'
import type { HomeState } from '../state/home.ts'
import { innerWidth, makeView, type Size, type View } from './view.ts'
import { counted, duration, masteryBar } from './words.ts'

export function presentHome(state: HomeState, size: Size): View {
  const width = innerWidth(size)
  const choices = choiceLines(state, width)
  const body = [...choices.lines, [], ...todayLines(state.status, width)]
  for (const course of state.status.courses) body.push([], ...courseLines(course, width))
  body.push([], ...wrapLine(line(span(privacy(state.status), LOOKS.quiet)), width))
  return makeView({
    title: line('mastery'),
    status: line(span(state.status.day, LOOKS.quiet)),
    body,
    focus: state.mark === 0 ? [0, 1] : choices.focus,
  })
}

function choiceLines(state: HomeState, width: number): { lines: Line[]; focus: [number, number] } {
  const labelWidth = Math.max(...state.choices.map(({ label }) => textWidth(label)))
  const narrow = width < 40
  const lines: Line[] = []
  let focus: [number, number] = [0, 1]
  state.choices.forEach((choice, index) => {
    const marked = index === state.mark
    const from = lines.length
    const lead = `${marked ? '›' : ' '} ${narrow ? choice.label : choice.label.padEnd(labelWidth)}${narrow ? ':' : ' '} `
    const title = line(safeText(choice.title))
    const indent = [span(' '.repeat(narrow ? 2 : lead.length))]
    const look = marked ? LOOKS.key : undefined
    lines.push(
      ...wrapLine(marked ? withLook(title, LOOKS.strong) : title, width, {
        first: [span(lead, look)],
        rest: indent,
      }),
    )
    if (choice.detail !== '' && (marked || index === 0)) {
      lines.push(
        ...wrapLine(line(span(safeText(choice.detail), LOOKS.quiet)), width, {
          first: indent,
          rest: indent,
        }),
      )
    }
    if (marked) focus = [from, lines.length]
  })
  return { lines, focus }
}

function todayLines({ streak, today }: StatusReport, width: number): Line[] {
  const days =
    streak.days === 0
      ? 'no days yet: anything you do today begins one'
      : `${counted(streak.days, 'day')}${streak.today ? ', today counts' : '; do one thing today to keep it'}`
  const parts = [
    ...(today.seconds > 0 ? [duration(today.seconds)] : []),
    ...(today.lessons > 0 ? [counted(today.lessons, 'lesson')] : []),
    ...(today.questions > 0 ? [counted(today.questions, 'question')] : []),
    ...(today.reviews > 0 ? [counted(today.reviews, 'review')] : []),
    ...(today.passed > 0 ? [`${counted(today.passed, 'exercise')} passed`] : []),
  ]
  const rest = [span('        ')]
  return [
    ...wrapLine(line(span('Streak  ', LOOKS.quiet), days), width, { rest }),
    ...wrapLine(
      line(span('Today   ', LOOKS.quiet), parts.length === 0 ? 'nothing yet' : parts.join(', ')),
      width,
      { rest },
    ),
  ]
}

/** A course with its units: titles, bars, how much is done. */
export function courseLines(course: StatusReport['courses'][number], width: number): Line[] {
  const rows = [{ ...course, depth: 0 }, ...course.units.map((unit) => ({ ...unit, depth: 1 }))]
  const titleWidth = Math.min(
    Math.max(...rows.map(({ title, depth }) => textWidth(title) + 2 * depth)),
    Math.max(12, Math.floor(width / 3)),
  )
  const barWidth = Math.min(20, width - titleWidth - 35)
  return rows.flatMap(({ title, depth, mastery, done, items }) => {
    const indent = '  '.repeat(depth)
    const name = line(
      span(
        indent + cutText(safeText(title), titleWidth - 2 * depth),
        depth === 0 ? LOOKS.strong : undefined,
      ),
    )
    const bar = masteryBar(mastery, barWidth >= 6 ? barWidth : 0)
    const count = span(`  ${done} of ${items} done`, LOOKS.quiet)
    if (titleWidth + 35 <= width) return [[...padLine(name, titleWidth), span('  '), ...bar, count]]
    return [name, ...wrapLine([span(`${indent}  `), ...masteryBar(mastery, 0), count], width)]
  })
}

function privacy({ privacy: { model, platform } }: StatusReport): string {
  const sent = [
    ...(model === null ? [] : [`the model ${model}`]),
    ...(platform === null ? [] : [`the platform ${platform}`]),
  ]
  if (sent.length === 0) return 'Nothing leaves this machine.'
  return `What leaves this machine goes to ${sent.join(' and ')}.`
}
