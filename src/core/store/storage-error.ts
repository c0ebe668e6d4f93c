import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { MasteryError } from '../errors.ts'

/**
 * What SQLite or the file system threw, in words and with the next command; anything else as it is.
 * @param path of the database
 */
export function inWords(path: string, error: unknown): unknown {
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
      next: 'Move the file that is in the way, or set MASTERY_HOME to another folder.',
      cause: error,
    })
  if (isDamageCode(code)) return notADatabase(path, error)
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

/** The file is damaged, or belongs to something else. */
export function notADatabase(path: string, cause?: unknown): MasteryError {
  return new MasteryError('invalid-data', `The database ${path} is damaged or is no database.`, {
    next: 'Go back to the last backup and save what is newer; the damaged file is kept: mastery doctor --restore',
    cause,
  })
}

function isDamageCode(code: string): boolean {
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB'
}
