import type { Trace } from './model.ts'
import type { Outline } from './outline.ts'

/** The next step, after `from`, at which a line is about to run; null when it does not run any more. */
export function nextAtLine(trace: Trace, from: number, file: number, line: number): number | null {
  const at = trace.steps.findIndex(
    (step, index) =>
      index > from && step.event === 'line' && step.file === file && step.line === line,
  )
  return at === -1 ? null : at
}

/** The first step at which a line is about to run; null when it never runs. */
export function firstAtLine(trace: Trace, file: number, line: number): number | null {
  return nextAtLine(trace, -1, file, line)
}

/**
 * The next step of the same frame, without those of what it calls; when the frame is left before, the first step
 * outside it. The last step when there is none.
 */
export function stepOver({ top, depth }: Outline, from: number): number {
  return seek(
    top.length,
    from,
    (index) => top[index] === top[from] || (depth[index] as number) < (depth[from] as number),
  )
}

/** The first step after the innermost frame was left; the last step when it is left no more. */
export function stepOut({ depth }: Outline, from: number): number {
  return seek(depth.length, from, (index) => (depth[index] as number) < (depth[from] as number))
}

function seek(length: number, from: number, isThere: (index: number) => boolean): number {
  for (let index = from + 1; index < length; index++) if (isThere(index)) return index
  return Math.max(0, length - 1)
}
