import type { Statement } from 'better-sqlite3'
import type { Database } from './database.ts'

/**
 * Compiled statements, kept: appending an event runs the same dozen again and again. Not for `iterate`, since a
 * statement in use cannot be run a second time.
 */
export class Statements {
  private readonly db: Database
  private readonly kept = new Map<string, Statement<unknown[]>>()

  constructor(db: Database) {
    this.db = db
  }

  run(sql: string, ...values: unknown[]): void {
    this.statement(sql).run(...values)
  }

  /** The first row, or undefined. */
  get<Row>(sql: string, ...values: unknown[]): Row | undefined {
    return this.statement(sql).get(...values) as Row | undefined
  }

  all<Row>(sql: string, ...values: unknown[]): Row[] {
    return this.statement(sql).all(...values) as Row[]
  }

  private statement(sql: string): Statement<unknown[]> {
    let statement = this.kept.get(sql)
    if (statement === undefined) {
      statement = this.db.prepare<unknown[]>(sql)
      this.kept.set(sql, statement)
    }
    return statement
  }
}
