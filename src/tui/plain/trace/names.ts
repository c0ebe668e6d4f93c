import type { ObjectName } from '../../../core/trace/names.ts'
import type { FrameState } from '../../../core/trace/replay.ts'
import { oneLine } from './values.ts'

/** Frames whose names are not the learner's own. */
const FRAMES: Record<string, string> = {
  '<module>': 'the program',
  '<lambda>': 'the lambda',
  '<listcomp>': 'the list comprehension',
  '<setcomp>': 'the set comprehension',
  '<dictcomp>': 'the dict comprehension',
  '<genexpr>': 'the generator expression',
  '(anonymous)': 'the function without a name',
}

/** A frame inside a sentence: `area`, `the program`, `the module helper`, `the class Point`. */
export function frameWord({ name }: Pick<FrameState, 'name'>): string {
  const [, module] = /^<module (.+)>$/.exec(name) ?? []
  if (module !== undefined) return `the module ${oneLine(module)}`
  if (isClassBody({ name })) return `the ${oneLine(name)}`
  const made = madeClass({ name })
  if (made !== null) return `the constructor of ${made}`
  return FRAMES[name] ?? oneLine(name)
}

/** A frame at the beginning of a sentence or a line: `area`, `The program`. */
export function frameTitle(frame: Pick<FrameState, 'name'>): string {
  const word = frameWord(frame)
  return word === oneLine(frame.name) ? word : word.charAt(0).toUpperCase() + word.slice(1)
}

/** A class is made by running what is inside it. */
export function isClassBody({ name }: Pick<FrameState, 'name'>): boolean {
  return name.startsWith('class ')
}

/** The class of which a new object is made, by a frame that JavaScript enters for it; null for any other frame. */
export function madeClass({ name }: Pick<FrameState, 'name'>): string | null {
  return name.startsWith('new ') ? oneLine(name.slice('new '.length)) : null
}

/** A file that another one imports runs once, to its end. */
export function isModule({ name }: Pick<FrameState, 'name'>): boolean {
  return name.startsWith('<module ')
}

/** `, line 4`; nothing for a program that stands at no line, as while a test calls its functions. */
export function atLine({ line }: Pick<FrameState, 'line'>): string {
  return line < 1 ? '' : `, line ${line}`
}

/** A name, with the frame that it is in where that is not the one the step is about. */
export function placedName(
  { text, frame }: Pick<ObjectName, 'text' | 'frame'>,
  here: FrameState | undefined,
): string {
  const name = oneLine(text)
  return here === undefined || frame.id === here.id ? name : `${name} (in ${frameWord(frame)})`
}

/** Several names of one object, those of a frame together: `backup, places and all in the program`. */
export function namesText(
  names: readonly ObjectName[],
  here: FrameState | undefined,
  step = '',
): string {
  const frames = [...new Set(names.map(({ frame }) => frame))]
  return frames
    .map((frame) => {
      const own = names.filter((name) => name.frame === frame)
      const text = own.map((name) => `${oneLine(name.text)}${step}`).join(' and ')
      return frame.id === here?.id ? text : `${text} in ${frameWord(frame)}`
    })
    .join(', ')
}
