import { waitingAt } from '../../core/trace/outline.ts'
import { cutLine } from '../plain/layout.ts'
import { type Line, LOOKS, line, span } from '../plain/spans.ts'
import { frameTitle } from '../plain/trace/names.ts'
import type { PaneName, TraceScreenState } from '../state/trace.ts'
import { beside, type DrawnPane, drawPane, type Pane } from './panes.ts'
import { objectLines } from './trace-objects.ts'
import { outputPane } from './trace-output.ts'
import { programPane } from './trace-program.ts'
import { variableLines } from './trace-variables.ts'

/** From here on the program stands beside the values; below, variables beside objects; narrower, all in one column. */
export const SIDE_BY_SIDE = 100
export const TWO_COLUMNS = 60

interface Drawing {
  lines: Line[]
  places: Partial<Record<PaneName, DrawnPane['place']>>
}

/** Program, values and output in exactly so many rows. What takes how many does not change from step to step. */
export function drawPanes(state: TraceScreenState, width: number, rows: number): Drawing {
  if (state.wide) return drawValues(state, width, rows)
  const isWide = width >= SIDE_BY_SIDE
  const left = isWide ? Math.floor((width - 2) / 2) : width
  const outputRows = rowsOfOutput(state, rows, isWide)
  const programRows = isWide ? rows - outputRows : rowsOfProgram(state, rows - outputRows)
  const program = draw(
    state,
    'program',
    programPane(state.playback, state.index, left),
    programRows,
    left,
  )
  const output = draw(
    state,
    'output',
    outputPane(state.playback, state.index, left),
    outputRows,
    left,
  )
  const values = isWide
    ? drawColumn(state, width - 2 - left, rows)
    : drawValues(state, width, rows - programRows - outputRows)
  return {
    lines: isWide
      ? beside([...program.rows, ...output.rows], values.lines, left)
      : [...program.rows, ...values.lines, ...output.rows],
    places: { ...values.places, program: program.place, output: output.place },
  }
}

/** Variables, and objects beside them; one below the other in one pane where both do not fit. */
function drawValues(state: TraceScreenState, width: number, rows: number): Drawing {
  if (!state.playback.hasObjects || width < TWO_COLUMNS) {
    const both = draw(state, 'variables', valuesPane(state, width), rows, width)
    return { lines: both.rows, places: { variables: both.place, objects: both.place } }
  }
  const left = Math.floor((width - 2) / 2)
  const right = width - 2 - left
  const variables = draw(state, 'variables', variablesPane(state, left), rows, left)
  const objects = draw(state, 'objects', objectsPane(state, right), rows, right)
  return {
    lines: beside(variables.rows, objects.rows, left),
    places: { variables: variables.place, objects: objects.place },
  }
}

/** Variables above objects. */
function drawColumn(state: TraceScreenState, width: number, rows: number): Drawing {
  const above = state.playback.hasObjects ? Math.ceil(rows * 0.45) : rows
  const variables = draw(state, 'variables', variablesPane(state, width), above, width)
  const objects = draw(state, 'objects', objectsPane(state, width), rows - above, width)
  return {
    lines: [...variables.rows, ...objects.rows],
    places: { variables: variables.place, objects: objects.place },
  }
}

function draw(
  { pane: active, scroll }: TraceScreenState,
  name: PaneName,
  pane: Pane,
  rows: number,
  width: number,
): DrawnPane {
  const isActive = active === name
  return drawPane(pane, rows, width, { scroll: isActive ? scroll : null, active: isActive })
}

/** With its heading; of a program that never prints, none. */
function rowsOfOutput({ playback }: TraceScreenState, rows: number, isWide: boolean): number {
  if (playback.printedLines === 0 || rows < 8) return 0
  return Math.min(playback.printedLines, isWide ? 8 : Math.floor(rows / 5)) + 1
}

/** With its heading: what the longest file needs, up to half. */
function rowsOfProgram({ playback }: TraceScreenState, rows: number): number {
  if (playback.count === 0) return rows
  const lengths = playback.trace.files.map((_, file) => playback.source(file).length)
  return Math.min(Math.max(...lengths) + 1, Math.max(3, Math.floor(rows / 2)))
}

function variablesPane({ playback, index }: TraceScreenState, width: number): Pane {
  const moment = playback.moment(index)
  if (moment === null) return { title: 'Variables', lines: [], focus: [0, 1] }
  const { lines, focus } = variableLines(moment, width)
  const waiting = waitingAt(playback.trace, playback.outline, index).map((frame) =>
    cutLine(
      line(
        span('◆ ', LOOKS.warning),
        frameTitle(frame),
        span(` waits in line ${frame.line}`, LOOKS.quiet),
      ),
      width,
    ),
  )
  return { title: 'Variables', lines: [...waiting, ...lines], focus: moved(focus, waiting.length) }
}

function objectsPane({ playback, index }: TraceScreenState, width: number): Pane {
  const moment = playback.moment(index)
  const drawn = moment === null ? { lines: [], focus: [0, 1] as const } : objectLines(moment, width)
  return { title: 'Objects', ...drawn }
}

function valuesPane(state: TraceScreenState, width: number): Pane {
  const { lines, focus } = variablesPane(state, width)
  if (!state.playback.hasObjects) return { title: 'Variables', lines, focus }
  const objects = objectsPane(state, width).lines
  return {
    title: 'Values',
    lines: [...lines, ...(objects.length > 0 ? [[]] : []), ...objects],
    focus,
  }
}

function moved([from, to]: readonly [number, number], by: number): [number, number] {
  return [from + by, to + by]
}
