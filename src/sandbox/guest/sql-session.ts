import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite'
import { Authorizer } from './sql-authorizer.ts'
import { describeError, type SqlError } from './sql-errors.ts'
import { offsetOfError, StatementError, statementsOf } from './sql-statements.ts'

export interface ScriptFile {
  path: string
  text: string
}

export interface Place {
  file: string
  line: number
  column: number
  text: string
}

/** The rows of a statement. */
export interface Rows {
  columns: string[]
  rows: SQLOutputValue[][]
  /** There were more. */
  cut: boolean
}

/** What of a result is kept: rows, and bytes of text in them. */
export interface Most {
  rows: number
  bytes: number
}

/** What ended a script, and where in it. */
export class ScriptError extends Error {
  readonly error: SqlError
  readonly where: Place | null

  constructor(error: SqlError, where: Place | null) {
    super(error.message)
    this.error = error
    this.where = where
  }
}

/** No pragma is left to the learner that could undo these. */
const SETTINGS = 'PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;'
const PAGE_BYTES = 4096
/** Of a line that is told, in characters. */
const MOST_ROW = 500
/** Tables that SQLite computes, which anybody may read. */
const OPEN_MODULES = /^(json_each|json_tree|pragma_\w+)$/

/** Names of virtual tables that could be read without having been made, and are closed. */
export function closedModules(): ReadonlySet<string> {
  const database = openDatabase(PAGE_BYTES)
  const rows = database.prepare('SELECT name FROM pragma_module_list').all()
  database.close()
  const names = rows.map((row) => String(Object.values(row)[0]))
  return new Set(names.filter((name) => !OPEN_MODULES.test(name)))
}

/** One database in memory, empty at the start, on which scripts are run. */
export class Session {
  private readonly memoryBytes: number
  private readonly database: DatabaseSync
  private readonly authorizer: Authorizer
  private readonly closed: ReadonlySet<string>
  private readonly loaded: ScriptFile[] = []
  /** Told before each statement where it stands. */
  private readonly reached: (place: Place) => void

  /** @param closed what `closedModules` gave */
  constructor(memoryBytes: number, closed: ReadonlySet<string>, reached: (place: Place) => void) {
    this.closed = closed
    this.reached = reached
    this.memoryBytes = memoryBytes
    this.database = openDatabase(memoryBytes)
    this.authorizer = new Authorizer(closed)
    this.database.setAuthorizer(this.authorizer.decide)
  }

  /**
   * Runs a whole file whose results nobody looks at.
   * @throws ScriptError
   */
  load(file: ScriptFile): void {
    this.reached({ file: file.path, line: 1, column: 1, text: file.text.split('\n')[0] ?? '' })
    this.refuseNul(file)
    this.authorizer.refused = null
    try {
      this.database.exec(file.text)
      this.loaded.push(file)
    } catch (error) {
      throw this.failed(error, file, this.unfinished(file))
    }
  }

  /**
   * Runs a file statement by statement.
   * @param each gets the rows of each statement that gives some; false: that is enough
   * @throws ScriptError
   */
  run(file: ScriptFile, most: Most, each: (rows: Rows) => boolean): void {
    this.refuseNul(file)
    this.authorizer.refused = null
    const places = new Places(file)
    let at = 0
    try {
      for (const one of statementsOf(this.database, file.text)) {
        at = one.at
        this.reached(places.at(at))
        const rows = execute(one.statement, most)
        if (rows !== null && !each(rows)) return
      }
    } catch (error) {
      if (!(error instanceof StatementError)) throw this.failed(error, file, at)
      const { message } = error.cause as Error
      const inside = offsetOfError(this.database, error.rest, message)
      throw this.failed(error.cause, file, error.at + (inside ?? 0))
    }
  }

  /** Takes back what was begun and never committed, as closing the database does; true: there was something. */
  rollBack(): boolean {
    const { isTransaction } = this.database
    if (isTransaction) this.database.exec('ROLLBACK')
    return isTransaction
  }

