import type { TreeCursor } from 'web-tree-sitter'
import type { Tokens } from '../../core/grading/similarity/tokens.ts'
import type { TokenGrammar } from './token-grammar.ts'

/** A node on the way down to where the cursor is. */
interface Frame {
  type: string
  /** Whether the names in it are made here. */
  binds: boolean
  /** Whether it is a literal, of which only the code in it is read. */
  literal: boolean
}

const ROOT: Frame = { type: '', binds: false, literal: false }
/** Before the values of the names are known. */
const NAME = '\u0000'

/**
 * The tokens below the cursor. It goes up and down without recursion, so that no depth can break it.
 * @param deadline asked now and then; true ends the walk
 * @returns null when it was ended
 */
export function walkTokens(
  cursor: TreeCursor,
  text: string,
  grammar: TokenGrammar,
  deadline: () => boolean,
): Tokens | null {
  const tokens: Tokens = { kinds: [], written: [], from: [], to: [] }
  const own = new Set<string>()
  const path: Frame[] = [ROOT]
  for (let count = 1; ; count++) {
    if (count % 4096 === 0 && deadline()) return null
    const parent = path.at(-1) as Frame
    const frame = frameOf(cursor, parent, grammar)
    if (!isSkipped(cursor, frame, grammar, tokens)) {
      if (grammar.literals.has(frame.type)) addLiteral(tokens, cursor, parent, grammar)
      if (cursor.gotoFirstChild()) {
        path.push(frame)
        continue
      }
      addLeaf(tokens, cursor, { text, grammar, frame, parent, outer: path.at(-2), own })
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return named(tokens, own)
      path.pop()
    }
  }
}

function frameOf(cursor: TreeCursor, parent: Frame, grammar: TokenGrammar): Frame {
  const type = cursor.nodeType
  const field = cursor.currentFieldName
  const key = field === null ? '' : `${parent.type}.${field}`
  const binds =
    grammar.bindingNodes.has(type) ||
    grammar.binds.has(key) ||
    (parent.binds && !grammar.free.has(key))
  return { type, binds, literal: parent.literal || grammar.literals.has(type) }
}

function isSkipped(
  cursor: TreeCursor,
  { type }: Frame,
  grammar: TokenGrammar,
  { kinds, from, to }: Tokens,
): boolean {
  if (grammar.skipped.has(type)) {
    // What introduces a type goes with it.
    if (type === 'type' && (kinds.at(-1) === ':' || kinds.at(-1) === '->')) {
      kinds.pop()
      from.pop()
      to.pop()
    }
    return true
  }
  if (type !== 'expression_statement') return false
  // A string that stands alone is a comment: a docstring.
  const node = cursor.currentNode
  return node.namedChildCount === 1 && node.firstNamedChild?.type === 'string'
}

function addLiteral(
  tokens: Tokens,
  cursor: TreeCursor,
  parent: Frame,
  grammar: TokenGrammar,
): void {
  // The pieces of one text.
  if (grammar.literals.has(parent.type)) return
  add(tokens, 'literal', cursor)
  if (grammar.collections.has(parent.type)) dropRepeated(tokens, 1)
  else if (parent.type === 'pair') dropRepeated(tokens, 3)
}

/** Takes the last `length` tokens away when a comma and the same stand before them. */
function dropRepeated({ kinds, from, to }: Tokens, length: number): void {
  const end = kinds.length
  if (kinds[end - length - 1] !== ',') return
  for (let back = 1; back <= length; back++)
    if (kinds[end - back] !== kinds[end - back - length - 1]) return
  const line = to[end - 1] ?? 1
  for (const row of [kinds, from, to]) row.length = end - length - 1
  to[to.length - 1] = line
}

interface Leaf {
  text: string
  grammar: TokenGrammar
  frame: Frame
  parent: Frame
  outer: Frame | undefined
  own: Set<string>
}

function addLeaf(tokens: Tokens, cursor: TreeCursor, leaf: Leaf): void {
  const { text, grammar, frame, parent, outer, own } = leaf
  const { type } = frame
  const { startIndex, endIndex } = cursor
  if (startIndex === endIndex || type === ';') return
  if (grammar.names.has(type)) {
    const name = text.slice(startIndex, endIndex)
    if (frame.binds) own.add(name)
    add(tokens, NAME + name, cursor)
    return
  }
  if (grammar.literals.has(type)) return
  if (frame.literal && grammar.literalPieces.has(type)) return
  const isBlock = parent.type === 'statement_block'
  const key = isBlock ? `${outer?.type}>${type}` : `${parent.type}${type}`
  if (grammar.optional.has(key)) return
  const { kinds, from, to } = tokens
  // A comma before the end of a list may be there or not.
  if ((type === ')' || type === ']' || type === '}') && kinds.at(-1) === ',') {
    kinds.pop()
    from.pop()
    to.pop()
  }
  add(tokens, grammar.same[type] ?? type, cursor)
}

function add({ kinds, from, to }: Tokens, kind: string, cursor: TreeCursor): void {
  kinds.push(kind)
  from.push(cursor.startPosition.row + 1)
  to.push(cursor.endPosition.row + 1)
}

/** Names that the program made are all one; those it only uses (`print`, `append`) say what it does. */
function named(tokens: Tokens, own: ReadonlySet<string>): Tokens {
  const kinds = tokens.kinds.map((kind) => {
    if (!kind.startsWith(NAME)) return kind
    const name = kind.slice(NAME.length)
    return own.has(name) ? 'name' : `=${name}`
  })
  return { ...tokens, kinds, written: tokens.kinds }
}
