import type { Language, SourceFile } from '../course/model.ts'

/**
 * What a program did, step by step, as `mastery trace --json` prints it. A step holds only what is different from
 * the step before: `replay.ts` puts the whole state together again. docs/trace.md describes the format.
 */
export interface Trace {
  language: Language
  /** The file that was run; one of `files`. */
  entry: string
  files: SourceFile[]
  /** Steps in the order in which they happened; the first starts from nothing. */
  steps: TraceStep[]
  /** Most steps that were asked for. */
  maxSteps: number
  /** How it came to an end. */
  end: TraceEnd
}

export type TraceEnd =
  | { how: 'finished' }
  /** More would have followed: than was asked for or, in Python, than could be followed. */
  | { how: 'steps' }
  | { how: 'exception'; type: string; message: string }
  /**
   * A limit of the sandbox, one of its causes: `timedOut`, `outOfMemory`, …; or `traceSize`: the steps took more
   * room than a trace may have.
   */
  | { how: 'limit'; cause: string }

/** What a step shows: the moment before a line runs, or what just happened to a frame. */
export type TraceEvent =
  /** The line is about to run. */
  | 'line'
  /** A function was entered. */
  | 'call'
  /** A frame is about to be left; `returned` is what it gives back. */
  | 'return'
  /** A frame waits: `await`, `yield`. It leaves the stack and comes back with `resume`. */
  | 'suspend'
  | 'resume'
  /** An exception was raised here, or is passing through this frame. */
  | 'exception'

export interface TraceStep {
  event: TraceEvent
  /** Index in `files`. */
  file: number
  /** From 1. */
  line: number
  /** Ids of the frames on the stack, outermost first, after those of `keep`; absent: as before. */
  stack?: number[]
  /** How many outermost frames of the stack before stay below those of `stack`; absent: none. */
  keep?: number
  /** Frames that are new or have changed. */
  frames?: FrameChange[]
  /** Objects that are new or have changed, whole; one that nothing shown refers to any more is left as it was. */
  heap?: Record<number, HeapObject>
  /** What was printed since the step before; with the last step also what came after it. */
  out?: string
  err?: string
  /** What the frame gives back (`return`), hands over (`suspend`) or was given (`resume`). */
  returned?: TraceValue
  /** With `exception`: class and message. */
  exception?: { type: string; message: string }
}

export interface FrameChange {
  id: number
  /** Given once, when the frame is new: `<module>`, `add`, `Point.move`. */
  name?: string
  /** Given once: `async` for a coroutine or async function, `generator`; absent: an ordinary call. */
  kind?: 'async' | 'generator'
  /** Line it stands at, where that changed. */
  line?: number
  /** Variables that are new or have another value, in the order in which they came. */
  set?: Record<string, TraceValue>
  /** Names that are gone. */
  unset?: string[]
}

/** A primitive as the language writes it (`"42"`, `"'Ada'"`, `"None"`), or the id of an object on the heap. */
export type TraceValue = string | number

export interface HeapObject {
  /** Class, as the language names it: `list`, `dict`, `Point`, `Array`, `Map`, `function`. */
  type: string
  /**
   * `sequence`: `items` in order. `set`: `items` in any order. `mapping`: `entries` of key and value. `object`:
   * `entries` of attribute name and value. `text`: only `text`, such as the head of a function.
   */
  shape: 'sequence' | 'set' | 'mapping' | 'object' | 'text'
  items?: TraceValue[]
  entries?: [TraceValue, TraceValue][]
  text?: string
  /** How many items or entries are not shown. */
  more?: number
}
