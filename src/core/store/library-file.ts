import { renameSync, rmSync } from 'node:fs'
import { MasteryError } from '../errors.ts'
import { type Database, openDatabase, translated } from './database.ts'
import { LIBRARY_APPLICATION, LIBRARY_SCHEMA, LIBRARY_VERSION } from './library-schema.ts'

/**
 * Opens library.db, or makes it anew when it is not there, damaged, of another version or another program's.
 * @returns `fresh` when nothing is in it
 */
export function openLibrary(path: string): { db: Database; fresh: boolean } {
  try {
    const db = openDatabase(path, 'NORMAL')
    const state = prepare(db)
    if (state !== 'foreign') return { db, fresh: state === 'new' }
    db.close()
  } catch (error) {
    if (!isDamage(error)) throw error
  }
  discard(path)
  const db = openDatabase(path, 'NORMAL')
  prepare(db)
  return { db, fresh: true }
}

/** Creates the tables of a new file. `foreign`: it is of another version or another program. */
function prepare(db: Database): 'current' | 'new' | 'foreign' {
  return translated(db.name, () =>
    db
      .transaction(() => {
        const version = db.pragma('user_version', { simple: true })
        const owner = db.pragma('application_id', { simple: true })
        const sql = 'SELECT count(*) AS count FROM sqlite_schema'
        const { count } = db.prepare(sql).get() as { count: number }
        if (count > 0)
          return version === LIBRARY_VERSION && owner === LIBRARY_APPLICATION
            ? 'current'
            : 'foreign'
        db.exec(LIBRARY_SCHEMA)
        db.pragma(`application_id = ${LIBRARY_APPLICATION}`)
        db.pragma(`user_version = ${LIBRARY_VERSION}`)
        return 'new'
      })
      .immediate(),
  )
}

/** Whether an error says that the file itself is damaged. */
export function isDamage(error: unknown): boolean {
  return error instanceof MasteryError && error.kind === 'invalid-data'
}

/** Takes the file away. It is kept beside for a look at what happened; it is only a cache. */
export function discard(path: string): void {
  translated(path, () => {
    for (const end of ['-wal', '-shm']) rmSync(path + end, { force: true })
    renameSync(path, `${path}.old`)
  })
}
