import type { Token, TokenKind } from '../highlight.ts'
import { add } from './tokens.ts'

const KEYWORDS = new Set(
  `abort action add after all alter always analyze and as asc autoincrement before begin between by cascade case cast
check collate column commit conflict constraint create cross current current_date current_time current_timestamp
default deferrable deferred delete desc distinct do drop each else end escape except exclude exists explain fail filter
first following for foreign from full generated glob group groups having if ignore immediate in index indexed initially
inner insert instead intersect into is isnull join key last left like limit match materialized natural no not nothing
notnull null nulls of offset on or order others outer over partition plan pragma preceding primary query raise range
recursive references reindex release rename replace restrict returning right rollback row rows savepoint select set
strict table temp temporary then ties to transaction trigger unbounded union unique update using values view virtual
when where window with without`.split(/\s+/),
)

const PIECES =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>[xX]?'(?:[^']|'')*'?)|(?<quoted>"(?:[^"]|"")*"?|`[^`]*`?|\[[^\]\n]*\]?)|(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|(?<word>[\p{L}_][\p{L}\p{N}_$]*)/gu

/** A lexer for SQL as SQLite reads it. A word before a bracket is a function. */
export function lexSql(code: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  for (const match of code.matchAll(PIECES)) {
    add(tokens, 'plain', code.slice(at, match.index))
    at = match.index + match[0].length
    add(tokens, kindOf(match, code[at]), match[0])
  }
  add(tokens, 'plain', code.slice(at))
  return tokens
}

function kindOf({ groups = {} }: RegExpMatchArray, next: string | undefined): TokenKind {
  if (groups.comment !== undefined) return 'comment'
  if (groups.string !== undefined) return 'string'
  if (groups.number !== undefined) return 'number'
  const word = groups.word?.toLowerCase()
  if (word === undefined) return 'plain'
  if (KEYWORDS.has(word)) return 'keyword'
  return next === '(' ? 'builtin' : 'plain'
}
