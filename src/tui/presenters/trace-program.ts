import type { Traced } from '../../core/practice/traced.ts'
import type { TraceEvent } from '../../core/trace/model.ts'
import { cutLine, lineWidth, wrapLine } from '../plain/layout.ts'
import { type Line, LOOKS, type Look, line, span, withLook } from '../plain/spans.ts'
import type { Playback } from '../plain/trace/playback.ts'
import { oneLine } from '../plain/trace/values.ts'
import type { Pane } from './panes.ts'

/** What stands beside the line that a step is about. */
const MARKS: Record<TraceEvent, { word: string; sign: string; look: Look }> = {
  line: { word: 'next', sign: '▶', look: LOOKS.accent },
  call: { word: 'call', sign: '▶', look: LOOKS.accent },
  return: { word: 'return', sign: '◀', look: LOOKS.accent },
  suspend: { word: 'wait', sign: '◆', look: LOOKS.warning },
  resume: { word: 'resume', sign: '▶', look: LOOKS.accent },
  exception: { word: 'error', sign: '✗', look: LOOKS.bad },
}
const RAN = { word: 'ran', sign: '✓', look: LOOKS.quiet }
/** Narrower than this, signs stand alone; the sentence above the program has the words. */
const WORDS_FROM = 44
/** The line that is next is never cut before it takes this many rows. */
const MOST_ROWS = 3

/** The file that a step is in, with the line that ran and the one that is next. */
export function programPane(playback: Playback<Traced>, index: number, width: number): Pane {
  const { trace } = playback
  const moment = playback.moment(index)
  const step = moment?.state.step
  const at = step ?? { file: entryOf(trace), line: trace.where?.line ?? 1 }
  const ran = moment?.changes.ran
  const lines: Line[] = []
  let focus: [number, number] = [0, 1]
  const digits = String(playback.source(at.file).length).length
  playback.source(at.file).forEach((source, row) => {
    const number = row + 1
    const isNext = number === at.line
    const mark = isNext
      ? MARKS[step?.event ?? 'exception']
      : ran?.file === at.file && ran.line === number
        ? RAN
        : null
    const gutter = gutterOf(mark, number, digits, width)
    if (!isNext) {
      lines.push(cutLine([...gutter, ...source], width))
      return
    }
    const rest = line(span(`${' '.repeat(Math.max(0, lineWidth(gutter) - 2))}│ `, LOOKS.quiet))
    const rows = wrapLine(withLook(source, LOOKS.strong), width, {
      first: gutter,
      rest,
      at: 'anywhere',
    })
    focus = [lines.length, lines.length + Math.min(rows.length, MOST_ROWS)]
    lines.push(...rows.slice(0, MOST_ROWS))
  })
  return { title: oneLine(trace.files[at.file]?.path ?? trace.entry), lines, focus, centred: true }
}

function entryOf({ files, entry, where }: Traced): number {
  const name = where?.file ?? entry
  return Math.max(
    0,
    files.findIndex(({ path }) => path === name),
  )
}

function gutterOf(
  mark: { word: string; sign: string; look: Look } | null,
  number: number,
  digits: number,
  width: number,
): Line {
  const word = width < WORDS_FROM ? '' : `${(mark?.word ?? '').padStart(6)} `
  return line(
    span(`${word}${mark?.sign ?? ' '} `, mark?.look),
    span(`${String(number).padStart(digits)} │ `, LOOKS.quiet),
  )
}
