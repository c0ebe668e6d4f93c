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
import { call, slice } from './python-calls.ts'
import { leavesLoopUnchanged, movedAcrossLoop } from './python-loops.ts'
import { wrongVariables } from './python-names.ts'

const BOUNDARIES: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' }
const COMPARISONS: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  in: 'not in',
  'not in': 'in',
  is: 'is not',
  'is not': 'is',
}
const ARITHMETIC: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '+',
  '/': '//',
  '//': '/',
  '%': '//',
  '**': '*',
}
const EXCEPTIONS: Readonly<Record<string, string>> = {
  ValueError: 'TypeError',
  TypeError: 'ValueError',
  KeyError: 'IndexError',
  IndexError: 'KeyError',
}
const LOOPS = new Set(['for_statement', 'while_statement'])
const JUMPS = new Set(['break_statement', 'continue_statement'])
const SCOPES = new Set(['function_definition', 'lambda', 'class_definition', 'module'])
const STRINGS = new Set(['string', 'concatenated_string'])
const NUMBERS = new Set(['integer', 'float'])
const EXITS = new Set([
  'return_statement',
  'raise_statement',
  'break_statement',
  'continue_statement',
])

const RULES: Rules = {
  comparison_operator: comparison,
  binary_operator: binary,
  boolean_operator(node) {
    const operator = node.childForFieldName('operator')
    return operator === null
      ? []
      : [replace('logic', operator, operator.text === 'and' ? 'or' : 'and')]
  },
  not_operator: (node) => dropped(node, node.childForFieldName('argument')),
  unary_operator: (node) =>
    node.childForFieldName('operator')?.text === '-'
      ? dropped(node, node.childForFieldName('argument'))
      : [],
  if_statement: (node) => negated(node.childForFieldName('condition')),
  elif_clause: (node) => [...negated(node.childForFieldName('condition')), ...ownBranch(node)],
  while_statement: (node) => [
    ...negated(node.childForFieldName('condition')),
    ...loopLost(node),
    ...movedAcrossLoop(node),
  ],
  for_statement: movedAcrossLoop,
  conditional_expression: (node) => negated(node.namedChildren[1] ?? null),
  if_clause: (node) => [replace('filter-lost', node, '')],
  integer: literal,
  float: literal,
  true: (node) => [replace('boolean', node, 'False')],
  false: (node) => [replace('boolean', node, 'True')],
  format_specifier: format,
  call,
  slice,
  return_statement: returnLost,
  expression_statement: statement,
  raise_statement: raise,
  break_statement: (node) => (leavesLoopUnchanged(node) ? [] : [replace('jump', node, 'continue')]),
  continue_statement: (node) => [replace('jump', node, 'break')],
  await: (node) => dropped(node, node.namedChildren[0] ?? null, 'await-lost'),
  default_parameter: sharedDefault,
  typed_default_parameter: sharedDefault,
}

/** Mistakes that can be made at each place of a Python file. */
export function pythonChanges(root: Node): Change[] {
  const found = collect(root, RULES, ({ type }) => type === 'type' || type === 'comment')
  return [...found, ...wrongVariables(root)]
}

function comparison(node: Node): Change[] {
  if (/__name__/.test(node.text)) return []
  const found: Change[] = []
  for (const operator of node.childrenForFieldName('operators')) {
    const boundary = BOUNDARIES[operator.type]
    if (boundary !== undefined && !changesNothingAtEqual(node))
      found.push(replace('boundary', operator, boundary))
    const other = COMPARISONS[operator.type]
    if (other !== undefined) found.push(replace('comparison', operator, other))
  }
  for (const side of node.namedChildren) {
    const inside = side.namedChildren.filter(({ type }) => type === 'string_content')
    const content = inside.length === 1 && side.namedChildren.length <= 3 ? inside[0] : undefined
    const after = content === undefined ? null : otherCase(content.text)
    if (
      side.type === 'string' &&
      content !== undefined &&
      after !== null &&
      !/\\/.test(content.text)
    )
      found.push(replace('letter-case', content, after))
  }
  return [...found, ...falsy(node)]
}

/** `if a > best: best = a`: where both are equal, nothing changes. */
function changesNothingAtEqual(node: Node): boolean {
  const [left, right] = node.namedChildren
  const { parent } = node
  if (left === undefined || right === undefined || parent === null) return false
  const pair = [left.text, right.text].sort().join('\n')
  if (parent.type === 'conditional_expression') {
    const [then, , other] = parent.namedChildren
    return pair === [then?.text ?? '', other?.text ?? ''].sort().join('\n')
  }
  if (parent.type !== 'if_statement' || parent.childForFieldName('alternative') !== null)
    return false
  const body = parent.childForFieldName('consequence')?.namedChildren ?? []
  const assigned = body[0]?.namedChildren[0]
  if (body.length !== 1 || assigned?.type !== 'assignment') return false
  const sides = [assigned.childForFieldName('left'), assigned.childForFieldName('right')]
  return (
    pair ===
    sides
      .map((side) => side?.text ?? '')
      .sort()
      .join('\n')
  )
}

