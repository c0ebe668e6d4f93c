import { closeSync, existsSync, openSync, readSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { MasteryError } from '../errors.ts'
import { makeFolder } from './folder.ts'

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

/** SQLite would overwrite an empty or truncated header without a word. */
function refuseForeignFile(path: string): void {
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
    throw asMasteryError(path, error)
  }
}

function asMasteryError(path: string, error: unknown): unknown {
  const code = (error as { code?: string }).code ?? ''
  if (error instanceof MasteryError) return error
  if (
    code === 'SQLITE_FULL' ||
    code === 'ENOSPC' ||
    (code.startsWith('SQLITE_IOERR') && isFull(path))
  )
    return new MasteryError('limit', `The disk that holds ${path} is full. Nothing was lost.`, {
      next: 'Free some space, then run the same command again.',
      cause: error,
    })
  if (code.startsWith('SQLITE_IOERR'))
    return new MasteryError('limit', `Reading or writing ${path} failed (${code}).`, {
      next: 'Check the disk and its free space (df -h), then run: mastery doctor',
      cause: error,
    })
  if (code.startsWith('SQLITE_BUSY'))
    return new MasteryError(
      'limit',
      `Another mastery has been writing to ${path} for 15 seconds.`,
      {
        next: 'Wait for it to finish, then run the same command again.',
        cause: error,
      },
    )
  if (
    code.startsWith('SQLITE_READONLY') ||
    code === 'SQLITE_CANTOPEN' ||
    code === 'EACCES' ||
    code === 'EROFS' ||
    code === 'EPERM' ||
    code === 'ENOENT' ||
    code === 'ELOOP' ||
    code === 'ENAMETOOLONG'
  )
    return new MasteryError('limit', `mastery may not write to ${dirname(path)}.`, {
      next: 'Make the folder writable, or set MASTERY_HOME to a folder that is.',
      cause: error,
    })
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new MasteryError('limit', `${dirname(path)} is not a folder.`, {
      next: 'Set MASTERY_HOME to a folder.',
      cause: error,
    })
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return notADatabase(path, error)
  return error
}

/** SQLite calls a full disk an I/O error when it happens while a shared or journal file grows. */
function isFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path))
    return bavail * bsize < 1024 * 1024
  } catch {
    return false
  }
}

function notADatabase(path: string, cause?: unknown): MasteryError {
  return new MasteryError('invalid-data', `The database ${path} is damaged or is no database.`, {
    next: 'See what can be saved: mastery doctor. Go back to the last backup: mastery doctor --restore',
    cause,
  })
}
