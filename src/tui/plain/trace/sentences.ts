import { count } from '../progress.ts'
import { eventSentence } from './event-words.ts'
import { lineName, type Moment } from './moment.ts'
import { objectSentences } from './object-change.ts'
import { oneLine } from './values.ts'
import { variableSentence } from './variable-change.ts'

/** More changes in one step are only counted, more printed lines too. */
const MOST = 8
const MOST_ROWS = 3
const PRINTS = 'Prints'
/** Longer printed lines are cut. */
const MOST_COLUMNS = 200

/**
 * What happened since the step before, a sentence each: `Line 3: total is now 7 (was 4).` Says nothing of what is as
 * it was.
 */
export function sentences(moment: Moment): string[] {
  const { state, changes, here } = moment
  const { event, out = '', err = '' } = state.step
  const all = [
    ...changes.variables
      // A call says its arguments itself.
      .filter(({ frame }) => event !== 'call' || frame.id !== here?.id)
      .map((change) => variableSentence(moment, change)),
    ...changes.objects.flatMap((change) => objectSentences(moment, change)),
  ]
  const said = all.length > MOST ? all.slice(0, MOST - 1) : all
  if (all.length > MOST) said.push(`${count(all.length - said.length, 'more change')}.`)
  said.push(...printed(PRINTS, out), ...printed(`${PRINTS} as an error`, err))
  const sentence = eventSentence(moment)
  const own = sentence === null ? [] : [sentence]
  if (state.index === 0 && event === 'line') return ['The program begins.', ...said]
  const [first, ...rest] = said
  const ran = changes.ran === null ? undefined : lineName(moment, changes.ran)
  if (first !== undefined) return [ran === undefined ? first : inLine(ran, first), ...rest, ...own]
  return own.length > 0 || ran === undefined ? own : nothingNew(moment, ran)
}

/** `Line 3: total is now 7 (was 4).`, `Line 4 prints: 7` */
function inLine(line: string, sentence: string): string {
  return sentence.startsWith(PRINTS)
    ? `${line} ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
    : `${line}: ${sentence}`
}

/** What is said of a line after which everything is as before. */
function nothingNew({ before, here }: Moment, line: string): string[] {
  const { event } = before?.step ?? {}
  if (event === 'call' || event === 'resume' || event === 'exception') return []
  return [before?.stack.at(-1)?.id === here?.id ? `${line} changes nothing.` : `${line} is done.`]
}

/** Sentences one after the other; what ends without a full stop, as what a program prints may, is set apart. */
export function joined(said: readonly string[]): string {
  return said
    .map((text, at) => (at === said.length - 1 || /[.?!]$/.test(text) ? text : `${text} ·`))
    .join(' ')
}

function printed(verb: string, text: string): string[] {
  if (text === '') return []
  const rows = text.replace(/\n$/, '').split('\n').map(cut)
  if (rows.length === 1) return [rows[0] === '' ? `${verb} an empty line.` : `${verb}: ${rows[0]}`]
  const shown = rows.slice(0, MOST_ROWS)
  if (rows.length > MOST_ROWS) shown.push('…')
  return [`${verb} ${rows.length} lines: ${shown.join(' / ')}`]
}

function cut(row: string): string {
  const text = oneLine(row)
  return text.length > MOST_COLUMNS ? `${text.slice(0, MOST_COLUMNS)}…` : text
}
