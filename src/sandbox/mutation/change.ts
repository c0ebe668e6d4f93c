import type { Node } from 'web-tree-sitter'
import type { MutationOperator } from '../../core/grading/mutant.ts'

/** One small change of a source text. */
export interface Change {
  operator: MutationOperator
  /** Range [start, end) that is replaced, in UTF-16 units. */
  start: number
  end: number
  after: string
}

/** What one kind of syntax node can become. */
export type Rules = Readonly<Record<string, (node: Node) => Change[]>>

interface Range {
  startIndex: number
  endIndex: number
}

export function replace(operator: MutationOperator, range: Range, after: string): Change {
  return { operator, start: range.startIndex, end: range.endIndex, after }
}

/** From the start of one node to the end of another. */
export function span(from: Range, to: Range): Range {
  return { startIndex: from.startIndex, endIndex: to.endIndex }
}

/** All changes below a node, in the order of the text. Subtrees that `skip` names are left alone. */
export function collect(root: Node, rules: Rules, skip: (node: Node) => boolean): Change[] {
  const found: Change[] = []
  const visit = (node: Node): void => {
    if (skip(node)) return
    found.push(...(rules[node.type]?.(node) ?? []))
    for (const child of node.children) visit(child)
  }
  visit(root)
  return found
}

/** The nearest node above that is of one of these types; null when `stop` comes first. */
export function ancestor(
  node: Node,
  types: ReadonlySet<string>,
  stop: ReadonlySet<string> = new Set(),
): Node | null {
  for (let above = node.parent; above !== null; above = above.parent) {
    if (types.has(above.type)) return above
    if (stop.has(above.type)) return null
  }
  return null
}

/** Nodes of these types below a node, without what lies inside nodes of `stop`. */
export function below(
  node: Node,
  types: ReadonlySet<string>,
  stop: ReadonlySet<string> = new Set(),
): Node[] {
  return node.namedChildren.flatMap((child) => [
    ...(types.has(child.type) ? [child] : []),
    ...(stop.has(child.type) ? [] : below(child, types, stop)),
  ])
}

/** A whole number plus one, as text; null for what is written in another way. */
export function oneMore(text: string): string | null {
  if (/^\d+$/.test(text)) return String(BigInt(text) + 1n)
  return /^\d+\.\d+$/.test(text) ? String(Number((Number(text) + 1).toPrecision(15))) : null
}

/** Letters in the other case: all large, or all small when they were. Null when there is no letter. */
export function otherCase(text: string): string | null {
  const upper = text.toUpperCase()
  const other = text === upper ? text.toLowerCase() : upper
  return other === text ? null : other
}

/** Whether `left op right` is `left op' right` for the two operators that the change swaps. */
export function sameByIdentity(operator: string, right: string): boolean {
  if (operator === '+' || operator === '-') return right === '0'
  return (operator === '*' || operator === '/' || operator === '**') && right === '1'
}

/** An argument list without one of its arguments, or with the first two swapped. */
export function joinArguments(texts: readonly string[]): string {
  return `(${texts.join(', ')})`
}
