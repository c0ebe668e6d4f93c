import type { Language } from '../../../core/course/model.ts'
import type { HeapObject, TraceValue } from '../../../core/trace/model.ts'
import { cutText } from '../layout.ts'
import { expandTabs, safeText } from '../safe.ts'

export type Heap = ReadonlyMap<number, HeapObject>

/** Deeper and longer than this, a value is not written out. */
const MOST_DEPTH = 4
const MOST_ITEMS = 30

/** A program's text on one line of the screen. */
export function oneLine(text: string): string {
  return expandTabs(safeText(text).replaceAll('\n', ' '))
}

/** A value as the language writes it, with all that is in it, in at most `width` columns. */
export function valueText(
  value: TraceValue,
  heap: Heap,
  language: Language,
  width = Number.POSITIVE_INFINITY,
): string {
  return cutText(oneLine(written(value, heap, language, [])), width)
}

/** What stands for an object in a sentence: `list`, `array`, `Point`. */
export function typeWord({ type }: HeapObject): string {
  const words: Record<string, string> = { Array: 'array', Object: 'object' }
  return oneLine(words[type] ?? type)
}

/** `a list`, `an Item`. */
export function withArticle(word: string): string {
  return `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`
}

/** What a function or class is, inside a sentence: `the function area(w, h)`, `the class Item`. */
export function definitionWords({ type, text = '' }: HeapObject): string {
  const [, kind = type, star = '', head = ''] = /^((?:async )?function|class)(\*?)\s*(.*)$/s.exec(
    text,
  ) ?? [undefined, type, '', text]
  return oneLine(`the ${star === '' ? kind : `generator ${kind}`} ${head}`)
}

/** Functions, classes and modules: there for the whole run, and seldom what one looks for. */
export function isDefinition(object: HeapObject | undefined): object is HeapObject {
  return object?.shape === 'text' && /^(function|class|module|method)$/.test(object.type)
}

/** How many items or entries an object has, also those that are not shown. */
export function sizeOf({ items, entries, more = 0 }: HeapObject): number {
  return (items ?? entries ?? []).length + more
}

/** What a function gives back that gives back nothing. */
export function isNothing(value: TraceValue | undefined): boolean {
  return value === undefined || value === 'None' || value === 'undefined'
}

function written(
  value: TraceValue,
  heap: Heap,
  language: Language,
  around: readonly number[],
): string {
  if (typeof value === 'string') return value
  const object = heap.get(value)
  if (object === undefined) return `#${value}`
  if (object.shape === 'text') return textOf(object)
  const [open, close, separator] = brackets(object, language)
  if (around.includes(value) || around.length >= MOST_DEPTH) return `${open}…${close}`
  const inside = (part: TraceValue) => written(part, heap, language, [...around, value])
  const parts =
    object.entries === undefined
      ? (object.items ?? []).map(inside)
      : object.entries.map(([key, part]) => `${inside(key)}${separator}${inside(part)}`)
  const shown = parts.slice(0, MOST_ITEMS)
  const left = sizeOf(object) - shown.length
  if (left > 0) shown.push(`… ${left} more`)
  const comma = object.type === 'tuple' && shown.length === 1 ? ',' : ''
  return `${open}${shown.join(', ')}${comma}${close}`
}

/** `ValueError: no such city`; of what says itself what it is, only that. */
function textOf(object: HeapObject): string {
  const { type, text = '' } = object
  if (text === '') return type
  return isDefinition(object) || text.startsWith(type) ? text : `${type}: ${text}`
}

/** What an object begins and ends with, and what stands between a key and its value. */
function brackets(object: HeapObject, language: Language): [string, string, string] {
  const { type, shape } = object
  const isPython = language === 'python'
  if (shape === 'object')
    return isPython ? [`${type}(`, ')', '='] : [type === 'Object' ? '{' : `${type} {`, '}', ': ']
  const plain: Record<string, [string, string]> = isPython
    ? { list: ['[', ']'], tuple: ['(', ')'], set: ['{', '}'], dict: ['{', '}'] }
    : { Array: ['[', ']'] }
  const isEmptySet = isPython && type === 'set' && sizeOf(object) === 0
  const [open, close] =
    (isEmptySet ? undefined : plain[type]) ?? (isPython ? [`${type}(`, ')'] : [`${type} {`, '}'])
  return [open, close, isPython ? ': ' : ' => ']
}
