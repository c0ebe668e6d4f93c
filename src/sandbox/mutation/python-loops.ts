import type { Node } from 'web-tree-sitter'
import { ancestor, below, type Change } from './change.ts'

const LOOPS = new Set(['for_statement', 'while_statement'])
const JUMPS = new Set(['break_statement', 'continue_statement', 'return_statement'])

/**
 * Wrong indentation around a loop: the statement after it moves into it, or the last one in it moves out. Only
 * statements of one line move, so that their own lines need no new indentation.
 */
export function movedAcrossLoop(loop: Node): Change[] {
  const body = loop.childForFieldName('body')
  const last = body?.namedChildren.at(-1)
  if (!body || last === undefined || loop.childForFieldName('alternative') !== null) return []
  const found: Change[] = []
  const next = loop.nextNamedSibling
  const isBlock = body.startPosition.row > loop.startPosition.row
  if (isBlock && next !== null && isShort(next))
    found.push({
      operator: 'inside-loop',
      start: last.endIndex,
      end: next.endIndex,
      after: `\n${' '.repeat(last.startPosition.column)}${next.text}`,
    })
  const before = last.previousNamedSibling
  if (isBlock && before !== null && isShort(last) && below(last.parent ?? last, JUMPS).length === 0)
    found.push({
      operator: 'outside-loop',
      start: before.endIndex,
      end: last.endIndex,
      after: `\n${' '.repeat(loop.startPosition.column)}${last.text}`,
    })
  return found
}

function isShort(node: Node): boolean {
  const isMovable = node.type === 'expression_statement' || node.type === 'return_statement'
  return isMovable && node.startPosition.row === node.endPosition.row
}

/**
 * `found = True` and `break`, and nothing else in the loop: to go on sets the same value again. Whether it ends there
 * only saves time.
 */
export function leavesLoopUnchanged(jump: Node): boolean {
  const loop = ancestor(jump, LOOPS)
  const body = loop?.childForFieldName('body')
  if (loop?.type !== 'for_statement' || loop.childForFieldName('alternative') !== null) return false
  const [only] = body?.namedChildren ?? []
  if (body?.namedChildren.length !== 1 || only?.type !== 'if_statement') return false
  if (only.childForFieldName('alternative') !== null) return false
  const block = only.childForFieldName('consequence')?.namedChildren ?? []
  return block.every((one) => one.id === jump.id || setsConstant(one))
}

function setsConstant(node: Node): boolean {
  const assigned = node.namedChildren[0]
  const value = assigned?.type === 'assignment' ? assigned.childForFieldName('right')?.type : ''
  return ['true', 'false', 'none', 'integer', 'float', 'string'].includes(value ?? '')
}
