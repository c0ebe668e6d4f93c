import type { Node } from 'web-tree-sitter'
import {
  ancestor,
  below,
  type Change,
  collect,
  oneMore,
  otherCase,
  type Rules,
  replace,
  sameByIdentity,
} from './change.ts'
import { call, copied } from './javascript-calls.ts'
import { FUNCTIONS, typeOf, typesAround, wrongVariables } from './javascript-names.ts'

const BOUNDARIES: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' }
const COMPARISONS: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
}
const ARITHMETIC: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '+',
  '/': '*',
  '%': '/',
  '**': '*',
}
const LOGIC: Readonly<Record<string, string>> = { '&&': '||', '||': '&&', '??': '||' }
const LOOPS = new Set(['for_statement', 'for_in_statement', 'while_statement', 'do_statement'])
const JUMPS = new Set(['break_statement', 'continue_statement'])
const STRINGS = new Set(['string', 'template_string'])
const TYPES = new Set([
  'comment',
  'type_annotation',
  'type_arguments',
  'type_parameters',
  'type_alias_declaration',
  'interface_declaration',
  'import_statement',
])

const RULES: Rules = {
  binary_expression: binary,
  unary_expression(node) {
    const operator = node.childForFieldName('operator')?.type
    const argument = node.childForFieldName('argument')
    if (argument === null || (operator !== '!' && operator !== '-' && operator !== '+')) return []
    return [replace(operator === '+' ? 'conversion' : 'negation', node, argument.text)]
  },
  if_statement: (node) => [...negated(node), ...equalityLost(node)],
  while_statement: (node) => [...negated(node), ...loopLost(node), ...insideLoop(node)],
  do_statement: negated,
  for_statement: (node) => [...stepped(node), ...insideLoop(node)],
  for_in_statement: (node) => [...arrayLoop(node), ...insideLoop(node)],
  ternary_expression: negated,
  number: literal,
  true: (node) => [replace('boolean', node, 'false')],
  false: (node) => [replace('boolean', node, 'true')],
  call_expression: call,
  array: copied,
  subscript_expression: subscript,
  return_statement: returnLost,
  arrow_function: arrow,
  expression_statement: statement,
  throw_statement: raise,
  break_statement: (node) =>
    ancestor(node, LOOPS, new Set(['switch_statement', ...FUNCTIONS])) === null ||
    leavesLoopUnchanged(node)
      ? []
      : [replace('jump', node, 'continue;')],
  continue_statement: (node) => [replace('jump', node, 'break;')],
  await_expression: (node) => {
    const awaited = node.namedChildren[0]
    return awaited === undefined ? [] : [replace('await-lost', node, awaited.text)]
  },
}

/** Mistakes that can be made at each place of a JavaScript or TypeScript file. */
export function javascriptChanges(root: Node): Change[] {
  return [...collect(root, RULES, ({ type }) => TYPES.has(type)), ...wrongVariables(root)]
}

