import type { HeapObject, TraceValue } from './model.ts'
import type { FrameState, TraceState } from './replay.ts'

/** How a program could get at an object: `cities`, `grid[0]`, `ada.friend`. */
export interface ObjectName {
  text: string
  /** The variable with which it begins, and where that is. */
  variable: string
  frame: FrameState
  /** The variable itself refers to the object; otherwise it leads there through others. */
  direct: boolean
}

/** More objects, and more names of one, nobody follows. */
const MOST_OBJECTS = 500
const MOST_NAMES = 4

/**
 * All objects that the variables on the stack lead to, nearest first, with their names: every variable that refers
 * to them, the innermost frame's first, then the shortest ways through other objects.
 */
export function objectNames(state: Pick<TraceState, 'stack' | 'heap'>): Map<number, ObjectName[]> {
  const names = new Map<number, ObjectName[]>()
  for (const frame of state.stack.toReversed())
    for (const [name, value] of frame.variables)
      if (typeof value === 'number') {
        const known = names.get(value) ?? []
        names.set(value, [...known, { text: name, variable: name, frame, direct: true }])
      }
  // Grows while it is walked: what an object leads to comes after it.
  for (const [id, [first]] of names) {
    const object = state.heap.get(id)
    if (object === undefined || first === undefined) continue
    const { text, variable, frame } = first
    for (const [step, value] of partsOf(object)) {
      if (typeof value !== 'number') continue
      const known = names.get(value) ?? []
      if (known.length >= MOST_NAMES || (known.length === 0 && names.size >= MOST_OBJECTS)) continue
      names.set(value, [...known, { text: `${text}${step}`, variable, frame, direct: false }])
    }
  }
  return names
}

/** What an object refers to, with the way there: `[0]`, `['Ada']`, `.age`. */
function partsOf(object: HeapObject): [string, TraceValue][] {
  if (object.shape === 'sequence')
    return (object.items ?? []).map((value, index) => [`[${index}]`, value])
  // There is no way to say which item of a set.
  if (object.shape === 'set') return (object.items ?? []).map((value) => ['{…}', value])
  return (object.entries ?? []).map(([key, value]) => [stepTo(object, key), value])
}

/** The way to one entry. */
export function stepTo({ shape }: HeapObject, key: TraceValue): string {
  const text = typeof key === 'number' ? `#${key}` : key
  return shape === 'object' && /^[\p{L}_$#][\p{L}\p{N}_$]*$/u.test(text) ? `.${text}` : `[${text}]`
}
