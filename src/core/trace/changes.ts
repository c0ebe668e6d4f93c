import type { HeapObject, TraceValue } from './model.ts'
import type { Outline } from './outline.ts'
import type { FrameState, TraceState } from './replay.ts'

/** What is different from the step before. */
export interface Changes {
  /** The line that has run since; null at the first step. */
  ran: { file: number; line: number; frame: FrameState } | null
  /** Frames that are new on the stack, outermost first. */
  entered: FrameState[]
  variables: VariableChange[]
  objects: ObjectChange[]
}

export interface VariableChange {
  frame: FrameState
  name: string
  /** Null: there was none. */
  before: TraceValue | null
  /** Null: it is gone. */
  now: TraceValue | null
}

export interface ObjectChange {
  id: number
  /** Null: it is new. */
  before: HeapObject | null
  now: HeapObject
}

/** Compares two steps that follow each other. `before` is null for the first step. */
export function changesAt(
  outline: Outline,
  before: TraceState | null,
  { step, stack, heap }: TraceState,
): Changes {
  const onStack = new Map(stack.map((frame) => [frame.id, frame]))
  const old = new Map((before?.stack ?? []).map((frame) => [frame.id, frame]))
  const variables = (step.frames ?? []).flatMap(({ id, set = {}, unset = [] }) => {
    const frame = onStack.get(id)
    if (frame === undefined) return []
    const was = (name: string) => old.get(id)?.variables.get(name) ?? null
    return [
      ...Object.entries(set).map(([name, now]) => ({ frame, name, before: was(name), now })),
      ...unset.map((name) => ({ frame, name, before: was(name), now: null })),
    ].filter((change) => change.before !== change.now)
  })
  const objects = Object.keys(step.heap ?? {}).flatMap((key): ObjectChange[] => {
    const id = Number(key)
    const now = heap.get(id)
    const was = before?.heap.get(id) ?? null
    return now === undefined || (was !== null && sameObject(was, now))
      ? []
      : [{ id, before: was, now }]
  })
  return {
    ran: ranBefore(outline, before, stack),
    entered: before === null ? stack : stack.filter(({ id }) => !old.has(id)),
    variables,
    objects,
  }
}

/** The line at which the innermost frame, or the one that called it, stood before. */
function ranBefore(
  outline: Outline,
  before: TraceState | null,
  stack: readonly FrameState[],
): Changes['ran'] {
  if (before === null) return null
  const old = new Map(before.stack.map((frame) => [frame.id, frame]))
  const frame = stack.toReversed().find(({ id }) => old.has(id)) ?? before.stack.at(-1)
  const was = frame === undefined ? undefined : old.get(frame.id)
  // A test calls its function from no line of the program.
  if (was === undefined || was.line < 1) return null
  return { file: outline.files.get(was.id) ?? 0, line: was.line, frame: was }
}

function sameObject(left: HeapObject, right: HeapObject): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}
