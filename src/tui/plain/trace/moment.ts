import type { Language, SourceFile } from '../../../core/course/model.ts'
import { type Changes, changesAt } from '../../../core/trace/changes.ts'
import type { Trace, TraceValue } from '../../../core/trace/model.ts'
import { type ObjectName, objectNames } from '../../../core/trace/names.ts'
import type { Outline } from '../../../core/trace/outline.ts'
import type { FrameState, TraceState } from '../../../core/trace/replay.ts'
import { placedName } from './names.ts'
import { oneLine, typeWord, valueText } from './values.ts'

/** One step of a program, what is different from the step before, and how the program calls its objects. */
export interface Moment {
  state: TraceState
  before: TraceState | null
  changes: Changes
  names: ReadonlyMap<number, ObjectName[]>
  /** The frame that the step is about; undefined with none on the stack. */
  here: FrameState | undefined
  language: Language
  files: readonly SourceFile[]
}

export function momentOf(
  outline: Outline,
  { language, files }: Pick<Trace, 'language' | 'files'>,
  before: TraceState | null,
  state: TraceState,
): Moment {
  const changes = changesAt(outline, before, state)
  const here = state.stack.at(-1)
  // Before the first step nothing was seen: only what a call is given with it is new then.
  const isGiven = state.step.event === 'call'
  const given = changes.variables.filter(({ frame }) => isGiven && frame.id === here?.id)
  const seen = before === null ? { ...changes, variables: given, objects: [] } : changes
  let names: Moment['names'] | null = null
  return {
    state,
    before,
    changes: seen,
    // Most steps change no object, and looking through all of them takes longer than the rest.
    get names() {
      names ??= objectNames(state)
      return names
    },
    here,
    language,
    files,
  }
}

/** `Line 3`, and of which file in a program of several. */
export function lineName(
  { files }: Moment,
  { file, line }: { file: number; line: number },
): string {
  return files.length > 1 ? `Line ${line} of ${oneLine(files[file]?.path ?? '')}` : `Line ${line}`
}

/** Longer values are cut in a sentence. */
const WIDTH = 60

/** A value inside a sentence. */
export function told({ state, language }: Moment, value: TraceValue | undefined): string {
  return value === undefined ? 'nothing' : valueText(value, state.heap, language, WIDTH)
}

/** A value inside an object: another object that has a variable is called by its name. */
export function toldPart(moment: Moment, value: TraceValue): string {
  const object = typeof value === 'number' ? moment.state.heap.get(value) : undefined
  const name = moment.names.get(value as number)?.find(({ direct }) => direct)
  if (object === undefined || name === undefined || object.shape === 'text')
    return told(moment, value)
  return `the ${typeWord(object)} ${placedName(name, moment.here)}`
}
