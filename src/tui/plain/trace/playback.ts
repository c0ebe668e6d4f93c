import type { Trace } from '../../../core/trace/model.ts'
import { type Outline, outlineOf } from '../../../core/trace/outline.ts'
import { Replay } from '../../../core/trace/replay.ts'
import { highlight } from '../highlight.ts'
import type { Line } from '../spans.ts'
import { type Moment, momentOf } from './moment.ts'

/** A trace to look at step by step. What a step comes to is worked out when it is asked for. */
export class Playback<T extends Trace = Trace> {
  readonly trace: T
  readonly outline: Outline
  /** Lines that are printed in all. */
  readonly printedLines: number
  /** Whether there is ever more than primitives, functions and the like. */
  readonly hasObjects: boolean
  private readonly replay: Replay
  private readonly coloured = new Map<number, Line[]>()
  private last: Moment | null = null

  constructor(trace: T) {
    this.trace = trace
    this.outline = outlineOf(trace)
    this.replay = new Replay(trace)
    this.hasObjects = trace.steps.some(({ heap = {} }) =>
      Object.values(heap).some(({ shape }) => shape !== 'text'),
    )
    const text = trace.steps.map(({ out = '', err = '' }) => out + err).join('')
    this.printedLines = text === '' ? 0 : text.replace(/\n$/, '').split('\n').length
  }

  /** The lines of a file, coloured. */
  source(file: number): readonly Line[] {
    const { files, language } = this.trace
    const lines = this.coloured.get(file) ?? highlight(files[file]?.text ?? '', language)
    this.coloured.set(file, lines)
    return lines
  }

  get count(): number {
    return this.trace.steps.length
  }

  /** A step, 0 to `count - 1`; null in a trace that has none. */
  moment(index: number): Moment | null {
    if (this.count === 0) return null
    if (this.last?.state.index === index) return this.last
    // The state before may be known already: going on from step to step works out each state once.
    const known = this.last?.state.index === index - 1 ? this.last.state : null
    const before = index === 0 ? null : (known ?? this.replay.at(index - 1))
    const state = this.replay.at(index)
    this.last = momentOf(this.outline, this.trace, before, state)
    return this.last
  }
}