/** `x is None` asked as `not x`: wrong for 0 and for what is empty. Only parameters are sure to get such values. */
function falsy(node: Node): Change[] {
  const [left, right] = node.namedChildren
  const operator = node.childrenForFieldName('operators')[0]?.type
  if (left?.type !== 'identifier' || right?.type !== 'none') return []
  const parameters = ancestor(node, new Set(['function_definition']))?.childForFieldName(
    'parameters',
  )
  const names = parameters?.namedChildren.map(
    (one) => one.childForFieldName('name')?.text ?? one.text,
  )
  if (!names?.includes(left.text)) return []
  if (operator === 'is') return [replace('falsy', node, `not ${left.text}`)]
  return operator === 'is not' ? [replace('falsy', node, left.text)] : []
}

function binary(node: Node): Change[] {
  const left = node.childForFieldName('left')
  const right = node.childForFieldName('right')
  const operator = node.childForFieldName('operator')
  if (left === null || right === null || operator === null) return []
  const swapped = replace('operands', node, `${right.text} ${operator.text} ${left.text}`)
  if (STRINGS.has(left.type) || STRINGS.has(right.type))
    return operator.text === '+' && left.text !== right.text ? [swapped] : []
  const after = ARITHMETIC[operator.text]
  if (after === undefined || sameByIdentity(operator.text, right.text)) return []
  const kind = /\//.test(operator.text) ? 'division' : 'arithmetic'
  const changed = replace(kind, operator, after)
  const isAbsolute = /^abs\(/.test(node.parent?.parent?.text ?? '')
  const isSwappable = operator.text === '-' && left.text !== right.text && !isAbsolute
  return isSwappable ? [changed, swapped] : [changed]
}

function dropped(
  node: Node,
  kept: Node | null,
  operator: 'negation' | 'await-lost' = 'negation',
): Change[] {
  return kept === null ? [] : [replace(operator, node, kept.text)]
}

function negated(condition: Node | null): Change[] {
  if (condition === null || /__name__/.test(condition.text)) return []
  // What is turned by taking a `not` away, or by another word, is not turned a second time.
  if (['true', 'false', 'not_operator'].includes(condition.type)) return []
  const single = condition.childrenForFieldName('operators')
  if (single.length === 1 && COMPARISONS[single[0]?.type ?? ''] !== undefined) return []
  return [replace('negation', condition, `not (${condition.text})`)]
}

/** `elif` written as `if`. Where the branches before leave, or no two can hold, that is the same. */
function ownBranch(node: Node): Change[] {
  const keyword = node.children[0]
  const whole = node.parent
  if (keyword === undefined || whole === null) return []
  const branches = [
    whole,
    ...whole.namedChildren.filter(({ type }) => type === 'elif_clause'),
  ].filter(({ startIndex }) => startIndex <= node.startIndex)
  const earlier = branches.slice(0, -1)
  const leaves = (branch: Node): boolean => {
    const body = branch.childForFieldName('consequence')
    return EXITS.has(body?.namedChildren.at(-1)?.type ?? '')
  }
  if (earlier.every(leaves)) return []
  const hasElse = whole.namedChildren.some(({ type }) => type === 'else_clause')
  if (!hasElse && areDisjoint(branches.map((one) => one.childForFieldName('condition')))) return []
  return [replace('branch-joined', keyword, 'if')]
}

/** All compare the same thing with different literals. */
function areDisjoint(conditions: readonly (Node | null)[]): boolean {
  const parts = conditions.map((condition) => {
    const [left, right] = condition?.namedChildren ?? []
    const isEqual = condition?.childrenForFieldName('operators')[0]?.type === '=='
    return isEqual && (STRINGS.has(right?.type ?? '') || NUMBERS.has(right?.type ?? ''))
      ? [left?.text, right?.text]
      : null
  })
  const [first] = parts
  if (first === undefined || first === null) return false
  return (
    parts.every((part) => part !== null && part[0] === first[0]) &&
    new Set(parts.map((part) => part?.[1])).size === parts.length
  )
}

/** `while` written as `if`; not where a jump would stand outside a loop. */
function loopLost(node: Node): Change[] {
  const keyword = node.children[0]
  const own = below(node, JUMPS, new Set([...LOOPS, ...SCOPES]))
  const hasElse = node.childForFieldName('alternative') !== null
  if (keyword === undefined || hasElse || own.length > 0) return []
  return [replace('loop-lost', keyword, 'if')]
}

/** One more. `>= 10` with 11 is what `> 10` is already. */
function literal(node: Node): Change[] {
  const after = oneMore(node.text)
  if (after === null) return []
  const { parent } = node
  if (parent?.type === 'comparison_operator') {
    const operator = parent.childrenForFieldName('operators')[0]?.type
    const isRight = parent.namedChildren[1]?.id === node.id
    if (isRight && (operator === '>=' || operator === '<')) return []
  }
  return [replace('literal', node, after)]
}

function format(node: Node): Change[] {
  const digits = /\d+/.exec(node.text)
  const align = /[<>]/.exec(node.text)
  const at = (match: RegExpExecArray, after: string): Change => {
    const startIndex = node.startIndex + match.index
    return replace('format', { startIndex, endIndex: startIndex + match[0].length }, after)
  }
  return [
    ...(digits === null ? [] : [at(digits, String(Number(digits[0]) + 1))]),
    ...(align === null ? [] : [at(align, align[0] === '<' ? '>' : '<')]),
  ]
}

function returnLost(node: Node): Change[] {
  const value = node.namedChildren[0]
  if (value === undefined || value.type === 'none') return []
  return [replace('return-lost', node, value.text)]
}

function statement(node: Node): Change[] {
  const inner = node.namedChildren[0]
  if (inner === undefined) return []
  const lost = replace('statement-lost', node, 'pass')
  if (inner.type === 'call' || inner.type === 'await') return [lost]
  if (inner.type === 'augmented_assignment') return [lost, ...accumulation(inner)]
  if (inner.type === 'assignment') return [...(isFirst(inner) ? [] : [lost]), ...oneByOne(inner)]
  return []
}

function accumulation(node: Node): Change[] {
  const operator = node.childForFieldName('operator')
  const right = node.childForFieldName('right')
  if (operator === null || right === null) return []
  const found = [replace('accumulation', operator, '=')]
  const isText = STRINGS.has(right.type) || right.type === 'list'
  const other = ARITHMETIC[operator.text.slice(0, -1)]
  if (other !== undefined && !isText) found.push(replace('arithmetic', operator, `${other}=`))
  return found
}

/** Without the first value of a name the program just stops, which tells nothing of the tests. */
function isFirst(node: Node): boolean {
  const left = node.childForFieldName('left')
  if (left === null || left.type === 'attribute' || left.type === 'subscript') return false
  const scope = ancestor(node, SCOPES)
  const earlier =
    scope === null ? [] : below(scope, new Set(['assignment', 'for_statement']), SCOPES)
  return !earlier.some(
    (one) => one.startIndex < node.startIndex && one.childForFieldName('left')?.text === left.text,
  )
}

/** `a, b = b, a` done one after the other. */
function oneByOne(node: Node): Change[] {
  const left = node.childForFieldName('left')?.namedChildren ?? []
  const right = node.childForFieldName('right')?.namedChildren ?? []
  const targets = left.map(({ text }) => text)
  const isSwap =
    left.length > 1 &&
    left.length === right.length &&
    left.every(({ type }) => type === 'identifier') &&
    right.some(({ text }, index) => targets.slice(0, index).includes(text))
  if (!isSwap) return []
  const lines = targets.map((target, index) => `${target} = ${right[index]?.text}`)
  return [replace('swap', node, lines.join('; '))]
}

function raise(node: Node): Change[] {
  const raised = node.namedChildren[0]
  const named = raised?.type === 'call' ? raised.childForFieldName('function') : raised
  if (named === undefined || named === null) return []
  return [
    replace('statement-lost', node, 'pass'),
    replace('exception', named, EXCEPTIONS[named.text] ?? 'Exception'),
  ]
}

/** `def f(x=None)` with `if x is None: x = []` written as `def f(x=[])`. */
function sharedDefault(node: Node): Change[] {
  const name = node.childForFieldName('name')
  const value = node.childForFieldName('value')
  const body = ancestor(node, new Set(['function_definition']))?.childForFieldName('body')
  if (name === null || value?.type !== 'none' || !body) return []
  const made = below(body, new Set(['assignment']), SCOPES).find(
    (one) =>
      one.childForFieldName('left')?.text === name.text &&
      /^(\[\]|\{\}|list\(\)|dict\(\)|set\(\))$/.test(one.childForFieldName('right')?.text ?? ''),
  )
  const empty = made?.childForFieldName('right')?.text
  return empty === undefined ? [] : [replace('shared-default', value, empty)]
}
