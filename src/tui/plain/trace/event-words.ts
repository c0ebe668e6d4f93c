import type { TraceStep, TraceValue } from '../../../core/trace/model.ts'
import { lineName, type Moment, told } from './moment.ts'
import { frameTitle, frameWord, isClassBody, isModule, madeClass } from './names.ts'
import { isNothing, oneLine, typeWord } from './values.ts'

/** What the step itself is: a call, what is given back, an exception. Null for a line that is about to run. */
export function eventSentence(moment: Moment): string | null {
  const { state, here } = moment
  const { event, line, returned } = state.step
  if (here === undefined) return null
  const name = frameTitle(here)
  switch (event) {
    case 'call':
      return callSentence(moment)
    case 'return':
      return returnSentence(moment)
    case 'suspend':
      return here.kind === 'generator'
        ? `${name} hands over ${told(moment, returned)} and waits.`
        : `${name} waits in line ${line}; others may go on.`
    case 'resume':
      return `${name} goes on in line ${line}${isNothing(returned) ? '' : `, with ${told(moment, returned)}`}.`
    case 'exception':
      return isPassing(moment)
        ? `The exception passes on to ${frameWord(here)}, line ${line}: ${errorWords(state.step)}`
        : `${lineName(moment, state.step)} raises ${errorWords(state.step)}`
    case 'line':
      return null
  }
}

/** `ValueError: no such city`. */
function errorWords({ exception }: Pick<TraceStep, 'exception'>): string {
  if (exception === undefined) return 'an exception'
  const { type, message } = exception
  return oneLine(message === '' ? type : `${type}: ${message}`)
}

/** Whether the exception comes out of a frame that it left. */
function isPassing({ before, here }: Moment): boolean {
  const inner = before?.stack.at(-1)
  return inner !== undefined && inner.id !== here?.id && isLeaving(before?.step)
}

/** Whether a frame is left by an exception: nothing is given back then, not even nothing. */
function isLeaving(step: TraceStep | undefined): boolean {
  return step?.event === 'exception' || (step?.event === 'return' && step.returned === undefined)
}

function returnSentence(moment: Moment): string {
  const { state, before, here } = moment
  const { returned } = state.step
  const name = here === undefined ? 'It' : frameTitle(here)
  const isRaised = before?.step.event === 'exception' && before.stack.at(-1)?.id === here?.id
  if (isRaised && isNothing(returned)) return `${name} is left by the exception.`
  if (here?.name === '<module>')
    // What waits in JavaScript goes on after it.
    return moment.language === 'python'
      ? 'The program comes to its end.'
      : 'The last line of the program is done.'
  if (here !== undefined && isClassBody(here)) return `${name} is complete.`
  if (here !== undefined && isModule(here)) return `${name} is loaded.`
  const made = here === undefined ? null : madeClass(here)
  if (made !== null && isNothing(returned)) return `The new ${made} is made.`
  if (isNothing(returned))
    return `${name} ends and gives back nothing${returned === undefined ? '' : ` (${returned})`}.`
  return `${name} gives back ${told(moment, returned)}.`
}

function callSentence(moment: Moment): string {
  const { changes, here } = moment
  if (here === undefined) return ''
  const made = madeClass(here)
  const values = changes.variables
    // What is being made has nothing in it yet.
    .filter(({ frame, name }) => frame.id === here.id && !(made !== null && name === 'this'))
    .flatMap(({ name, now }) =>
      now === null ? [] : [`${oneLine(name)} = ${argument(moment, now)}`],
    )
  const what = frameWord(here)
  const given = values.length === 0 ? '' : ` with ${values.join(', ')}`
  const line = changes.ran === null ? 'It' : lineName(moment, changes.ran)
  if (isClassBody(here)) return `${line} begins ${frameWord(here)}.`
  if (isModule(here)) return `${line} loads ${frameWord(here)}.`
  if (here.kind === 'async') return `The async function ${what} begins${given}.`
  if (here.kind === 'generator') return `The generator ${what} begins${given}.`
  if (made !== null) return `${line} makes a new ${made}${given}.`
  return changes.ran === null
    ? `${frameTitle(here)} is called${given}.`
    : `${line} calls ${what}${given}.`
}

/** An argument: an object that has a name outside the called function is called by that. */
function argument(moment: Moment, value: TraceValue): string {
  const { state, names, here } = moment
  if (typeof value === 'string') return told(moment, value)
  const object = state.heap.get(value)
  const other = names.get(value)?.find(({ frame }) => frame.id !== here?.id)
  if (object === undefined || other === undefined || object.shape === 'text')
    return told(moment, value)
  return `the ${typeWord(object)} ${oneLine(other.text)}`
}
