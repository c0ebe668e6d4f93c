import type { Node } from 'web-tree-sitter'
import { ancestor, below, type Change, joinArguments, replace } from './change.ts'
import { FUNCTIONS } from './javascript-names.ts'

const METHODS: Readonly<Record<string, string>> = {
  toUpperCase: 'toLowerCase',
  toLowerCase: 'toUpperCase',
  trim: 'trimEnd',
  trimStart: 'trimEnd',
  trimEnd: 'trimStart',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  indexOf: 'lastIndexOf',
  lastIndexOf: 'indexOf',
  padStart: 'padEnd',
  padEnd: 'padStart',
  push: 'unshift',
  unshift: 'push',
  pop: 'shift',
  shift: 'pop',
  some: 'every',
  every: 'some',
  find: 'findLast',
  findIndex: 'findLastIndex',
  replaceAll: 'replace',
  map: 'forEach',
  keys: 'values',
  values: 'keys',
  floor: 'ceil',
  ceil: 'floor',
  round: 'floor',
  trunc: 'round',
  min: 'max',
  max: 'min',
  parseInt: 'parseFloat',
}
/** Calls without arguments that give back a changed text or number. */
const LOSABLE = new Set([
  'toUpperCase',
  'toLowerCase',
  'trim',
  'trimStart',
  'trimEnd',
  'reverse',
  'toSorted',
])
const COMMUTATIVE = new Set(['max', 'min', 'hypot', 'is'])
/** Another function or method, arguments in another order, a call left out. */
export function call(node: Node): Change[] {
  const called = node.childForFieldName('function')
  const list = node.childForFieldName('arguments')
  if (called === null || list?.type !== 'arguments') return []
  const given = list.namedChildren.filter(({ type }) => type !== 'comment')
  const texts = given.map(({ text }) => text)
  const property = called.childForFieldName('property')
  const name = property?.text ?? called.text
  const found: Change[] = []
  const [first, second] = given
  const isSpread = given.slice(0, 2).some(({ type }) => type === 'spread_element')
  if (first !== undefined && second !== undefined && !isSpread)
    if (!COMMUTATIVE.has(name) && first.text !== second.text)
      found.push(
        replace('arguments', list, joinArguments([second.text, first.text, ...texts.slice(2)])),
      )
  if (second !== undefined && (name === 'slice' || name === 'reduce' || name === 'parseInt'))
    found.push(replace('argument-lost', list, joinArguments(texts.slice(0, 1))))
  if (first?.type === 'arrow_function' && /^(sort|toSorted)$/.test(name))
    found.push(replace('argument-lost', list, '()'))
  const other = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  if (other !== undefined) found.push(replace('method', property ?? called, other))
  const object = called.childForFieldName('object')
  if (object !== null && given.length === 0 && LOSABLE.has(name))
    found.push(replace('method-lost', node, object.text))
  if (object !== null && name === 'filter') found.push(replace('filter-lost', node, object.text))
  if (texts.length === 1 && /^(Number|String)$/.test(called.text) && !isOnlyCalculatedWith(node))
    found.push(replace('conversion', node, texts[0] ?? ''))
  if (texts.length === 1 && called.text === 'Math.abs')
    found.push(replace('method-lost', node, texts[0] ?? ''))
  return found
}

/**
 * A name whose every use takes text as well: `-`, `*`, `/` and `%` make a number of it, as Math does, and it is printed
 * as it is. To leave `Number` out is then no mistake.
 */
function isOnlyCalculatedWith(node: Node): boolean {
  const declarator = node.parent
  const name =
    declarator?.type === 'variable_declarator' ? declarator.childForFieldName('name') : null
  const scope = ancestor(node, new Set([...FUNCTIONS, 'program']))
  if (name === null || scope === null) return false
  const uses = below(scope, new Set(['identifier', 'shorthand_property_identifier'])).filter(
    (use) => use.text === name.text && use.id !== name.id,
  )
  return uses.every(({ parent }) => {
    if (parent?.type === 'template_substitution') return true
    if (parent?.type === 'arguments') return /^(Math|console)\./.test(parent.parent?.text ?? '')
    const operator = parent?.childForFieldName('operator')?.type ?? ''
    return parent?.type === 'binary_expression' && /^(-|\*|\/|%|\*\*)$/.test(operator)
  })
}

/** `[...items]` of a parameter, without the copy. */
export function copied(node: Node): Change[] {
  const [only] = node.namedChildren
  const spread = node.namedChildren.length === 1 && only?.type === 'spread_element' ? only : null
  const name = spread?.namedChildren[0]
  if (name?.type !== 'identifier') return []
  const owner = ancestor(node, FUNCTIONS)
  const parameters = owner?.childForFieldName('parameters')?.namedChildren ?? []
  return parameters.some(({ text }) => text === name.text)
    ? [replace('copy-lost', node, name.text)]
    : []
}
