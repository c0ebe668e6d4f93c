import type { Statement as BetterStatement } from 'better-sqlite3'
import type { Database } from './database.ts'

/** A statement of better-sqlite3 whose parameters are not typed. */
type Statement = BetterStatement<unknown[], unknown>
export type Prepare = (sql: string) => Statement

/**
 * Compiled statements, kept: appending an event runs the same dozen again and again. Not for `iterate`, since a
 * statement in use cannot be run a second time.
 */
export class Statements {
  private readonly db: Database
  private readonly kept = new Map<string, Statement>()

  constructor(db: Database) {
    this.db = db
  }

  run(sql: string, ...values: unknown[]): void {
    this.prepare(sql).run(...values)
  }

  /** The first row, or undefined. */
  get<Row>(sql: string, ...values: unknown[]): Row | undefined {
    return this.prepare(sql).get(...values) as Row | undefined
  }

  all<Row>(sql: string, ...values: unknown[]): Row[] {
    return this.prepare(sql).all(...values) as Row[]
  }

  /** For named parameters, and for many rows in a row. */
  prepare(sql: string): Statement {
    let statement = this.kept.get(sql)
    if (statement === undefined) {
      statement = this.db.prepare<unknown[], unknown>(sql)
      this.kept.set(sql, statement)
    }
    return statement
  }
}
