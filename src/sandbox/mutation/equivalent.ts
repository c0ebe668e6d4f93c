import type { Node } from 'web-tree-sitter'
import type { Change } from './change.ts'

const EXITS = new Set([
  'return_statement',
  'raise_statement',
  'throw_statement',
  'break_statement',
  'continue_statement',
])

/** Ranges of code that never runs: what follows a jump in its block, and the body of `if False`. */
export function deadRanges(root: Node): [number, number][] {
  const found: [number, number][] = []
  const visit = (node: Node): void => {
    const children = node.namedChildren
    const exit = children.findIndex(({ type }) => EXITS.has(type))
    const last = children.at(-1)
    if (exit >= 0 && exit < children.length - 1 && last !== undefined && isBlock(node))
      found.push([children[exit]?.endIndex ?? 0, last.endIndex])
    if (
      node.type === 'if_statement' &&
      /^\(?(False|false|0)\)?$/.test(node.childForFieldName('condition')?.text ?? '')
    ) {
      const body = node.childForFieldName('consequence')
      if (body !== null) found.push([body.startIndex, body.endIndex])
    }
    for (const child of children) visit(child)
  }
  visit(root)
  return found
}

function isBlock({ type }: Node): boolean {
  return type === 'block' || type === 'statement_block' || type === 'program' || type === 'module'
}

export function isDead(change: Change, dead: readonly [number, number][]): boolean {
  return dead.some(([start, end]) => change.start >= start && change.end <= end)
}

/** The words and signs of a program, without brackets that only group, blanks and comments. */
export function tokensIn(root: Node): string {
  const { text } = root
  const tokens: string[] = []
  // A grammar may leave parts without a node: of `{x:.2f}` what stands after the colon.
  const between = (from: number, to: number): void => {
    const part = text.slice(from - root.startIndex, to - root.startIndex).trim()
    if (part !== '') tokens.push(part)
  }
  const visit = (node: Node): void => {
    if (node.type === 'comment') return
    const groups = node.type === 'parenthesized_expression'
    let at = node.startIndex
    for (const child of node.children) {
      between(at, child.startIndex)
      at = child.endIndex
      if (!groups || (child.type !== '(' && child.type !== ')')) visit(child)
    }
    between(at, node.endIndex)
    // Blocks of Python are told by their indentation alone.
    if (node.type === 'block') tokens.push('end of block')
  }
  visit(root)
  return tokens.join('\n')
}
