import type { Traced } from '../../../core/practice/traced.ts'
import { atLine, frameWord } from './names.ts'
import type { Playback } from './playback.ts'
import { oneLine } from './values.ts'

/** What comes after a step: `Next: line 4.`; at the last step how it ended; '' where that is not known. */
export function nextSentence(playback: Playback<Traced>, index: number): string {
  const { trace } = playback
  const moment = playback.moment(index)
  if (moment === null || index === playback.count - 1) return endSentence(trace)
  const { event, line, file } = moment.state.step
  const following = trace.steps[index + 1]
  if (event === 'line') return `Next: ${lineWords(trace, file, line)}.`
  if (event === 'call')
    return `Now in ${moment.here === undefined ? 'it' : frameWord(moment.here)}.`
  const caller = moment.state.stack.at(-2)
  if (event === 'return' && caller !== undefined)
    return `Next: back in ${frameWord(caller)}${atLine(caller)}.`
  if (following === undefined || following.event !== 'line') return ''
  return `Next: ${lineWords(trace, following.file, following.line)}.`
}

/** How it all ended, also for a trace without a single step. */
export function endSentence({ what, steps }: Traced): string {
  if (what !== null) return oneLine(what)
  return steps.length === 0 ? 'There is nothing to run in it.' : 'That was the last step.'
}

/** `line 4`, with the file where there are several. */
function lineWords({ files }: Traced, file: number, line: number): string {
  return files.length > 1 ? `line ${line} of ${oneLine(files[file]?.path ?? '')}` : `line ${line}`
}
