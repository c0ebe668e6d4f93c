import type { HeapObject, Trace, TraceStep, TraceValue } from './model.ts'

/** Everything there is at one step. */
export interface TraceState {
  index: number
  step: TraceStep
  /** Frames on the stack, outermost first. */
  stack: FrameState[]
  heap: ReadonlyMap<number, HeapObject>
  /** All that was printed up to here. */
  out: string
  err: string
}

export interface FrameState {
  id: number
  name: string
  kind: 'call' | 'async' | 'generator'
  line: number
  variables: ReadonlyMap<string, TraceValue>
}

/** What the steps up to one of them add up to. Frames are replaced, never changed. */
interface Sum {
  stack: readonly number[]
  frames: Map<number, FrameState>
  heap: Map<number, HeapObject>
  out: string
  err: string
}

const NOTHING: Sum = { stack: [], frames: new Map(), heap: new Map(), out: '', err: '' }
/** A sum is kept for every so many steps: going back costs at most as many additions. */
const KEPT = 128

/** Puts the states of a trace together again from the differences that its steps hold. */
export class Replay {
  readonly trace: Trace
  private readonly kept: Sum[] = [NOTHING]
  private last: { index: number; sum: Sum } | null = null

  constructor(trace: Trace) {
    this.trace = trace
  }

  /**
   * The state at a step, 0 to `trace.steps.length - 1`.
   * @throws RangeError for a step that is not there
   */
  at(index: number): TraceState {
    const step = this.trace.steps[index]
    if (step === undefined) throw new RangeError(`there is no step ${index}`)
    const { stack, frames, heap, out, err } = this.sumAt(index)
    return {
      index,
      step,
      stack: stack.flatMap((id) => frames.get(id) ?? []),
      heap,
      out,
      err,
    }
  }

  private sumAt(index: number): Sum {
    const near = Math.min(Math.floor(index / KEPT), this.kept.length - 1)
    let from = this.kept[near] as Sum
    let next = near * KEPT
    if (this.last !== null && this.last.index <= index && this.last.index >= next) {
      from = this.last.sum
      next = this.last.index + 1
    }
    // What was handed out or kept stays as it is; only this copy is added to.
    const sum = copyOf(from)
    for (; next <= index; next++) {
      add(sum, this.trace.steps[next] as TraceStep)
      if ((next + 1) % KEPT === 0) this.kept[(next + 1) / KEPT] = copyOf(sum)
    }
    this.last = { index, sum }
    return sum
  }
}

function copyOf(sum: Sum): Sum {
  return { ...sum, frames: new Map(sum.frames), heap: new Map(sum.heap) }
}

function add(sum: Sum, step: TraceStep): void {
  if (step.stack !== undefined) sum.stack = [...sum.stack.slice(0, step.keep ?? 0), ...step.stack]
  addFrames(sum.frames, step.frames ?? [])
  for (const [id, object] of Object.entries(step.heap ?? {})) sum.heap.set(Number(id), object)
  sum.out += step.out ?? ''
  sum.err += step.err ?? ''
}

function addFrames(frames: Sum['frames'], changes: NonNullable<TraceStep['frames']>): void {
  for (const { id, name, kind, line, set, unset } of changes) {
    const before = frames.get(id)
    const variables = new Map([...(before?.variables ?? []), ...Object.entries(set ?? {})])
    for (const gone of unset ?? []) variables.delete(gone)
    frames.set(id, {
      id,
      name: name ?? before?.name ?? '?',
      kind: kind ?? before?.kind ?? 'call',
      line: line ?? before?.line ?? 0,
      variables,
    })
  }
}
