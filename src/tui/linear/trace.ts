import { wrapLine } from '../plain/layout.ts'
import { line, plainText } from '../plain/spans.ts'
import { nextSentence } from '../plain/trace/next.ts'
import { joined, sentences } from '../plain/trace/sentences.ts'
import { stateLines } from '../plain/trace/state-words.ts'
import { oneLine } from '../plain/trace/values.ts'
import type { TraceScreenState } from '../state/trace.ts'
import { KEY, type Speaker, WIDTH } from './speaker.ts'

export function traceSpeaker(): Speaker<TraceScreenState> {
  return {
    say: (state, before) => {
      const { playback, index } = state
      const said: string[] = []
      if (before === null || before.playback !== playback)
        said.push(
          `Trace of ${oneLine(titleOf(state))}, ${stepsOf(playback.count)}.`,
          'A number goes to that step; l and a number runs to that line.',
        )
      if (before?.playback !== playback || before.index !== index) {
        said.push(...stepLines(state))
        // After a leap, what one step changed is not what is new to the listener.
        if (before?.playback === playback && Math.abs(before.index - index) > 1)
          said.push(...allLines(state))
      }
      if (before !== null && before.wide !== state.wide) said.push(...allLines(state))
      if (state.running && before?.running !== true) said.push('Tracing again.')
      return said.flatMap(wrapped)
    },
    ask: ({ field }) => {
      if (field === null) return ''
      return field.for === 'to-line' ? 'Run to line' : 'Go to step'
    },
    hear: (state, text, at) => {
      const typed = text.trim()
      if (state.field !== null)
        return typed === ''
          ? KEY
          : { do: 'event', event: { type: 'text', text: typed, pasted: true } }
      const [, line] = /^l\s+(\S+)$/.exec(typed) ?? []
      if (line !== undefined)
        return { do: 'event', event: { type: 'given', answer: { type: 'text', text: line }, at } }
      return /^\d+$/.test(typed)
        ? { do: 'event', event: { type: 'choose', index: Number(typed) - 1 } }
        : KEY
    },
  }
}

function wrapped(text: string): string[] {
  const indent = /^ */.exec(text)?.[0] ?? ''
  const rows = wrapLine(line(text.trimStart()), WIDTH, {
    first: line(indent),
    rest: line(`${indent}  `),
  })
  return rows.map(plainText)
}

function titleOf({ playback }: TraceScreenState): string {
  const { ran, case: test } = playback.trace
  return test === null ? ran : `${test.exercise}, ${test.title}: ${ran}`
}

function stepsOf(count: number): string {
  return count === 1 ? 'one step' : `${count} steps`
}

/** `Step 4 of 13.`, what is different, and the code of the line that is next. */
function stepLines({ playback, index }: TraceScreenState): string[] {
  const moment = playback.moment(index)
  const next = nextSentence(playback, index)
  if (moment === null) return [next]
  const { step } = moment.state
  const code = playback.trace.files[step.file]?.text.split('\n')[step.line - 1] ?? ''
  const isNext = step.event === 'line' && index < playback.count - 1
  return [
    joined([`Step ${index + 1} of ${playback.count}.`, ...sentences(moment)]),
    ...(next === '' ? [] : [isNext ? `${next.replace(/\.$/, '')}: ${oneLine(code).trim()}` : next]),
  ]
}

function allLines({ playback, index }: TraceScreenState): string[] {
  const moment = playback.moment(index)
  return moment === null ? [] : stateLines(moment)
}
