import type { Language } from '../../src/core/course/model.ts'
import {
  type CodeRunner,
  MAIN_FILES,
  type RunLimits,
  type TraceRequest,
  type TraceResult,
} from '../../src/core/grading/code-runner.ts'
import type { TraceValue } from '../../src/core/trace/model.ts'
import { Replay, type TraceState } from '../../src/core/trace/replay.ts'
import { LIMITS } from './sandbox.ts'

export interface TraceOptions {
  action?: TraceRequest['action']
  /** Files beside the entry. */
  files?: Record<string, string>
  limits?: Partial<RunLimits>
  maxSteps?: number
  path?: string
}

export function trace(
  runner: CodeRunner,
  language: Language,
  text: string,
  options: TraceOptions = {},
): Promise<TraceResult> {
  const entry = options.path ?? MAIN_FILES[language]
  const beside = Object.entries(options.files ?? {})
  return runner.trace({
    language,
    files: [{ path: entry, text }, ...beside.map(([path, text]) => ({ path, text }))],
    entry,
    limits: { ...LIMITS, ...options.limits },
    atLeast: 'isolate',
    action: options.action ?? { type: 'program', stdin: '' },
    caseFiles: {},
    maxSteps: options.maxSteps ?? 1000,
  })
}

/** All states of a trace. */
export function states({ trace }: TraceResult): TraceState[] {
  const replay = new Replay(trace)
  return trace.steps.map((_, index) => replay.at(index))
}

/** A value with what it refers to written out, three levels deep. */
export function shown({ heap }: TraceState, value: TraceValue | undefined, depth = 0): string {
  if (typeof value !== 'number') return value ?? ''
  const object = heap.get(value)
  if (object === undefined || depth > 3) return '…'
  const { type, shape, items = [], entries = [], text = '', more } = object
  const rest = more === undefined ? [] : [`+${more}`]
  const inside = (one: TraceValue) => shown({ heap } as TraceState, one, depth + 1)
  if (shape === 'text') return text
  if (shape === 'sequence') return `${type}[${[...items.map(inside), ...rest].join()}]`
  if (shape === 'set') return `${type}(${[...items.map(inside), ...rest].join()})`
  const pairs = entries.map(([key, item]) => `${inside(key)}:${inside(item)}`)
  return `${type}{${[...pairs, ...rest].join()}}`
}

/** A step in one line: event, line, the stack with the variables of each frame. */
export function told(state: TraceState): string {
  const { step, stack } = state
  const frames = stack.map(({ name, line, variables }) => {
    const inside = [...variables].map(([key, value]) => `${key}=${shown(state, value)}`)
    return `${name}@${line}(${inside.join(' ')})`
  })
  const given = step.returned === undefined ? [] : [`= ${shown(state, step.returned)}`]
  const { exception } = step
  const thrown = exception === undefined ? [] : [`! ${exception.type}: ${exception.message}`]
  return [step.event, step.line, frames.join(' > '), ...given, ...thrown].join(' ')
}
