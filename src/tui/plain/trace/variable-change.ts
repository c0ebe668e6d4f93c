import type { VariableChange } from '../../../core/trace/changes.ts'
import { type Moment, told } from './moment.ts'
import { placedName } from './names.ts'
import { definitionWords, isDefinition, typeWord, withArticle } from './values.ts'

/** What happened to a variable: `total is now 7 (was 4).`, `backup is the same list as cities.` */
export function variableSentence(moment: Moment, change: VariableChange): string {
  const { state, before, here } = moment
  const { frame, name, now } = change
  const what = placedName({ text: name, frame }, here)
  if (now === null) return `${what} is gone.`
  const isNew = change.before === null
  const is = isNew ? `${what} is` : `${what} is now`
  const was = change.before === null ? ' (new)' : ` (was ${told(moment, change.before)})`
  const object = typeof now === 'number' ? state.heap.get(now) : undefined
  if (isNew && isDefinition(object)) return `${what} is ${definitionWords(object)} (new).`
  if (typeof now === 'string' || object === undefined || object.shape === 'text')
    return `${is} ${told(moment, now)}${was}.`
  const other = moment.names
    .get(now)
    ?.find((one) => !(one.variable === name && one.frame.id === frame.id))
  if (other !== undefined)
    return `${is} the same ${typeWord(object)} as ${placedName(other, here)}.`
  const word = typeWord(object)
  const made = before === null || !before.heap.has(now)
  return `${is} ${made ? `a new ${word}` : withArticle(word)}: ${told(moment, now)}.`
}
