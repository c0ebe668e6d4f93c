import type { DatabaseSync } from 'node:sqlite'
import { nearest } from '../../core/nearest.ts'
import { FUNCTIONS } from './sql-authorizer.ts'
import { nameIn } from './sql-statements.ts'

/** An error of SQLite, named as Python's DB-API (PEP 249) names it. */
export interface SqlError {
  type: string
  classes: string[]
  message: string
  /** There was not memory enough: for a value, for the database, or at all. */
  outOfMemory: boolean
  /** The authorizer refused it. */
  forbidden: boolean
}

const TOO_MUCH = new Set([7, 13, 18])
const CONSTRAINT = new Set([19, 20])
const REFUSED = 23

/**
 * Says what went wrong. Codes: https://sqlite.org/rescode.html
 * @param refused what the authorizer refused, in words; null: nothing
 */
export function describeError(
  database: DatabaseSync,
  error: unknown,
  refused: string | null,
): SqlError {
  const { message, errcode } = error as Error & { errcode?: number }
  const code = (errcode ?? 0) & 0xff
  const described = (type: string, words: string, more: Partial<SqlError> = {}): SqlError => ({
    type,
    classes: [...new Set([type, parentOf(type), 'DatabaseError', 'Error'])],
    message: words,
    outOfMemory: false,
    forbidden: false,
    ...more,
  })
  if (refused !== null && (code === REFUSED || /not authorized|prohibited/.test(message)))
    return described('NotSupportedError', refused, { forbidden: true })
  // Of Node, not of SQLite: a row that does not fit into what holds it here.
  if (TOO_MUCH.has(code) || error instanceof RangeError)
    return described('DataError', message, { outOfMemory: true })
  if (CONSTRAINT.has(code)) return described('IntegrityError', message)
  if (/syntax error$|^incomplete input$|^unrecognized token: /.test(message))
    return described('SyntaxError', message)
  const near = nearestTo(database, message)
  return described(
    'OperationalError',
    near === null ? message : `${message}. Did you mean ${near}?`,
  )
}

function parentOf(type: string): string {
  return type === 'SyntaxError' ? 'OperationalError' : type
}

/** What is there and has nearly the name that a message says is not. */
function nearestTo(database: DatabaseSync, message: string): string | null {
  const name = nameIn(message)?.split('.').at(-1)
  if (name === undefined || / - should this be /.test(message)) return null
  if (message.startsWith('no such function')) return nearest(name, FUNCTIONS)
  if (message.startsWith('no such table')) return nearest(name, names(database, TABLES))
  return nearest(name, names(database, COLUMNS))
}

const TABLES =
  "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') UNION SELECT name FROM sqlite_temp_schema WHERE type IN ('table', 'view')"
const COLUMNS =
  "SELECT DISTINCT c.name FROM sqlite_schema t JOIN pragma_table_xinfo(t.name) c WHERE t.type IN ('table', 'view')"

function names(database: DatabaseSync, query: string): string[] {
  try {
    return database
      .prepare(query)
      .all()
      .map((row) => String(Object.values(row)[0]))
  } catch {
    // A view of the learner's that cannot be compiled: then nothing is suggested.
    return []
  }
}
