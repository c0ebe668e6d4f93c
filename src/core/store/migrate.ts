import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { MasteryError } from '../errors.ts'
import type { Database } from './database.ts'

/** Number of the newest migration in `migrations/`; a test compares the two. */
export const SCHEMA_VERSION = 1

const BACKUPS_KEPT = 3

/**
 * Brings learner.db up to `SCHEMA_VERSION`, one transaction a migration with the version inside, after a
 * backup. A newer database is refused and left as it is.
 * @param folder where the numbered `.sql` files are
 */
export function migrate(db: Database, path: string, folder: string): void {
  const version = schemaVersion(db)
  if (version === SCHEMA_VERSION) return
  if (version > SCHEMA_VERSION)
    throw new MasteryError(
      'invalid-data',
      `${path} was written by a newer mastery (schema ${version}; this one knows ${SCHEMA_VERSION}). It was not touched.`,
      { next: 'Update: npm install -g mastery@latest' },
    )
  if (version > 0) backup(db, path)
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

function schemaVersion(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number
}

/** Where `backup` puts its copies. */
export function backupFolder(path: string): string {
  return join(dirname(path), 'backups')
}

/**
 * Copies a database with `VACUUM INTO`, whole or not at all, and keeps the last three.
 * @returns the copy's path
 */
export function backup(db: Database, path: string, stamp = Date.now()): string {
  const folder = backupFolder(path)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const target = join(folder, `learner-v${schemaVersion(db)}-${stamp}.db`)
  const partial = `${target}.partial`
  rmSync(partial, { force: true })
  db.prepare('VACUUM INTO ?').run(partial)
  renameSync(partial, target)
  for (const old of listBackups(path).slice(BACKUPS_KEPT)) rmSync(old, { force: true })
  return target
}

/** Backups, newest first. */
export function listBackups(path: string): string[] {
  const folder = backupFolder(path)
  if (!existsSync(folder)) return []
  const stamp = (name: string) => Number(/-(\d+)\.db$/.exec(name)?.[1] ?? 0)
  return readdirSync(folder)
    .filter((name) => /^learner-v\d+-\d+\.db$/.test(name))
    .sort((a, b) => stamp(b) - stamp(a))
    .map((name) => join(folder, name))
}