  close(): void {
    this.database.close()
  }

  private failed(error: unknown, file: ScriptFile, at: number | null): ScriptError {
    const described = describeError(this.database, error, this.authorizer.refused)
    return new ScriptError(described, at === null ? null : new Places(file).at(at))
  }

  /** SQLite would take it for the end of the text. */
  private refuseNul(file: ScriptFile): void {
    const at = file.text.indexOf('\0')
    if (at < 0) return
    const message = 'the file holds a character with the code 0, which is no text'
    const error = { type: 'SyntaxError', classes: ['SyntaxError', 'OperationalError'], message }
    throw new ScriptError(
      { ...error, outOfMemory: false, forbidden: false },
      new Places(file).at(at),
    )
  }

  /** Where `exec` stopped: found by doing it again, statement by statement, in a database of its own. */
  private unfinished(file: ScriptFile): number | null {
    const again = openDatabase(this.memoryBytes)
    again.setAuthorizer(new Authorizer(this.closed).decide)
    try {
      for (const before of this.loaded) again.exec(before.text)
      let at = 0
      try {
        for (const one of statementsOf(again, file.text)) {
          at = one.at
          one.statement.run()
        }
      } catch (error) {
        return error instanceof StatementError ? error.at : at
      }
      return null
    } finally {
      again.close()
    }
  }
}

function openDatabase(memoryBytes: number): DatabaseSync {
  const database = new DatabaseSync(':memory:', {
    allowExtension: false,
    defensive: true,
    readBigInts: true,
    returnArrays: true,
    limits: {
      length: Math.min(memoryBytes, 1_000_000_000),
      sqlLength: 5_000_000,
      column: 500,
      exprDepth: 500,
      compoundSelect: 200,
      vdbeOp: 1_000_000,
      functionArg: 127,
      attach: 0,
      likePatternLength: 1_000,
      variableNumber: 250,
      triggerDepth: 100,
    },
  })
  const pages = Math.ceil(memoryBytes / PAGE_BYTES)
  database.exec(
    `${SETTINGS} PRAGMA max_page_count = ${pages}; PRAGMA temp.max_page_count = ${pages};`,
  )
  return database
}

/** Runs one statement; null when it is none that gives rows. */
function execute(statement: StatementSync, most: Most): Rows | null {
  const columns = statement.columns().map(({ name }) => name)
  if (columns.length === 0) {
    statement.run()
    return null
  }
  const rows: SQLOutputValue[][] = []
  let bytes = 0
  // `returnArrays` makes each row an array, which the types do not know.
  for (const row of statement.iterate() as Iterable<unknown> as Iterable<SQLOutputValue[]>) {
    if (rows.length >= most.rows || bytes > most.bytes) return { columns, rows, cut: true }
    for (const value of row) bytes += sizeOf(value)
    rows.push(row)
  }
  return { columns, rows, cut: bytes > most.bytes }
}

function sizeOf(value: SQLOutputValue): number {
  if (typeof value === 'string') return value.length + 1
  return value instanceof Uint8Array ? value.length : 8
}

/** Tells places of one file; asked for offsets that only grow, it reads the file once. */
class Places {
  private readonly file: ScriptFile
  private line = 1
  private start = 0
  /** Offset of the end of the line. */
  private end: number

  constructor(file: ScriptFile) {
    this.file = file
    this.end = this.endFrom(0)
  }

  at(offset: number): Place {
    const { path, text } = this.file
    while (this.end < offset && this.end < text.length) {
      this.line++
      this.start = this.end + 1
      this.end = this.endFrom(this.start)
    }
    const row = text.slice(this.start, Math.min(this.end, this.start + MOST_ROW))
    return {
      file: path,
      line: this.line,
      column: offset - this.start + 1,
      text: row.replace(/\r$/, ''),
    }
  }

  private endFrom(start: number): number {
    const end = this.file.text.indexOf('\n', start)
    return end < 0 ? this.file.text.length : end
  }
}
