import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { MasteryError } from '../errors.ts'
import type { LearnerEvent } from '../events/event.ts'
import type { EventStore } from './event-store.ts'
import { listBackups } from './migrate.ts'

export interface Integrity {
  ok: boolean
  /** What SQLite, or the log's own rules, found; empty when all is well. */
  findings: string[]
  events: number
}

/** SQLite's own check, then the log's rules: no gap in `seq`, every blob named by an event is there. */
export function checkIntegrity(store: EventStore): Integrity {
  const findings = (store.db.pragma('integrity_check') as { integrity_check: string }[])
    .map((row) => row.integrity_check)
    .filter((text) => text !== 'ok')
  const gaps = store.db
    .prepare(
      'SELECT device, max(seq) - count(*) AS gap FROM events GROUP BY device HAVING gap <> 0',
    )
    .all() as { device: string; gap: number }[]
  for (const { device, gap } of gaps) findings.push(`device ${device}: ${gap} events are missing`)
  const lost = store.db
    .prepare(
      `SELECT count(*) AS n FROM events WHERE type IN ('exercise.checked', 'exercise.submitted')
       AND NOT EXISTS (SELECT 1 FROM blobs WHERE hash = payload ->> '$.code')`,
    )
    .get() as { n: number }
  if (lost.n > 0) findings.push(`the code of ${lost.n} runs is missing`)
  return { ok: findings.length === 0, findings, events: store.count() }
}

export interface RestoreReport {
  backup: string
  /** Where the damaged files went. */
  kept: string
  /** Events of the damaged file that the backup did not have. */
  salvaged: number
}

/**
 * Puts the newest backup in the place of a damaged learner.db, keeps the damaged one beside it, and takes over
 * every event that can still be read from it.
 * @param open opens the restored database
 * @throws MasteryError `invalid-data` when there is no backup
 */
export function restoreBackup(path: string, stamp: number, open: () => EventStore): RestoreReport {
  const backup = listBackups(path)[0]
  if (backup === undefined)
    throw new MasteryError('invalid-data', `There is no backup of ${path}.`, {
      next: 'If you have an export: mastery export --import FILE --profile restored',
    })
  const kept = `${path}.damaged-${stamp}`
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(path + suffix)) renameSync(path + suffix, kept + suffix)
  const partial = `${path}.partial`
  rmSync(partial, { force: true })
  copyFileSync(backup, partial)
  renameSync(partial, path)
  const store = open()
  try {
    return { backup, kept, salvaged: salvage(kept, store) }
  } finally {
    store.close()
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
    const blobs = readable<{ body: string }>(db, 'SELECT body FROM blobs').map((row) => row.body)
    const events = readable<Record<string, unknown>>(
      db,
      'SELECT * FROM events ORDER BY device, seq',
    )
    return store.adopt(
      events.map((row) => {
        const { course: _c, item: _i, part: _p, payload, ...envelope } = row
        return { ...envelope, payload: JSON.parse(String(payload)) } as LearnerEvent
      }),
      blobs,
    )
  } catch {
    return 0
  } finally {
    db.close()
  }
}

/** Rows up to the first that cannot be read. */
function readable<Row>(db: Database.Database, sql: string): Row[] {
  const rows: Row[] = []
  try {
    for (const row of db.prepare(sql).iterate()) rows.push(row as Row)
  } catch {
    // The rest of the table is on damaged pages.
  }
  return rows
}