function binary(node: Node): Change[] {
  const left = node.childForFieldName('left')
  const right = node.childForFieldName('right')
  const operator = node.childForFieldName('operator')
  if (left === null || right === null || operator === null) return []
  const boundary = BOUNDARIES[operator.type]
  if (boundary !== undefined)
    return changesNothingAtEqual(node) ? [] : [replace('boundary', operator, boundary)]
  const comparison = COMPARISONS[operator.type]
  if (comparison !== undefined) {
    const found = [replace('comparison', operator, comparison)]
    if (operator.type.length === 3 && mayDiffer(left, right))
      found.push(replace('equality', operator, operator.type.slice(0, 2)))
    for (const side of [left, right]) {
      const content = side.type === 'string' ? side.namedChildren[0] : undefined
      const after = content === undefined ? null : otherCase(content.text)
      const isTypeof = /^typeof/.test(left.text) || /^typeof/.test(right.text)
      if (content?.type === 'string_fragment' && after !== null && !isTypeof)
        found.push(replace('letter-case', content, after))
    }
    return found
  }
  const logic = LOGIC[operator.type]
  if (logic !== undefined)
    return [replace(operator.type === '??' ? 'falsy' : 'logic', operator, logic)]
  const swapped = replace('operands', node, `${right.text} ${operator.text} ${left.text}`)
  if (STRINGS.has(left.type) || STRINGS.has(right.type))
    return operator.type === '+' && left.text !== right.text ? [swapped] : []
  const after = ARITHMETIC[operator.type]
  if (after === undefined || sameByIdentity(operator.type, right.text)) return []
  const kind = operator.type === '%' ? 'division' : 'arithmetic'
  const changed = replace(kind, operator, after)
  const isAbsolute = /^Math\.abs\(/.test(node.parent?.parent?.text ?? '')
  const isSwappable = operator.type === '-' && left.text !== right.text && !isAbsolute
  return isSwappable ? [changed, swapped] : [changed]
}

/** `if (a > best) best = a`: where both are equal, nothing changes. */
function changesNothingAtEqual(node: Node): boolean {
  const pair = [node.childForFieldName('left')?.text, node.childForFieldName('right')?.text]
  const isPair = (one: Node | null | undefined, other: Node | null | undefined): boolean =>
    (one?.text === pair[0] && other?.text === pair[1]) ||
    (one?.text === pair[1] && other?.text === pair[0])
  const whole = node.parent?.type === 'parenthesized_expression' ? node.parent.parent : node.parent
  if (whole?.type === 'ternary_expression')
    return isPair(whole.childForFieldName('consequence'), whole.childForFieldName('alternative'))
  if (whole?.type !== 'if_statement' || whole.childForFieldName('alternative') !== null)
    return false
  const then = whole.childForFieldName('consequence')
  const body = then?.type === 'statement_block' ? then.namedChildren : then === null ? [] : [then]
  const assigned = body?.[0]?.namedChildren[0]
  if (body?.length !== 1 || assigned?.type !== 'assignment_expression') return false
  return isPair(assigned.childForFieldName('left'), assigned.childForFieldName('right'))
}

/** Whether `==` may be true where `===` is not: not for two values of one type. */
function mayDiffer(left: Node, right: Node): boolean {
  const types = typesAround(left)
  const [one, other] = [typeOf(left, types), typeOf(right, types)]
  return one === null || one !== other
}

function condition(node: Node): Node | null {
  const found = node.childForFieldName('condition')
  return found?.type === 'parenthesized_expression' ? (found.namedChildren[0] ?? null) : found
}

function negated(node: Node): Change[] {
  const asked = condition(node)
  if (asked === null || ['true', 'false', 'unary_expression'].includes(asked.type)) return []
  const operator = asked.childForFieldName('operator')?.type ?? ''
  if (asked.type === 'binary_expression' && COMPARISONS[operator] !== undefined) return []
  return [replace('negation', asked, `!(${asked.text})`)]
}

/** `if (a = b)`: legal where the left side can be assigned to. */
function equalityLost(node: Node): Change[] {
  const asked = condition(node)
  const left = asked?.childForFieldName('left')
  const operator = asked?.childForFieldName('operator')
  if (asked?.type !== 'binary_expression' || !left || !operator) return []
  const isTarget = ['identifier', 'member_expression', 'subscript_expression'].includes(left.type)
  return isTarget && /^===?$/.test(operator.type) ? [replace('assignment', operator, '=')] : []
}

function loopLost(node: Node): Change[] {
  const keyword = node.children[0]
  const own = below(node, JUMPS, new Set([...LOOPS, ...FUNCTIONS]))
  return keyword === undefined || own.length > 0 ? [] : [replace('loop-lost', keyword, 'if')]
}

/** Two steps at a time: the loop still ends. */
function stepped(node: Node): Change[] {
  const increment = node.childForFieldName('increment')
  const name = increment?.childForFieldName('argument')
  if (increment?.type !== 'update_expression' || !name) return []
  const sign = increment.text.includes('++') ? '+' : '-'
  return [replace('range', increment, `${name.text} ${sign}= 2`)]
}

/** `for (const item of items)` with `in` gives places, not items. */
function arrayLoop(node: Node): Change[] {
  const operator = node.childForFieldName('operator')
  return operator?.type === 'of' ? [replace('array-loop', operator, 'in')] : []
}

/** The statement after the loop moves into it. */
function insideLoop(loop: Node): Change[] {
  const body = loop.childForFieldName('body')
  const next = loop.nextNamedSibling
  const closing = body?.lastChild
  if (body?.type !== 'statement_block' || next === null || closing?.type !== '}') return []
  if (next.type !== 'return_statement' && next.type !== 'expression_statement') return []
  return [
    {
      operator: 'inside-loop',
      start: closing.startIndex,
      end: next.endIndex,
      after: `${next.text} }`,
    },
  ]
}

/** `found = true; break`, and nothing else in the loop: to go on sets the same value again. */
function leavesLoopUnchanged(jump: Node): boolean {
  const loop = ancestor(jump, LOOPS)
  const body = loop?.childForFieldName('body')
  const [only] = body?.namedChildren ?? []
  if (loop?.type === 'while_statement' || loop?.type === 'do_statement') return false
  if (body?.namedChildren.length !== 1 || only?.type !== 'if_statement') return false
  if (only.childForFieldName('alternative') !== null) return false
  const block = only.childForFieldName('consequence')?.namedChildren ?? []
  return block.every((one) => {
    const assigned = one.namedChildren[0]
    const value =
      assigned?.type === 'assignment_expression' ? assigned.childForFieldName('right') : null
    return one.id === jump.id || /^(true|false|null|number|string)$/.test(value?.type ?? '')
  })
}

/** One more. `>= 10` with 11 is what `> 10` is already. */
function literal(node: Node): Change[] {
  const after = oneMore(node.text)
  const operator = node.parent?.childForFieldName('operator')?.type ?? ''
  const isRight = node.parent?.childForFieldName('right')?.id === node.id
  if (after === null || (isRight && /^(>=|<)$/.test(operator))) return []
  return [replace('literal', node, after)]
}

/** Where a place is worked out. */
function subscript(node: Node): Change[] {
  const index = node.childForFieldName('index')
  return index?.type === 'binary_expression' && !STRINGS.has(index.namedChildren[0]?.type ?? '')
    ? [replace('index', index, `${index.text} + 1`)]
    : []
}

function returnLost(node: Node): Change[] {
  const value = node.namedChildren[0]
  if (value === undefined || ['null', 'undefined', 'comment'].includes(value.type)) return []
  return [replace('return-lost', node, `void (${value.text});`)]
}

/** `x => x + 1` with braces and no return. */
function arrow(node: Node): Change[] {
  const body = node.childForFieldName('body')
  if (body === null || body.type === 'statement_block') return []
  return [replace('return-lost', body, `{ ${body.text}; }`)]
}

function statement(node: Node): Change[] {
  const inner = node.namedChildren[0]
  if (inner === undefined || inner.type === 'string') return []
  const lost = replace('statement-lost', node, ';')
  if (inner.type !== 'augmented_assignment_expression') return [lost]
  const operator = inner.childForFieldName('operator')
  const right = inner.childForFieldName('right')
  if (operator === null) return [lost]
  const found = [lost, replace('accumulation', operator, '=')]
  const other = ARITHMETIC[operator.text.slice(0, -1)]
  if (other !== undefined && !STRINGS.has(right?.type ?? ''))
    found.push(replace('arithmetic', operator, `${other}=`))
  return found
}

function raise(node: Node): Change[] {
  const made = node.namedChildren[0]?.childForFieldName('constructor')
  const found = [replace('statement-lost', node, ';')]
  if (made !== null && made !== undefined)
    found.push(replace('exception', made, made.text === 'Error' ? 'TypeError' : 'Error'))
  return found
}
