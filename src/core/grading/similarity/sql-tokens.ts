import type { Tokens } from './tokens.ts'

/** Words after which a name is one that the script makes, for all statements or its own. */
const CREATED = new Set(['TABLE', 'VIEW', 'INDEX', 'TRIGGER', 'EXISTS'])
const MAKERS = new Set([...CREATED, 'WITH', 'RECURSIVE'])

/** Keywords that may follow a table or a bracket, where otherwise stands a name without AS. */
const KEYWORDS = new Set(
  `ABORT ALL AND AS ASC BEGIN BETWEEN BY CASE CAST CHECK COLLATE COMMIT CONSTRAINT CREATE CROSS DEFAULT DELETE DESC DISTINCT
DO DROP ELSE END ESCAPE EXCEPT EXISTS FILTER FOR FOREIGN FROM FULL GLOB GROUP HAVING IF IN INDEX INDEXED INNER INSERT
INTERSECT INTO IS ISNULL JOIN KEY LEFT LIKE LIMIT MATCH NATURAL NOT NOTNULL NULL NULLS OFFSET ON OR ORDER OUTER OVER
PARTITION PRIMARY RANGE RECURSIVE REFERENCES REGEXP REPLACE RETURNING RIGHT ROLLBACK ROW ROWS SELECT SET TABLE TEMP
TEMPORARY THEN TO TRIGGER UNION UNIQUE UPDATE USING VALUES VIEW WHEN WHERE WINDOW WITH WITHOUT`.split(
    /\s+/,
  ),
)

const PIECES =
  /(?<blank>\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<literal>[xX]?'(?:[^']|'')*'?|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|(?<quoted>"(?:[^"]|"")*"?|`[^`]*`?|\[[^\]\n]*\]?)|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<sign><>|<=|>=|==|!=|\|\||->>?|.)/gsu

/** The tokens of a script as SQLite reads it; there is no syntax tree for SQL here. Names are read without their case. */
export function readSqlTokens(text: string): Tokens {
  const tokens: Tokens = { kinds: [], written: [], from: [], to: [] }
  /** The name at each place, or '', and the number of the statement it is in. */
  const names: string[] = []
  const statements: number[] = []
  let line = 1
  let statement = 0
  for (const { 0: piece, groups = {} } of text.matchAll(PIECES)) {
    const first = line
    for (let at = piece.indexOf('\n'); at !== -1; at = piece.indexOf('\n', at + 1)) line++
    if (piece === ';') statement++
    if (groups.blank !== undefined || piece === ';') continue
    const word = (groups.word ?? groups.quoted?.slice(1, -1))?.toUpperCase()
    const isName = word !== undefined && (groups.quoted !== undefined || !KEYWORDS.has(word))
    const kind = groups.literal !== undefined ? 'literal' : (word ?? piece)
    // Rows of data are one literal: they say nothing, however many there are.
    if (kind === 'literal' && endsWith(tokens.kinds, 'literal', ',')) {
      tokens.kinds.pop()
      tokens.from.pop()
      tokens.to.pop()
      names.pop()
      statements.pop()
      tokens.to[tokens.to.length - 1] = line
      continue
    }
    // An alias needs none.
    if (kind === 'AS') continue
    tokens.kinds.push(isName ? `=${word}` : kind)
    tokens.from.push(first)
    tokens.to.push(line)
    names.push(isName ? word : '')
    statements.push(statement)
  }
  const own = ownNames(tokens.kinds, names, statements)
  const kinds = tokens.kinds.map((kind, index) => {
    const name = names[index] ?? ''
    const isOwn = own.has(name) || own.has(aliasOf(name, statements[index]))
    return isOwn && !isCall(tokens.kinds, index) ? 'name' : kind
  })
  return { ...tokens, kinds, written: tokens.kinds }
}

function endsWith(kinds: readonly string[], ...tail: string[]): boolean {
  return tail.every((kind, index) => kinds[kinds.length - tail.length + index] === kind)
}

/**
 * What CREATE names, and with the number of their statement aliases and what WITH names. A name right after a name, a
 * literal or a bracket is an alias.
 */
function ownNames(
  kinds: readonly string[],
  names: readonly string[],
  statements: readonly number[],
): Set<string> {
  const own = new Set<string>()
  names.forEach((name, index) => {
    if (name === '') return
    const before = kinds[index - 1] ?? ''
    const isAlias = before.startsWith('=') || [')', 'literal', 'END'].includes(before)
    if (index > 0 && statements[index] === statements[index - 1] && isAlias)
      own.add(aliasOf(name, statements[index]))
    if (!isMade(kinds, index)) return
    own.add(CREATED.has(before) ? name : aliasOf(name, statements[index]))
  })
  return own
}

function aliasOf(name: string, statement = 0): string {
  return name === '' ? '' : `${statement} ${name}`
}

/** `WITH a (SELECT …), b (SELECT …)`, the word AS left out; `CREATE TABLE a`. */
function isMade(kinds: readonly string[], index: number): boolean {
  const opensQuery = kinds[index + 1] === '(' && kinds[index + 2] === 'SELECT'
  return opensQuery || MAKERS.has(kinds[index - 1] ?? '')
}

/** `total(…)` is the function, even where an alias has that name too. */
function isCall(kinds: readonly string[], index: number): boolean {
  return kinds[index + 1] === '(' && !isMade(kinds, index)
}
