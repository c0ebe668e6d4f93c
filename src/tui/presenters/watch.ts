import type { CheckReport } from '../../core/practice/types.ts'
import { renderCheck } from '../plain/check.ts'
import { cutText, wrapLine } from '../plain/layout.ts'
import { markdownLines } from '../plain/markdown.ts'
import { safeText } from '../plain/safe.ts'
import { fromAnsi, type Line, LOOKS, line, span } from '../plain/spans.ts'
import { makeStyle } from '../plain/style.ts'
import type { WatchState } from '../state/watch.ts'
import { innerWidth, makeView, type Size, type View } from './view.ts'

/** An exercise: its task, or what the last run said. */
export function presentWatch(state: WatchState, size: Size): View {
  const width = innerWidth(size)
  return makeView({
    title: line(
      `Exercise: ${cutText(safeText(state.view.exercise.title), Math.max(8, width - 26))}`,
    ),
    status: verdictWords(state),
    body: bodyLines(state, width),
    scroll: state.scroll,
    pinned: state.asking === null ? statusLines(state, width) : askLines(width),
  })
}

function bodyLines(state: WatchState, width: number): Line[] {
  if (state.showing === 'hints') return hintLines(state, width)
  // Drawn in colour always; the screen leaves colours out where they are not wanted.
  if (state.showing === 'result' && state.report !== null) {
    return fromAnsi(renderCheck(state.report, makeStyle({ width, color: true })))
  }
  const { exercise, files } = state.view
  const lines = markdownLines(exercise.task, width)
  lines.push([])
  for (const path of files)
    lines.push(...wrapLine(line(span('Your file: ', LOOKS.quiet), safeText(path)), width))
  const limits = `At most ${exercise.limits.seconds} s and ${exercise.limits.memoryMb} MB for each test.`
  lines.push(...wrapLine(line(span(limits, LOOKS.quiet)), width))
  return lines
}

function hintLines(state: WatchState, width: number): Line[] {
  return state.hints.flatMap((hint, index) => {
    const lines = [
      line(span(`Hint ${hint.rung} of ${hint.of}`, LOOKS.strong)),
      ...markdownLines(hint.text, width),
    ]
    return index === 0 ? lines : [[], ...lines]
  })
}

const RUNNING = { check: 'running…', submit: 'submitting…', trace: 'tracing…' } as const

/** `passed 3/4`, with the word for all or not all. */
function verdictWords({ report, running }: WatchState): Line {
  if (running !== null) return line(span(RUNNING[running], LOOKS.warning))
  if (report === null) return line(span('not run yet', LOOKS.quiet))
  const { passed, total } = counts(report)
  const look = report.verdict.status === 'passed' ? LOOKS.good : LOOKS.bad
  const sign = report.verdict.status === 'passed' ? '✓' : '✗'
  const mode = report.mode === 'submit' ? 'submitted, ' : ''
  return line(span(`${sign} ${mode}passed ${passed}/${total}`, look))
}

function counts({ verdict }: CheckReport): { passed: number; total: number } {
  return {
    passed: verdict.tests.filter(({ status }) => status === 'passed').length,
    total: verdict.tests.length,
  }
}

function statusLines(state: WatchState, width: number): Line[] {
  const { saved, how, hints, view } = state
  const parts = [
    saved === null ? 'runs on each save' : `saved ${fileName(saved.path)} ${clockTime(saved.at)}`,
    ...(how === 'polling' ? ['looks for saves every half second'] : []),
    ...(view.exercise.hints.length > 0
      ? [`hints ${hints.length}/${view.exercise.hints.length}`]
      : []),
    ...(showable(state).length > 1 ? [`tab: ${showable(state).join(', ')}`] : []),
  ]
  return wrapLine(line(span(parts.join(' · '), LOOKS.quiet)), width).slice(0, 2)
}

function showable({ report, hints }: WatchState): string[] {
  return ['task', ...(report === null ? [] : ['result']), ...(hints.length === 0 ? [] : ['hints'])]
}

const fileName = (path: string) => safeText(path.split(/[\\/]/).at(-1) ?? path)

function clockTime(at: number): string {
  const time = new Date(at)
  return `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`
}

function askLines(width: number): Line[] {
  const text = 'Begin again from the starter? Your work is kept in a backup.'
  return wrapLine(line(span(text, LOOKS.strong)), width)
}
