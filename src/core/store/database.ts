import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { makeFolder } from './folder.ts'
import { inWords, notADatabase } from './storage-error.ts'

export type { Database } from 'better-sqlite3'

/**
 * Opens a database file with the settings both databases share, creating its folder (mode 0700).
 * @throws MasteryError `invalid-data` when the file is no database, `limit` when the disk or permissions
 * forbid it.
 */
export function openDatabase(path: string, synchronous: 'FULL' | 'NORMAL'): Database.Database {
  return translated(path, () => {
    makeFolder(dirname(path), 0o700)
    if (existsSync(path)) refuseForeignFile(path)
    const db = new Database(path, { timeout: 15_000 })
    db.pragma('journal_mode = WAL')
    db.pragma(`synchronous = ${synchronous}`)
    db.pragma('foreign_keys = ON')
    return db
  })
}

/** SQLite would overwrite a truncated header without a word, and opening a pipe would wait for ever. */
function refuseForeignFile(path: string): void {
  if (!statSync(path).isFile()) throw notADatabase(path)
  const header = Buffer.alloc(16)
  const file = openSync(path, 'r')
  const length = readSync(file, header, 0, 16, 0)
  closeSync(file)
  if (length > 0 && header.toString('latin1') !== 'SQLite format 3\0') throw notADatabase(path)
}

/** Runs `work` and turns what SQLite or the file system throws into words and the next command. */
export function translated<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw inWords(path, error)
  }
}
