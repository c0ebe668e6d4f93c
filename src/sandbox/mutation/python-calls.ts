import type { Node } from 'web-tree-sitter'
import { ancestor, type Change, joinArguments, replace, span } from './change.ts'

const METHODS: Readonly<Record<string, string>> = {
  upper: 'lower',
  lower: 'upper',
  title: 'capitalize',
  capitalize: 'title',
  strip: 'rstrip',
  lstrip: 'rstrip',
  rstrip: 'lstrip',
  startswith: 'endswith',
  endswith: 'startswith',
  find: 'rfind',
  rfind: 'find',
  index: 'count',
  isdigit: 'isalnum',
  isalpha: 'isalnum',
  isalnum: 'isalpha',
  ljust: 'rjust',
  rjust: 'ljust',
  append: 'extend',
  extend: 'append',
  keys: 'values',
  values: 'keys',
  union: 'intersection',
  intersection: 'union',
}
/** Calls without arguments that give back a changed text or a copy. */
const LOSABLE = new Set([
  'upper',
  'lower',
  'strip',
  'lstrip',
  'rstrip',
  'title',
  'capitalize',
  'casefold',
])
const FUNCTIONS: Readonly<Record<string, string>> = {
  min: 'max',
  max: 'min',
  any: 'all',
  all: 'any',
  round: 'int',
  sorted: 'list',
  set: 'list',
  float: 'int',
}
const COMMUTATIVE = new Set(['max', 'min', 'gcd', 'lcm', 'isclose', 'range'])
const SCOPES = new Set(['function_definition', 'lambda', 'class_definition', 'module'])
const NUMBERS = new Set(['integer', 'float'])

/** Another function or method, arguments in another order, a call left out. */
export function call(node: Node): Change[] {
  const called = node.childForFieldName('function')
  const list = node.childForFieldName('arguments')
  if (called === null || list?.type !== 'argument_list') return []
  const given = list.namedChildren.filter(({ type }) => type !== 'comment')
  const texts = given.map(({ text }) => text)
  if (called.text === 'range') return range(given)
  const found: Change[] = []
  const name = called.childForFieldName('attribute')?.text ?? called.text
  const places = given.filter(
    ({ type }) => !['keyword_argument', 'list_splat', 'dictionary_splat'].includes(type),
  )
  const [first, second] = places
  if (
    first !== undefined &&
    second !== undefined &&
    !COMMUTATIVE.has(name) &&
    first.text !== second.text
  )
    found.push(
      replace('arguments', list, joinArguments([second.text, first.text, ...texts.slice(2)])),
    )
  for (const [index, { type }] of given.entries()) {
    const value = given[index]?.childForFieldName('value')?.type ?? ''
    if (type === 'keyword_argument' && value !== 'true' && value !== 'false')
      found.push(replace('argument-lost', list, joinArguments(texts.toSpliced(index, 1))))
  }
  if (called.type === 'attribute') {
    const attribute = called.childForFieldName('attribute')
    const object = called.childForFieldName('object')
    const other = METHODS[name]
    if (attribute !== null && other !== undefined) found.push(replace('method', attribute, other))
    if (object !== null && LOSABLE.has(name) && texts.length === 0)
      found.push(replace('method-lost', node, object.text))
    if (object?.type === 'identifier' && name === 'copy' && isParameter(object))
      found.push(replace('copy-lost', node, object.text))
    return found
  }
  const other = FUNCTIONS[name]
  const [only] = texts
  if (other !== undefined && (texts.length === 1 || /^(min|max)$/.test(name)))
    found.push(replace(name === 'float' ? 'conversion' : 'method', called, other))
  if (only !== undefined && texts.length === 1) {
    if (name === 'int' || name === 'abs')
      found.push(replace(name === 'int' ? 'conversion' : 'method-lost', node, only))
    if (name === 'list' && first?.type === 'identifier' && isParameter(first))
      found.push(replace('copy-lost', node, only))
    if (
      name === 'len' &&
      ancestor(node, new Set(['call']), SCOPES)?.text.startsWith('range(') !== true
    )
      found.push(replace('index', node, `${node.text} - 1`))
  }
  return found
}

function isParameter(name: Node): boolean {
  const parameters = ancestor(name, new Set(['function_definition']))?.childForFieldName(
    'parameters',
  )
  return (parameters?.namedChildren ?? []).some(
    (one) => (one.childForFieldName('name')?.text ?? one.text) === name.text,
  )
}

function range(given: readonly Node[]): Change[] {
  const [first, second, third] = given
  if (first === undefined) return []
  const found: Change[] = []
  if (second === undefined) {
    found.push(replace('range', first, `1, ${first.text}`))
    if (!NUMBERS.has(first.type)) found.push(replace('range', first, `${first.text} - 1`))
    return found
  }
  if (!NUMBERS.has(first.type)) found.push(replace('range', first, `${first.text} + 1`))
  const whole = /^(.*\S)\s*[+-]\s*1$/s.exec(second.text)?.[1]
  if (whole !== undefined) found.push(replace('range', second, whole))
  else if (!NUMBERS.has(second.type)) found.push(replace('range', second, `${second.text} + 1`))
  if (third !== undefined) found.push(replace('range', span(second, third), second.text))
  return found
}

/** A bound of a slice left out or moved by one. */
export function slice(node: Node): Change[] {
  const parts: (Node | null)[] = [null]
  for (const child of node.children)
    if (child.type === ':') parts.push(null)
    else parts[parts.length - 1] = child
  const [start = null, stop = null, step = null] = parts
  const text = (part: Node | null): string => part?.text ?? ''
  const built = (from: string, to: string, by: string): Change =>
    replace('slice', node, by === '' ? `${from}:${to}` : `${from}:${to}:${by}`)
  const found: Change[] = []
  if (start !== null) {
    if (stop !== null) found.push(built('', text(stop), text(step)))
    if (!NUMBERS.has(start.type)) found.push(built(`${start.text} + 1`, text(stop), text(step)))
  }
  if (stop !== null) {
    found.push(built(text(start), '', text(step)))
    if (!NUMBERS.has(stop.type)) found.push(built(text(start), `${stop.text} - 1`, text(step)))
  }
  if (step !== null) found.push(built(text(start), text(stop), ''))
  return found
}
