import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { MasteryError } from '../errors.ts'
import type { LearnerEvent } from '../events/event.ts'
import type { EventStore } from './event-store.ts'
import { listBackups, NewerDatabase } from './migrate.ts'

export interface Integrity {
  ok: boolean
  /** What SQLite, or the log's own rules, found; empty when all is well. */
  findings: string[]
  events: number
  /** What an earlier restore could not bring back. */
  lost: Losses
}

/**
 * SQLite's own check, then the log's rules: no gap in `seq`, every blob named by an event is there. What an earlier
 * restore could not bring back is no finding: nothing more can be done about it.
 */
export function checkIntegrity(store: EventStore): Integrity {
  const findings = (store.db.pragma('integrity_check') as { integrity_check: string }[])
    .map((row) => row.integrity_check)
    .filter((text) => text !== 'ok')
  const lost = readLosses(store)
  const now = countLosses(store)
  if (now.events > lost.events) findings.push(`${now.events - lost.events} events are missing`)
  if (now.unreadable > 0) findings.push(`${now.unreadable} events cannot be read`)
  if (now.code > lost.code) findings.push(`the code of ${now.code - lost.code} runs is missing`)
  return { ok: findings.length === 0, findings, events: store.count(), lost }
}

/** What is not there although the log says that it was. */
interface Losses {
  events: number
  /** Runs whose code is gone. */
  code: number
}

function countLosses({ db }: EventStore): Losses & { unreadable: number } {
  const one = (sql: string) => (db.prepare(sql).pluck().get() as number | null) ?? 0
  return {
    events: one(
      'SELECT sum(gap) FROM (SELECT max(seq) - count(*) AS gap FROM events GROUP BY device)',
    ),
    unreadable: one('SELECT count(*) FROM events WHERE NOT json_valid(payload)'),
    code: one(
      `SELECT count(*) FROM events WHERE type IN ('exercise.checked', 'exercise.submitted')
       AND json_valid(payload) AND NOT EXISTS (SELECT 1 FROM blobs WHERE hash = payload ->> '$.code')`,
    ),
  }
}

function readLosses({ db }: EventStore): Losses {
  const text = db.prepare("SELECT value FROM meta WHERE key = 'losses'").pluck().get()
  return typeof text === 'string' ? JSON.parse(text) : { events: 0, code: 0 }
}

/** From now on what is missing counts as lost, not as damage. */
export function noteLosses(store: EventStore): void {
  const { events, code } = countLosses(store)
  const text = JSON.stringify({ events, code })
  store.db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('losses', ?)").run(text)
}

/**
 * Whether a database needs no backup. One of a newer version is whole, whatever it holds.
 * @throws MasteryError as opening it does, unless it is damaged
 */
export function isWhole(open: () => EventStore): boolean {
  try {
    const store = open()
    try {
      return checkIntegrity(store).ok
    } finally {
      store.close()
    }
  } catch (error) {
    const { kind, code } = error as { kind?: unknown; code?: unknown }
    if (error instanceof NewerDatabase) throw error
    if (kind === 'invalid-data' || String(code).startsWith('SQLITE_CORRUPT')) return false
    throw error
  }
}

export interface RestoreReport {
  /** Null when there was none, and only the damaged file was read. */
  backup: string | null
  /** Where the damaged files went. */
  kept: string
  /** Events of the damaged file that the backup did not have. */
  salvaged: number
}

/**
 * Puts the newest whole backup in the place of a damaged learner.db, with every event that can still be read from
 * the damaged one, which is kept beside it. When that cannot be done everything stays as it was.
 * @param open opens the database at a path, making it when there is none
 * @throws MasteryError `invalid-data` when there is neither a whole backup nor anything to save
 */
export function restoreBackup(
  path: string,
  stamp: number,
  open: (path: string) => EventStore,
): RestoreReport {
  const backups = listBackups(path)
  const backup = backups.find(isReadable) ?? null
  if (backup === null && backups.length > 0) throw nothingToRestore(path)
  const kept = `${path}.damaged-${stamp}`
  const partial = `${path}.partial`
  move(path, kept)
  try {
    remove(partial)
    if (backup !== null) copyFileSync(backup, partial)
    const store = open(partial)
    let salvaged: number
    try {
      salvaged = salvage(kept, store)
      noteLosses(store)
    } finally {
      store.close()
    }
    if (backup === null && salvaged === 0) throw nothingToRestore(path)
    move(partial, path)
    return { backup, kept, salvaged }
  } catch (error) {
    remove(partial)
    move(kept, path)
    throw error
  }
}

function nothingToRestore(path: string): MasteryError {
  return new MasteryError(
    'invalid-data',
    `There is no whole backup of ${path}. It was left as it is.`,
    {
      next: 'If you have an export: mastery export --import FILE --profile restored',
    },
  )
}

const FILES = ['', '-wal', '-shm']

/** A database with what SQLite keeps beside it. */
function move(from: string, to: string): void {
  for (const suffix of FILES) if (existsSync(from + suffix)) renameSync(from + suffix, to + suffix)
}

function remove(path: string): void {
  for (const suffix of FILES) rmSync(path + suffix, { force: true })
}

function isReadable(backup: string): boolean {
  try {
    const db = new Database(backup, { readonly: true, fileMustExist: true })
    try {
      return db.pragma('quick_check', { simple: true }) === 'ok'
    } finally {
      db.close()
    }
  } catch {
    return false
  }
}

function salvage(damaged: string, store: EventStore): number {
  let db: Database.Database
  try {
    db = new Database(damaged, { fileMustExist: true })
  } catch {
    return 0
  }
  try {
    const blobs = readable<{ hash: string; body: string }>(db, 'blobs', ['hash', 'hash DESC'])
    const rows = readable<EventRow>(db, 'events', ['rowid', 'rowid DESC', 'hlc, id', 'hlc DESC'])
    const events = new Map(rows.flatMap((row) => (isWholeRow(row) ? [[row.id, row]] : [])))
    const inOrder = [...events.values()].sort((a, b) => (a.hlc + a.id < b.hlc + b.id ? -1 : 1))
    return store.adopt(
      inOrder.map((row) => {
        const { course: _c, item: _i, part: _p, payload, ...envelope } = row
        return { ...envelope, payload: JSON.parse(payload) } as LearnerEvent
      }),
      blobs.flatMap(({ hash, body }) => (store.hash(String(body)) === hash ? [body] : [])),
    )
  } catch {
    return 0
  } finally {
    db.close()
  }
}

type EventRow = Record<string, unknown> & { id: string; hlc: string; payload: string }

/** Damage can also change what is in a row. */
function isWholeRow(row: EventRow): boolean {
  try {
    const texts = [row.id, row.hlc, row.device, row.type, row.day, row.payload]
    const { payload } = row
    return (
      texts.every((text) => typeof text === 'string') &&
      Number.isInteger(row.seq) &&
      typeof JSON.parse(payload) === 'object'
    )
  } catch {
    return false
  }
}

/** Rows that can be read, from either end of the table and by its indexes; some come more than once. */
function readable<Row>(db: Database.Database, table: string, orders: readonly string[]): Row[] {
  return orders.flatMap((order) => {
    const rows: Row[] = []
    try {
      const sql = `SELECT * FROM ${table} ORDER BY ${order}`
      for (const row of db.prepare(sql).iterate()) rows.push(row as Row)
    } catch {
      // The rest is on damaged pages.
    }
    return rows
  })
}
