import type { Node } from 'web-tree-sitter'
import { ancestor, below, type Change, replace } from './change.ts'

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
  const isBlock = body.startPosition.row > loop.startPosition.row
  if (!isBlock) return []
  const found: Change[] = []
  const deeper = last.startPosition.column - loop.startPosition.column
  const next = loop.nextNamedSibling
  if (next !== null && isShort(next))
    found.push(replace('inside-loop', next, `${' '.repeat(deeper)}${next.text}`))
  if (last.previousNamedSibling !== null && isShort(last) && below(body, JUMPS).length === 0)
    found.push({
      operator: 'outside-loop',
      start: last.startIndex - deeper,
      end: last.endIndex,
      after: last.text,
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
