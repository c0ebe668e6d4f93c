import type { TraceValue } from '../../../core/trace/model.ts'
import type { FrameState } from '../../../core/trace/replay.ts'
import type { Moment } from './moment.ts'
import { atLine, frameTitle, placedName } from './names.ts'
import { isDefinition, oneLine, typeWord, valueText } from './values.ts'

/** Longer values are cut. */
const WIDTH = 200

/** Names of objects that were told already, by their ids. */
type Told = Map<number, { text: string; frame: FrameState }>

/** Everything there is at a step, a line each: frames, outermost first, with their variables; what was printed. */
export function stateLines(moment: Moment): string[] {
  const { state, here } = moment
  const told: Told = new Map()
  const lines = state.stack.flatMap((frame) => [
    `${frameTitle(frame)}${atLine(frame)}${frame.id === here?.id ? ', where it is now' : ''}:`,
    ...frameLines(moment, frame, told).map((text) => `  ${text}`),
  ])
  const printed = `${state.out}${state.err}`
  if (printed === '') return [...lines, 'Nothing is printed yet.']
  return [...lines, 'Printed so far:', ...printed.replace(/\n$/, '').split('\n').map(oneLine)]
}

function frameLines(moment: Moment, frame: FrameState, told: Told): string[] {
  const { heap } = moment.state
  const lines: string[] = []
  const defined: string[] = []
  for (const [name, value] of frame.variables) {
    if (isDefinition(typeof value === 'number' ? heap.get(value) : undefined))
      defined.push(oneLine(name))
    else lines.push(variableLine(moment, frame, name, value, told))
  }
  if (defined.length > 0) lines.push(`defined: ${defined.join(', ')}`)
  return lines.length === 0 ? ['no variables yet'] : lines
}

/** `total = 7`, `backup is the same list as cities`. */
function variableLine(
  { state, language }: Moment,
  frame: FrameState,
  name: string,
  value: TraceValue,
  told: Told,
): string {
  const object = typeof value === 'number' ? state.heap.get(value) : undefined
  const before = typeof value === 'number' ? told.get(value) : undefined
  if (object !== undefined && object.shape !== 'text' && before !== undefined)
    return `${oneLine(name)} is the same ${typeWord(object)} as ${placedName(before, frame)}`
  if (typeof value === 'number') told.set(value, { text: name, frame })
  return `${oneLine(name)} = ${valueText(value, state.heap, language, WIDTH)}`
}
