import type { Line } from '../plain/spans.ts'
import { plainText } from '../plain/spans.ts'
import type { BaseEvent, ViewFacts } from '../state/program.ts'

/** What a typed line means. */
export type Heard =
  | { do: 'event'; event: BaseEvent }
  /** A key or the name of an action, found among those that work now. */
  | { do: 'key' }
  /** Something is still missing; what to say. */
  | { do: 'more'; text: string }

/** How a screen speaks and hears in linear mode. May remember what was typed so far. */
export interface Speaker<State> {
  /** What is new since `before`; null: all of it. Markdown's marks are already plain lines. */
  say(state: State, before: State | null): string[]
  /** What to ask for; '' for nothing but a key, null while something is being recorded. */
  ask(state: State): string | null
  /** `null`: this line is for the keys. Throws a MasteryError for what cannot be an answer. */
  hear(state: State, text: string, at: number): Heard
  /** Where nothing is drawn, what stands for the view. */
  facts?(state: State): ViewFacts
}

export const KEY: Heard = { do: 'key' }

/** Lines as a voice should read them: without bars, rules and signs whose words stand beside them. */
export function spoken(lines: readonly Line[]): string[] {
  const texts = lines.map((row) =>
    plainText(row)
      .replace(/^(│↳|│ ?|▏ ?)/, '')
      .replace(/^ *› /, '')
      .replaceAll(/[✓✗◐▸] ?/g, '')
      .replace(/^ {2}(?=Program$)/, '')
      .replaceAll(' │ ', ': ')
      .replaceAll(/[█░▏▎▍▌▋▊▉]+ */g, '')
      .trimEnd(),
  )
  return texts.filter(
    (text, index) => !/^[─═┼ ]+$/.test(text) && (text !== '' || (texts[index - 1] ?? '') !== ''),
  )
}

/** Of the usual terminal, which would break longer lines in the middle of words. */
export const WIDTH = 79
export const PAGE = { columns: WIDTH + 2, rows: 1000 }

export function chosenNumber(text: string, count: number): Heard {
  const number = /^\d+$/.test(text.trim()) ? Number(text) : 0
  return number >= 1 && number <= count
    ? { do: 'event', event: { type: 'choose', index: number - 1 } }
    : KEY
}
