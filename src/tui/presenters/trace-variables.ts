import type { VariableChange } from '../../core/trace/changes.ts'
import type { HeapObject, TraceValue } from '../../core/trace/model.ts'
import type { FrameState } from '../../core/trace/replay.ts'
import { cutText, lineWidth, textWidth, wrapLine } from '../plain/layout.ts'
import { type Line, LOOKS, line, span } from '../plain/spans.ts'
import type { Moment } from '../plain/trace/moment.ts'
import { atLine, frameTitle } from '../plain/trace/names.ts'
import { isDefinition, oneLine, valueText } from '../plain/trace/values.ts'

/** Longer names are cut. */
const MOST_NAME = 16
/** What a value was before is cut to this. */
const MOST_BEFORE = 14

export interface Drawn {
  lines: Line[]
  /** Rows [from, to) to look at. */
  focus: [number, number]
}

/** The frames on the stack, outermost first, with their variables; what changed has a word beside it. */
export function variableLines(moment: Moment, width: number): Drawn {
  const lines: Line[] = []
  // What changed in the innermost frame that has changes; without any, that frame.
  let focus: [number, number] = [0, 1]
  let isChanged = false
  for (const frame of moment.state.stack) {
    const from = lines.length
    lines.push(headingOf(frame, moment, width))
    const rows = [...frame.variables].filter(([, value]) => !isDefinition(objectOf(moment, value)))
    const changed: number[] = []
    const column = Math.min(
      MOST_NAME,
      Math.max(0, ...rows.map(([name]) => textWidth(oneLine(name)))),
    )
    for (const [name, value] of rows) {
      const mark = markOf(moment, frame, name, value)
      if (mark !== null) changed.push(lines.length)
      lines.push(variableLine(moment, name, value, column, mark, width))
    }
    lines.push(...definitionLines(moment, frame, width))
    if (lines.length === from + 1) lines.push(line(span('  no variables yet', LOOKS.quiet)))
    const [first] = changed
    if (first !== undefined) focus = [first, (changed.at(-1) ?? first) + 1]
    else if (!isChanged) focus = [from, lines.length]
    isChanged ||= first !== undefined
  }
  return { lines, focus }
}

function headingOf(frame: FrameState, moment: Moment, width: number): Line {
  const here = frame.id === moment.here?.id
  const kind = frame.kind === 'call' ? '' : `, ${frame.kind}`
  const text = cutText(frameTitle(frame), Math.max(6, width - 14 - kind.length))
  return line(
    span(here ? '▸ ' : '  ', LOOKS.key),
    span(text, here ? LOOKS.heading : undefined),
    span(`${kind}${atLine(frame)}`, LOOKS.quiet),
  )
}

function variableLine(
  moment: Moment,
  name: string,
  value: TraceValue,
  column: number,
  mark: string | null,
  width: number,
): Line {
  const key = cutText(oneLine(name), column)
  const lead = line(`    ${key}${' '.repeat(column - textWidth(key))} `, span('= ', LOOKS.quiet))
  const tail = mark === null ? [] : [span(` ‹ ${mark}`, { ...LOOKS.warning, ...LOOKS.strong })]
  const room = Math.max(4, width - lineWidth(lead) - lineWidth(tail))
  return [...lead, ...valueSpans(moment, value, room, mark !== null), ...tail]
}

/** A primitive as it is; an object by its number, and what is in it as far as there is room. */
function valueSpans(moment: Moment, value: TraceValue, room: number, strong: boolean): Line {
  const { state, language } = moment
  const look = strong ? LOOKS.strong : undefined
  const object = objectOf(moment, value)
  if (object === undefined || object.shape === 'text')
    return line(span(valueText(value, state.heap, language, room), look))
  const label = `#${value} `
  const preview = valueText(value, state.heap, language, Math.max(1, room - label.length))
  return line(span(label, { ...LOOKS.accent, ...LOOKS.strong }), span(preview, LOOKS.quiet))
}

/** `new`, `was 7`, `changed`; null when it is as before. */
function markOf(moment: Moment, frame: FrameState, name: string, value: TraceValue): string | null {
  const { changes, state, language, before } = moment
  const isThis = (change: VariableChange) => change.frame.id === frame.id && change.name === name
  const change = changes.variables.find(isThis)
  if (change !== undefined) {
    if (change.before === null) return 'new'
    const heap = before?.heap ?? state.heap
    const object = typeof change.before === 'number' ? heap.get(change.before) : undefined
    return object === undefined || object.shape === 'text'
      ? `was ${valueText(change.before, heap, language, MOST_BEFORE)}`
      : `was #${change.before}`
  }
  return changes.objects.some(({ id, before: was }) => id === value && was !== null)
    ? 'changed'
    : null
}

function objectOf({ state }: Moment, value: TraceValue): HeapObject | undefined {
  return typeof value === 'number' ? state.heap.get(value) : undefined
}

function definitionLines(moment: Moment, frame: FrameState, width: number): Line[] {
  const names = [...frame.variables].flatMap(([name, value]) =>
    isDefinition(objectOf(moment, value)) ? [oneLine(name)] : [],
  )
  if (names.length === 0) return []
  return wrapLine(line(span(`defined: ${names.join(', ')}`, LOOKS.quiet)), width, {
    first: line('    '),
    rest: line('      '),
  })
}
