import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** One statement of a script, compiled. */
export interface Statement {
  statement: StatementSync
  /** Offset of its first word in the script. */
  at: number
}

/** A statement that SQLite does not compile. */
export class StatementError extends Error {
  /** Offset of the statement's first word in the script. */
  readonly at: number
  /** From there to the end of the script. */
  readonly rest: string

  constructor(cause: unknown, at: number, rest: string) {
    super('a statement cannot be compiled', { cause })
    this.at = at
    this.rest = rest
  }
}

/** So much of a script is looked at first: most statements are short, and SQLite copies what it is given. */
const WINDOW = 4_096
/** What stands before a statement and belongs to none. */
const BETWEEN = /(?:[\s;\ufeff]|--[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$))*/y

/**
 * The statements of a script, each compiled when the one before has run. SQLite itself says where one ends.
 * @throws StatementError for one that it does not compile
 */
export function* statementsOf(database: DatabaseSync, script: string): Generator<Statement> {
  for (let at = 0; ; ) {
    BETWEEN.lastIndex = at
    at += BETWEEN.exec(script)?.[0].length ?? 0
    if (at >= script.length) return
    const statement = compile(database, script, at)
    yield { statement, at }
    at += statement.sourceSQL.length
  }
}

function compile(database: DatabaseSync, script: string, at: number): StatementSync {
  const window = script.slice(at, at + WINDOW)
  if (at + WINDOW < script.length) {
    try {
      const statement = database.prepare(window)
      // One that fills the window may go on behind it.
      if (statement.sourceSQL.length < window.length) return statement
    } catch {
      // Perhaps only because it was cut.
    }
  }
  const rest = script.slice(at)
  try {
    return database.prepare(rest)
  } catch (cause) {
    throw new StatementError(cause, at, rest)
  }
}

/**
 * Offset, from the start of a statement, of what its error is about; null when that cannot be told.
 * @param message SQLite's own
 */
export function offsetOfError(
  database: DatabaseSync,
  statement: string,
  message: string,
): number | null {
  const token = /^near "([\s\S]+)": syntax error$|^unrecognized token: "([\s\S]+)"$/.exec(message)
  const text = token?.[1] ?? token?.[2]
  if (text !== undefined) {
    return offsetOfToken(database, statement, text, message)
  }
  const name = nameIn(message)
  return name === null ? null : offsetOfName(statement, name)
}

/**
 * A parser stops at the first token that it cannot take: of a text that is cut off behind that token it says the same,
 * of one that is cut off before it something else.
 */
function offsetOfToken(
  database: DatabaseSync,
  statement: string,
  token: string,
  message: string,
): number | null {
  const places: number[] = []
  for (let at = statement.indexOf(token); at >= 0; at = statement.indexOf(token, at + 1))
    places.push(at)
  const isBehind = (index: number) =>
    messageOf(database, statement.slice(0, (places[index] ?? 0) + token.length)) === message
  let low = 0
  let high = places.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBehind(middle)) high = middle
    else low = middle + 1
  }
  return high >= 0 && isBehind(high) ? (places[high] ?? null) : null
}

function messageOf(database: DatabaseSync, text: string): string | null {
  try {
    database.prepare(text)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

/** The name that a message complains of, with what stands before its last point. */
export function nameIn(message: string): string | null {
  const match =
    /^(?:no such (?:column|table|function|index|view|trigger): |ambiguous column name: |table \S+ has no column named )(?:"([^"]+)"|(\S+))/.exec(
      message,
    )
  return match?.[1] ?? match?.[2] ?? null
}

const WORDS =
  /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`[^`]*`?|\[[^\]]*\]?|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[\p{L}_$][\p{L}\p{N}_$]*/gu

/** Where a name first stands, outside of texts and comments; of `a.b` where `b` stands behind `a`. */
function offsetOfName(statement: string, qualified: string): number | null {
  const wanted = qualified.split('.').map((part) => part.toLowerCase())
  const words = [...statement.matchAll(WORDS)].filter(([word]) => !/^(--|\/\*|')/.test(word))
  const plain = words.map(([word]) => word.replace(/^["`[]|["`\]]$/g, '').toLowerCase())
  const at = plain.findIndex((_, index) =>
    wanted.every((part, offset) => plain[index + offset] === part),
  )
  return words[at + wanted.length - 1]?.index ?? null
}
