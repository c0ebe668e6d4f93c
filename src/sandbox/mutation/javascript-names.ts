import type { Node } from 'web-tree-sitter'
import { below, type Change, replace } from './change.ts'
import { type Named, wrongNames } from './names.ts'

export const FUNCTIONS = new Set([
  'function_declaration',
  'function_expression',
  'arrow_function',
  'method_definition',
  'generator_function',
  'generator_function_declaration',
])
const CLOSED = new Set([...FUNCTIONS, 'class_declaration', 'class', 'type_annotation', 'comment'])
const TEXT_METHODS =
  /^(toUpperCase|toLowerCase|trim|trimStart|trimEnd|padStart|padEnd|repeat|replace|replaceAll|slice|join|toFixed|charAt|substring)$/
const NUMBER_CALLS = /^(Number|parseInt|parseFloat|Math\.\w+)$/
/** Not one type. */
const MANY = new Set(['mixed', 'hidden', 'inner'])
const LITERALS: Readonly<Record<string, string>> = {
  ...{ number: 'number', string: 'text', template_string: 'text', array: 'list', object: 'object' },
  ...{ true: 'boolean', false: 'boolean' },
}
const ANNOTATIONS: Readonly<Record<string, string>> = {
  ...{ ': number': 'number', ': string': 'text', ': boolean': 'boolean' },
}

/** A variable taken for another one of the same type in the same scope. */
export function wrongVariables(root: Node): Change[] {
  const scopes = [root, ...below(root, FUNCTIONS)]
  return scopes.flatMap((scope) =>
    wrongNames(scopeNames(scope), (node, name) => replace('wrong-variable', node, name)),
  )
}

function scopeNames(scope: Node): Named {
  const named: Named = { declared: [], uses: [], copies: [], types: new Map() }
  const note = (name: string, type: string | null): void => {
    if (type === null) return
    const before = named.types.get(name)
    named.types.set(name, before === undefined || before === type ? type : 'mixed')
  }
  const declare = (node: Node): void => {
    // A name that hides another one makes its scope too hard to tell.
    if (named.declared.some(({ name }) => name === node.text)) note(node.text, 'hidden')
    else named.declared.push({ name: node.text, at: node.startIndex })
  }
  for (const parameter of scope.childForFieldName('parameters')?.namedChildren ?? []) {
    const name = parameter.type === 'identifier' ? parameter : parameter.namedChildren[0]
    if (name?.type !== 'identifier') continue
    declare(name)
    note(name.text, ANNOTATIONS[parameter.childForFieldName('type')?.text ?? ''] ?? null)
  }
  const visit = (node: Node): void => {
    if (CLOSED.has(node.type)) return
    if (node.type === 'identifier') named.uses.push(node)
    if (node.type === 'variable_declarator') {
      const name = node.childForFieldName('name')
      const value = node.childForFieldName('value')
      if (value !== null) visit(value)
      if (name?.type === 'identifier') {
        // In a block of its own it is not there after it: only what stands in the scope itself counts.
        declare(name)
        if (!isAtTop(node, scope)) note(name.text, 'inner')
        note(name.text, typeOf(value, named.types))
        if (value?.type === 'identifier') named.copies.push([name.text, value.text])
      }
      return
    }
    if (node.type === 'assignment_expression') {
      const left = node.childForFieldName('left')
      const right = node.childForFieldName('right')
      if (right !== null) visit(right)
      if (left?.type === 'identifier') {
        note(left.text, typeOf(right, named.types))
        if (right?.type === 'identifier') named.copies.push([left.text, right.text])
      } else if (left !== null) visit(left)
      return
    }
    if (node.type === 'augmented_assignment_expression' || node.type === 'update_expression') {
      const right = node.childForFieldName('right')
      if (right !== null) visit(right)
      return
    }
    if (node.type === 'call_expression') {
      const called = node.childForFieldName('function')
      if (called !== null && called.type !== 'identifier') visit(called)
      const list = node.childForFieldName('arguments')
      if (list !== null) visit(list)
      return
    }
    usedAs(node, note)
    for (const child of node.namedChildren) visit(child)
  }
  const body = scope.childForFieldName('body') ?? scope
  visit(body)
  return named
}

function isAtTop(node: Node, scope: Node): boolean {
  const holder = node.parent?.parent
  const body = scope.childForFieldName('body') ?? scope
  return holder?.id === body.id
}

/** What stands beside a number in arithmetic is one. */
function usedAs(node: Node, note: (name: string, type: string) => void): void {
  if (node.type !== 'binary_expression') return
  const operator = node.childForFieldName('operator')?.type ?? ''
  if (!/^(-|\*|\/|%|\*\*)$/.test(operator)) return
  for (const side of node.namedChildren) if (side.type === 'identifier') note(side.text, 'number')
}

/** What is known of the names where a node stands. */
export function typesAround(node: Node): ReadonlyMap<string, string> {
  let scope = node
  while (scope.parent !== null && !FUNCTIONS.has(scope.type)) scope = scope.parent
  return scopeNames(scope).types
}

/** The type of an expression as far as its form tells; null when it does not. */
export function typeOf(node: Node | null, known: ReadonlyMap<string, string>): string | null {
  if (node === null) return null
  if (node.type === 'identifier') {
    const type = known.get(node.text) ?? null
    return type === null || MANY.has(type) ? null : type
  }
  if (node.type === 'unary_expression')
    return node.childForFieldName('operator')?.type === 'typeof' ? 'text' : null
  if (node.type === 'member_expression') return /\.length$/.test(node.text) ? 'number' : null
  if (node.type === 'binary_expression') {
    const operator = node.childForFieldName('operator')?.type ?? ''
    if (/^(===|!==|==|!=|<|>|<=|>=)$/.test(operator)) return 'boolean'
    if (/^(-|\*|\/|%|\*\*)$/.test(operator)) return 'number'
    const sides = node.namedChildren.map((side) => typeOf(side, known))
    if (operator === '+' && sides.includes('text')) return 'text'
    return operator === '+' && sides.every((side) => side === 'number') ? 'number' : null
  }
  if (node.type === 'call_expression') {
    const called = node.childForFieldName('function')?.text ?? ''
    if (called === 'prompt' || called === 'String') return 'text'
    if (NUMBER_CALLS.test(called)) return 'number'
    return TEXT_METHODS.test(called.split('.').at(-1) ?? '') ? 'text' : null
  }
  return LITERALS[node.type] ?? null
}
