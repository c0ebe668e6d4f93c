import type { ObjectChange } from '../../../core/trace/changes.ts'
import type { HeapObject, TraceValue } from '../../../core/trace/model.ts'
import { stepTo } from '../../../core/trace/names.ts'
import { count } from '../progress.ts'
import { type Moment, toldPart } from './moment.ts'
import { namesText, placedName } from './names.ts'
import { oneLine, sizeOf, typeWord } from './values.ts'

/** More items that changed at once are only counted. */
const MOST = 3

/** How an object is spoken of. */
interface Telling {
  /** How the program gets at it: `cities`, `grid[0]`. */
  name: string
  /** ` (also backup[0])`, or nothing. */
  also(step: string): string
  /** `The list cities (also called backup)`. */
  whole: string
  value(value: TraceValue): string
}

/**
 * What happened to an object, one sentence each: `The list cities has a new item at its end: 'Oslo'.`,
 * `grid[0][1] is now 7 (was 0).` Nothing of one that is new, or that no name leads to.
 */
export function objectSentences(moment: Moment, { id, before, now }: ObjectChange): string[] {
  const [first, ...more] = moment.names.get(id) ?? []
  if (before === null || first === undefined) return []
  // Ways through other objects only where no variable refers to it.
  const others = more.filter(({ direct }) => direct === first.direct)
  const also = (step: string) =>
    others.length === 0 ? '' : ` (also ${namesText(others, moment.here, step)})`
  const name = placedName(first, moment.here)
  const telling: Telling = {
    name,
    also,
    whole: `The ${typeWord(now)} ${name}${also('')}`,
    value: (value) => toldPart(moment, value),
  }
  if (now.shape === 'sequence') return sequence(before, now, telling)
  if (now.shape === 'set') return set(before, now, telling)
  if (now.shape === 'text') return [`${telling.whole} is now ${oneLine(now.text ?? '')}.`]
  return entries(before, now, telling)
}

function sequence(before: HeapObject, now: HeapObject, telling: Telling): string[] {
  const { name, also, whole, value } = telling
  const old = before.items ?? []
  const items = now.items ?? []
  const [start, end] = commonEnds(old, items)
  const gone = old.slice(start, old.length - end)
  const come = items.slice(start, items.length - end)
  const grown = sizeOf(now) - sizeOf(before)
  if (grown === 0 && gone.length === come.length && gone.length <= MOST)
    return come.map((item, at) => {
      const was = value(gone[at] as TraceValue)
      const step = `[${start + at}]`
      return `${name}${step}${also(step)} is now ${value(item)} (was ${was}).`
    })
  if (grown !== 0 && now.more !== undefined)
    return [`${whole} now has ${count(sizeOf(now), 'item')} (had ${sizeOf(before)}).`]
  if (gone.length === 0) {
    const where = end === 0 ? ' at its end' : start === 0 ? ' at its beginning' : `, now [${start}]`
    return [`${whole} has ${newItems(come, telling, where)}.`]
  }
  if (come.length === 0) return [`${whole} lost ${lostItems(gone, telling)}.`]
  const shown = items.slice(0, 10).map(value)
  if (items.length > shown.length) shown.push('…')
  return [`${whole} is now: ${shown.join(', ')}.`]
}

/** How many items are the same at the beginning and, of the rest, at the end. */
function commonEnds(old: readonly TraceValue[], items: readonly TraceValue[]): [number, number] {
  const most = Math.min(old.length, items.length)
  let start = 0
  while (start < most && old[start] === items[start]) start++
  let end = 0
  while (end < most - start && old.at(-1 - end) === items.at(-1 - end)) end++
  return [start, end]
}

function set(before: HeapObject, now: HeapObject, telling: Telling): string[] {
  const come = (now.items ?? []).filter((item) => !before.items?.includes(item))
  const gone = (before.items ?? []).filter((item) => !now.items?.includes(item))
  return [
    ...(come.length > 0 ? [`${telling.whole} has ${newItems(come, telling, '')}.`] : []),
    ...(gone.length > 0 ? [`${telling.whole} lost ${lostItems(gone, telling)}.`] : []),
  ]
}

function newItems(items: readonly TraceValue[], telling: Telling, where: string): string {
  if (items.length === 1) return `a new item${where}: ${telling.value(items[0] as TraceValue)}`
  return `${items.length} new items${where}: ${listed(items, telling)}`
}

function lostItems(items: readonly TraceValue[], telling: Telling): string {
  if (items.length === 1) return `the item ${telling.value(items[0] as TraceValue)}`
  return `${items.length} items: ${listed(items, telling)}`
}

function listed(items: readonly TraceValue[], { value }: Telling): string {
  return `${items.slice(0, MOST).map(value).join(', ')}${items.length > MOST ? ', …' : ''}`
}

function entries(before: HeapObject, now: HeapObject, telling: Telling): string[] {
  const { name, also, whole, value } = telling
  const old = new Map(before.entries)
  const current = new Map(now.entries)
  const said: string[] = []
  for (const [key, item] of current) {
    const was = old.get(key)
    const step = oneLine(stepTo(now, key))
    const at = `${name}${step}${also(step)}`
    if (was === undefined && now.shape === 'mapping')
      said.push(`${whole} has a new entry: ${value(key)}: ${value(item)}.`)
    else if (was === undefined) said.push(`${at} is ${value(item)} (new).`)
    else if (was !== item) said.push(`${at} is now ${value(item)} (was ${value(was)}).`)
  }
  // What is not shown may still be there.
  for (const key of now.more === undefined ? old.keys() : [])
    if (!current.has(key)) said.push(`${whole} no longer has ${value(key)}.`)
  return said
}
