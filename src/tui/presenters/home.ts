import type { StatusReport } from '../../core/learner/progress.ts'
import { textWidth, wrapLine } from '../plain/layout.ts'
import { paragraph } from '../plain/progress.ts'
import { safeText } from '../plain/safe.ts'
import { type Line, LOOKS, line, span, withLook } from '../plain/spans.ts'
import { courseLines, privacyWords, streakWords, todayWords } from '../plain/status.ts'
import type { HomeState } from '../state/home.ts'
import { innerWidth, makeView, type Size, type View } from './view.ts'

/** The home screen: what to do next, then how the learner stands. */
export function presentHome(state: HomeState, size: Size): View {
  const width = innerWidth(size)
  const choices = choiceLines(state, width)
  return makeView({
    title: line('mastery'),
    status: line(span(state.status.day, LOOKS.quiet)),
    body: [...choices.lines, [], ...standingLines(state.status, width)],
    focus: state.mark === 0 ? [0, 1] : choices.focus,
  })
}

/** Streak, today, mastery with its components, and what leaves the machine. */
export function standingLines(status: StatusReport, width: number): Line[] {
  const warning =
    status.clock === null ? [] : paragraph(`Warning: ${status.clock}`, width, LOOKS.warning)
  const lines = [
    ...warning,
    ...paragraph(streakWords(status), width),
    ...paragraph(todayWords(status), width),
  ]
  lines.push(...courseLines(status, width))
  lines.push([], ...paragraph(privacyWords(status), width, LOOKS.quiet))
  return lines
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
