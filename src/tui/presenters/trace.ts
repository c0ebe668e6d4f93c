import { cutLine, cutText, wrapLine } from '../plain/layout.ts'
import { safeText } from '../plain/safe.ts'
import { type Line, LOOKS, line, span } from '../plain/spans.ts'
import { nextSentence } from '../plain/trace/next.ts'
import { joined, sentences } from '../plain/trace/sentences.ts'
import type { TraceScreenState } from '../state/trace.ts'
import { fieldLines } from './field.ts'
import { drawPanes, SIDE_BY_SIDE, TWO_COLUMNS } from './trace-panes.ts'
import { innerWidth, makeView, type Size, type View } from './view.ts'

/** One step of a trace: what happened, the program, its values, what it printed. */
export function presentTrace(state: TraceScreenState, size: Size): View {
  const width = innerWidth(size)
  const { trace } = state.playback
  const name = trace.case === null ? trace.ran : `${trace.case.exercise}, ${trace.case.title}`
  const field = state.field === null ? null : fieldOf(state.field, width)
  return makeView({
    title: line(`Trace: ${cutText(safeText(name), Math.max(8, width - 30))}`),
    status: progressWords(state),
    body: [],
    cursor: field?.cursor ?? null,
    fill: (rows) => {
      const top = [...(field?.lines ?? []), ...storyLines(state, width)].slice(
        0,
        storyRows(width, rows),
      )
      while (top.length < storyRows(width, rows)) top.push([])
      const { lines, places } = drawPanes(state, width, rows - top.length)
      return { body: [...top, ...lines], anchors: { pane: places[state.pane] ?? [] } }
    },
  })
}

/** `step 12 of 240` */
function progressWords({ playback, index, running }: TraceScreenState): Line {
  if (running) return line(span('tracing again…', LOOKS.warning))
  if (playback.count === 0) return line(span('no steps', LOOKS.quiet))
  const limit = playback.trace.end.how === 'steps' ? ' (limit)' : ''
  return line(span(`step ${index + 1} of ${playback.count}${limit}`, LOOKS.quiet))
}

function fieldOf({ for: what, editor }: NonNullable<TraceScreenState['field']>, width: number) {
  const prompt = what === 'to-line' ? 'Run to line: ' : 'Go to step: '
  return fieldLines(editor, [span(prompt, LOOKS.strong)], prompt.length, width)
}

/** Always as many, so that nothing below jumps from step to step. */
function storyRows(width: number, rows: number): number {
  if (rows < 12) return 2
  return width < TWO_COLUMNS ? 4 : width < SIDE_BY_SIDE ? 3 : 2
}

/** What just happened, and what comes next. */
function storyLines({ playback, index }: TraceScreenState, width: number): Line[] {
  const moment = playback.moment(index)
  const isError = moment?.state.step.event === 'exception'
  const happened = moment === null ? [] : sentences(moment)
  const next = nextSentence(playback, index)
  const isEnd = index >= playback.count - 1
  const look = isEnd && !playback.trace.ok ? LOOKS.bad : LOOKS.strong
  const sign = isEnd ? (playback.trace.ok ? '■ ' : '✗ ') : '▶ '
  const last = next === '' ? [] : wrapLine(line(span(sign, look), span(next, look)), width)
  const most = width < TWO_COLUMNS ? 3 : width < SIDE_BY_SIDE ? 2 : 1
  const rows = wrapLine(line(span(joined(happened), isError ? LOOKS.bad : undefined)), width)
  const shown = rows.slice(0, isEnd ? Math.max(1, most + 1 - last.length) : most)
  const cut = rows.length > shown.length ? shown.at(-1) : undefined
  // What did not fit is seen below, at the values.
  if (cut !== undefined) shown.splice(-1, 1, cutLine([...cut, span(' …')], width))
  return [...shown, ...last]
}
