import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { MasteryError } from '../errors.ts'
import type { Database } from './database.ts'
import { makeFolder } from './folder.ts'
import { notADatabase } from './storage-error.ts'

/** Number of the newest migration in `migrations/`; a test compares the two. */
export const SCHEMA_VERSION = 1

const BACKUPS_KEPT = 3

/** Not damaged: only this program is too old for it. */
export class NewerDatabase extends MasteryError {
  constructor(path: string, version: number) {
    super(
      'invalid-data',
      `${path} was written by a newer mastery (schema ${version}; this one knows ${SCHEMA_VERSION}). It was not touched.`,
      { next: 'Update: npm install -g mastery@latest' },
    )
  }
}

/**
 * Brings learner.db up to `SCHEMA_VERSION`, one transaction a migration with the version inside, after a
 * backup. A newer database is refused and left as it is.
 * @param folder where the numbered `.sql` files are
 */
export function migrate(db: Database, path: string, folder: string): void {
  const version = schemaVersion(db)
  if (version === SCHEMA_VERSION) return
  if (version > SCHEMA_VERSION) throw new NewerDatabase(path, version)
  if (version > 0) backup(db, path)
  else refuseLost(db, path)
  for (const name of readdirSync(folder).sort()) {
    const number = Number.parseInt(name, 10)
    if (!name.endsWith('.sql') || number <= version) continue
    const sql = readFileSync(join(folder, name), 'utf8')
    db.transaction(() => {
      // Another process may have done it while this one waited for the lock.
      if (schemaVersion(db) >= number) return
      db.exec(sql)
      db.pragma(`user_version = ${number}`)
    }).immediate()
  }
}

/** A file that is new or empty where a history should be is a loss to be noticed, not a beginning. */
function refuseLost(db: Database, path: string): void {
  const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number }
  // Another process may have made them while this one waited.
  if (tables.n > 0 && schemaVersion(db) === 0) throw notADatabase(path)
  if (tables.n === 0 && listBackups(path).length > 0)
    throw new MasteryError('invalid-data', `${path} is missing or empty, but it has backups.`, {
      next: 'Go back to the last one: mastery doctor --restore. To begin anew: mastery erase',
    })
}

function schemaVersion(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number
}

/** Where copies are kept. */
function backupFolder(path: string): string {
  return join(dirname(path), 'backups')
}

/**
 * Copies a database with `VACUUM INTO`, whole or not at all, and keeps the last three of its kind.
 * @returns the copy's path
 */
export function backup(
  db: Database,
  path: string,
  kind: string = `v${schemaVersion(db)}`,
  stamp = Date.now(),
): string {
  const folder = backupFolder(path)
  makeFolder(folder, 0o700)
  // The names keep the order in which the copies were made, also when the clock was set back.
  const newest = listBackups(path)[0]
  const place = Math.max(stamp, newest === undefined ? 0 : backupTime(newest) + 1)
  const target = join(folder, `learner-${kind}-${place}.db`)
  const partial = `${target}.partial`
  rmSync(partial, { force: true })
  db.prepare('VACUUM INTO ?').run(partial)
  utimesSync(partial, stamp / 1000, stamp / 1000)
  renameSync(partial, target)
  const same = listBackups(path).filter((file) => file.includes(`learner-${kind}-`))
  for (const old of same.slice(BACKUPS_KEPT)) rmSync(old, { force: true })
  return target
}

/** Backups of any kind, newest first. */
export function listBackups(path: string): string[] {
  const folder = backupFolder(path)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^learner-[a-z0-9]+-\d+\.db$/.test(name))
    .map((name) => join(folder, name))
    .sort((a, b) => backupTime(b) - backupTime(a))
}

/** ms between two looks at the clock: when a backup was made, and now. Never negative: clocks are set back. */
export function backupAge(file: string, now: number): number {
  return Math.abs(now - statSync(file).mtimeMs)
}

/** Place of a backup among the others; ms since 1970 unless the clock was set back. */
function backupTime(file: string): number {
  return Number(/-(\d+)\.db$/.exec(file)?.[1] ?? 0)
}
