import type { Trace } from './model.ts'

/** Where the program stands at each step, without anything that it holds: enough to find a step by. */
export interface Outline {
  /** For each step: id of the frame that it is about, the innermost one; -1 with none on the stack. */
  top: Int32Array
  /** For each step: how many frames are on the stack. */
  depth: Int32Array
  /** Index in `files` of each frame, by its id: a frame never leaves its file. */
  files: ReadonlyMap<number, number>
}

export function outlineOf({ steps }: Trace): Outline {
  const top = new Int32Array(steps.length)
  const depth = new Int32Array(steps.length)
  const files = new Map<number, number>()
  let stack: number[] = []
  steps.forEach((step, index) => {
    if (step.stack !== undefined) stack = [...stack.slice(0, step.keep ?? 0), ...step.stack]
    const id = stack.at(-1) ?? -1
    top[index] = id
    depth[index] = stack.length
    if (!files.has(id)) files.set(id, step.file)
  })
  return { top, depth, files }
}

/** A frame that has left the stack for a while: it awaits something, or its generator is asked for no value. */
export interface WaitingFrame {
  id: number
  name: string
  line: number
}

/** Frames that wait at a step, those that have waited longest first. */
export function waitingAt({ steps }: Trace, { top }: Outline, index: number): WaitingFrame[] {
  const names = new Map<number, string>()
  const waiting = new Map<number, number>()
  for (let at = 0; at <= index; at++) {
    const { event, line, frames = [] } = steps[at] as Trace['steps'][number]
    for (const { id, name } of frames) if (name !== undefined) names.set(id, name)
    const id = top[at] as number
    waiting.delete(id)
    // At the step itself it is still there to be looked at.
    if (event === 'suspend' && at < index) waiting.set(id, line)
  }
  return [...waiting].map(([id, line]) => ({ id, name: names.get(id) ?? '?', line }))
}
