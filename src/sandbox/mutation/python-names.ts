import type { Node } from 'web-tree-sitter'
import { below, type Change, replace } from './change.ts'
import { type Named, wrongNames } from './names.ts'

const SCOPES = new Set(['function_definition', 'lambda', 'class_definition'])
const COMPREHENSIONS = new Set([
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
])
const TEXT_METHODS =
  /^(upper|lower|strip|lstrip|rstrip|title|capitalize|casefold|replace|join|ljust|rjust|zfill|center|format)$/
const CALLS: Readonly<Record<string, string>> = {
  ...{ int: 'number', float: 'number', len: 'number', round: 'number', abs: 'number' },
  ...{ sum: 'number', input: 'text', str: 'text', list: 'list', sorted: 'list', dict: 'dict' },
  set: 'set',
}
const LITERALS: Readonly<Record<string, string>> = {
  ...{ integer: 'number', float: 'number', string: 'text', concatenated_string: 'text' },
  ...{ list: 'list', list_comprehension: 'list', dictionary: 'dict', set: 'set' },
  ...{ true: 'boolean', false: 'boolean', comparison_operator: 'boolean', not_operator: 'boolean' },
}
const ANNOTATIONS: Readonly<Record<string, string>> = {
  ...{ int: 'number', float: 'number', str: 'text', bool: 'boolean', list: 'list', dict: 'dict' },
}

/** A variable taken for another one of the same type in the same scope. */
export function wrongVariables(root: Node): Change[] {
  const scopes = [root, ...below(root, new Set(['function_definition']))]
  return scopes.flatMap((scope) => wrongNames(scopeNames(scope), replaceName))
}

function replaceName(node: Node, name: string): Change {
  return replace('wrong-variable', node, name)
}

function scopeNames(scope: Node): Named {
  const named: Named = { declared: [], uses: [], copies: [], types: new Map() }
  const note = (name: string, type: string | null): void => {
    if (type === null) return
    const before = named.types.get(name)
    named.types.set(name, before === undefined || before === type ? type : 'mixed')
  }
  const declare = (node: Node): void => {
    if (!named.declared.some(({ name }) => name === node.text))
      named.declared.push({ name: node.text, at: node.startIndex })
  }
  for (const parameter of scope.childForFieldName('parameters')?.namedChildren ?? []) {
    const name =
      parameter.type === 'identifier'
        ? parameter
        : (parameter.childForFieldName('name') ?? parameter.namedChildren[0])
    if (name?.type !== 'identifier' || name.text === 'self' || name.text === 'cls') continue
    declare(name)
    note(name.text, ANNOTATIONS[parameter.childForFieldName('type')?.text ?? ''] ?? null)
    note(name.text, typeOf(parameter.childForFieldName('value'), named.types))
  }
  const body = scope.childForFieldName('body') ?? scope
  const visit = (node: Node): void => {
    if (SCOPES.has(node.type) || COMPREHENSIONS.has(node.type)) return
    const left = node.childForFieldName('left')
    const right = node.childForFieldName('right')
    if (node.type === 'identifier') named.uses.push(node)
    if (node.type === 'assignment' && right !== null) {
      visit(right)
      if (left?.type === 'identifier') {
        declare(left)
        note(left.text, typeOf(right, named.types))
        if (right.type === 'identifier') named.copies.push([left.text, right.text])
      } else if (left !== null && /subscript|attribute/.test(left.type)) visit(left)
      else for (const one of left?.namedChildren ?? []) declare(one)
      return
    }
    if (node.type === 'augmented_assignment' && right !== null) {
      visit(right)
      if (left !== null) note(left.text, typeOf(right, named.types))
      return
    }
    if (node.type === 'for_statement' && left?.type === 'identifier' && right !== null) {
      visit(right)
      declare(left)
      note(left.text, /^range\(/.test(right.text) ? 'number' : null)
      const inside = node.childForFieldName('body')
      if (inside !== null) visit(inside)
      return
    }
    if (node.type === 'attribute') {
      const object = node.childForFieldName('object')
      if (object !== null) visit(object)
      return
    }
    if (node.type === 'keyword_argument') {
      const value = node.childForFieldName('value')
      if (value !== null) visit(value)
      return
    }
    if (node.type === 'call') {
      const called = node.childForFieldName('function')
      if (called?.type === 'attribute') visit(called)
      const list = node.childForFieldName('arguments')
      if (list !== null) visit(list)
      return
    }
    usedAs(node, note)
    for (const child of node.namedChildren) visit(child)
  }
  visit(body)
  return named
}

/** What stands beside a number in arithmetic or in a comparison is one. */
function usedAs(node: Node, note: (name: string, type: string) => void): void {
  const operator = node.childForFieldName('operator')?.text ?? ''
  const sides = node.namedChildren
  if (node.type === 'binary_operator' && /^(-|\/|\/\/|%|\*\*)$/.test(operator))
    for (const side of sides) if (side.type === 'identifier') note(side.text, 'number')
  if (node.type !== 'comparison_operator') return
  const types = sides.map(({ type }) => LITERALS[type])
  for (const side of sides)
    if (side.type === 'identifier')
      for (const type of types) if (type === 'number' || type === 'text') note(side.text, type)
}

function typeOf(node: Node | null, known: ReadonlyMap<string, string>): string | null {
  if (node === null) return null
  if (node.type === 'identifier') return known.get(node.text) ?? null
  if (node.type === 'binary_operator') {
    const sides = node.namedChildren.map((side) => typeOf(side, known))
    if (sides.includes('text')) return 'text'
    return sides.every((side) => side === 'number') ? 'number' : null
  }
  if (node.type === 'call') {
    const called = node.childForFieldName('function')
    const method = called?.childForFieldName('attribute')?.text
    if (method !== undefined) return TEXT_METHODS.test(method) ? 'text' : null
    return CALLS[called?.text ?? ''] ?? null
  }
  return LITERALS[node.type] ?? null
}
