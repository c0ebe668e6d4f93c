import type { Language } from '../../src/core/course/model.ts'
import {
  type CodeRunner,
  MAIN_FILES,
  type RunLimits,
  type TraceRequest,
  type TraceResult,
} from '../../src/core/grading/code-runner.ts'
import type { HeapObject, TraceValue } from '../../src/core/trace/model.ts'
import { Replay, type TraceState } from '../../src/core/trace/replay.ts'
import { LIMITS } from './sandbox.ts'

export interface TraceOptions {
  action?: TraceRequest['action']
  /** Files beside the entry. */
  files?: Record<string, string>
  limits?: Partial<RunLimits>
  maxSteps?: number
  path?: string
  caseFiles?: Record<string, string>
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
    caseFiles: options.caseFiles ?? {},
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

/** Variables of a frame of a state, the innermost by default, with all they refer to written out. */
export function variables(state: TraceState, name?: string): Record<string, unknown> {
  const frame =
    name === undefined ? state.stack.at(-1) : state.stack.find((one) => one.name === name)
  if (frame === undefined) throw new Error(`there is no frame ${name}`)
  return Object.fromEntries(
    [...frame.variables].map(([variable, value]) => [variable, written(state, value)]),
  )
}

/** A value with all it refers to: `sequence` as a list, others with their class. What is written twice stays an id. */
function written(state: TraceState, value: TraceValue, open: number[] = []): unknown {
  if (typeof value === 'string') return value
  const object = state.heap.get(value) as HeapObject
  if (open.includes(value)) return `cycle to ${object.type}`
  const inner = (one: TraceValue) => written(state, one, [...open, value])
  if (object.shape === 'text') return `${object.type} ${object.text}`.trim()
  if (object.items !== undefined) {
    const items = object.items.map(inner)
    return object.type === 'list' ? items : { [object.type]: items }
  }
  const entries = (object.entries ?? []).map(([key, item]) => [
    typeof key === 'string' ? key : JSON.stringify(inner(key)),
    inner(item),
  ])
  return object.type === 'dict'
    ? Object.fromEntries(entries)
    : { [object.type]: Object.fromEntries(entries) }
}
