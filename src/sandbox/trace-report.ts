import type { SourceFile } from '../core/course/model.ts'
import type {
  FrameChange,
  HeapObject,
  TraceEvent,
  TraceStep,
  TraceValue,
} from '../core/trace/model.ts'
import { isRecord, readJson, whole } from './report.ts'

/** A name or a class. */
const MAX_NAME = 300
/** A primitive as the language writes it, the text of an object, a message. */
const MAX_TEXT = 4_000
/** Frames that change, objects that change, items of one object. */
const MAX_LIST = 10_000
const MAX_STACK = 100_000
const MAX_ID = 2 ** 31
const EVENTS: ReadonlySet<unknown> = new Set<TraceEvent>([
  'line',
  'call',
  'return',
  'suspend',
  'resume',
  'exception',
])
const SHAPES: ReadonlySet<unknown> = new Set<HeapObject['shape']>([
  'sequence',
  'set',
  'mapping',
  'object',
  'text',
])

class Malformed extends Error {}

/**
 * Reads the steps that a guest sends, in batches: JSON arrays of `TraceStep` without `out` and `err`. The guest is not
 * trusted: each step is built anew of what was checked, and may name only files, lines, frames and objects that are
 * there.
 */
export class StepReader {
  private readonly lines: readonly number[]
  private readonly frames = new Set<number>()
  private readonly objects = new Set<number>()
  private readonly mostLines: number
  private depth = 0

  /** `files`: as the guest got them, by index. */
  constructor(files: readonly SourceFile[]) {
    this.lines = files.map(({ text }) => text.split(/\r\n|[\n\r\u2028\u2029]/).length)
    this.mostLines = Math.max(...this.lines)
  }

  /** The steps of a batch; null when anything in it is not as it should be. */
  read(payload: Buffer): TraceStep[] | null {
    try {
      return list(readJson(payload), MAX_LIST).map((data) => this.step(record(data)))
    } catch (error) {
      if (error instanceof Malformed) return null
      throw error
    }
  }

  private step(data: Record<string, unknown>): TraceStep {
    if (!EVENTS.has(data.event)) throw new Malformed()
    const file = number(data.file, 0, this.lines.length - 1)
    const step: TraceStep = {
      event: data.event as TraceEvent,
      file,
      line: number(data.line, 1, this.lines[file] ?? 0),
    }
    const heap = data.heap === undefined ? [] : Object.entries(record(data.heap))
    // Objects may refer to each other, so all of them are known before one is read.
    for (const [id] of heap) this.objects.add(number(Number(id), 0, MAX_ID))
    if (heap.length > MAX_LIST) throw new Malformed()
    if (heap.length > 0)
      step.heap = Object.fromEntries(
        heap.map(([id, object]) => [Number(id), this.object(record(object))]),
      )
    if (data.frames !== undefined)
      step.frames = list(data.frames, MAX_LIST).map((frame) => this.frame(record(frame)))
    if (data.stack !== undefined) this.stack(step, data)
    if (data.returned !== undefined) step.returned = this.value(data.returned)
    if (data.exception !== undefined) {
      const { type, message } = record(data.exception)
      step.exception = { type: text(type, MAX_NAME), message: text(message, MAX_TEXT) }
    }
    return step
  }

  private stack(step: TraceStep, data: Record<string, unknown>): void {
    const keep = data.keep === undefined ? 0 : number(data.keep, 0, this.depth)
    step.stack = list(data.stack, MAX_STACK).map((id) => known(this.frames, id))
    if (keep > 0) step.keep = keep
    this.depth = keep + step.stack.length
    if (this.depth > MAX_STACK) throw new Malformed()
  }

  private frame(data: Record<string, unknown>): FrameChange {
    const change: FrameChange = { id: number(data.id, 0, MAX_ID) }
    if (data.name !== undefined) change.name = text(data.name, MAX_NAME)
    else if (!this.frames.has(change.id)) throw new Malformed()
    this.frames.add(change.id)
    if (data.kind !== undefined) {
      if (data.kind !== 'async' && data.kind !== 'generator') throw new Malformed()
      change.kind = data.kind
    }
    if (data.line !== undefined) change.line = number(data.line, 1, this.mostLines)
    if (data.set !== undefined) {
      const variables = Object.entries(record(data.set))
      if (variables.length > MAX_LIST) throw new Malformed()
      change.set = Object.fromEntries(
        variables.map(([name, value]) => [text(name, MAX_NAME), this.value(value)]),
      )
    }
    if (data.unset !== undefined)
      change.unset = list(data.unset, MAX_LIST).map((name) => text(name, MAX_NAME))
    return change
  }

  private object(data: Record<string, unknown>): HeapObject {
    if (!SHAPES.has(data.shape)) throw new Malformed()
    const object: HeapObject = {
      type: text(data.type, MAX_NAME),
      shape: data.shape as HeapObject['shape'],
    }
    if (data.items !== undefined)
      object.items = list(data.items, MAX_LIST).map((item) => this.value(item))
    if (data.entries !== undefined)
      object.entries = list(data.entries, MAX_LIST).map((entry) => {
        const [key, value] = list(entry, 2)
        return [this.value(key), this.value(value)]
      })
    if (data.text !== undefined) object.text = text(data.text, MAX_TEXT)
    if (data.more !== undefined) object.more = number(data.more, 0, 2 ** 50)
    return object
  }

  private value(data: unknown): TraceValue {
    return typeof data === 'number' ? known(this.objects, data) : text(data, MAX_TEXT)
  }
}

function known(ids: ReadonlySet<number>, data: unknown): number {
  if (typeof data !== 'number' || !ids.has(data)) throw new Malformed()
  return data
}

function record(data: unknown): Record<string, unknown> {
  if (!isRecord(data)) throw new Malformed()
  return data
}

function list(data: unknown, most: number): unknown[] {
  if (!Array.isArray(data) || data.length > most) throw new Malformed()
  return data
}

function text(data: unknown, most: number): string {
  if (typeof data !== 'string' || data.length > most) throw new Malformed()
  return data
}

function number(data: unknown, least: number, most: number): number {
  const found = whole(data, least, most)
  if (found === null) throw new Malformed()
  return found
}
