import { once } from 'node:events'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { MasteryError } from '../core/errors.ts'

/** The absolute path of a regular file that a person named. @throws MasteryError `usage` */
export function requireFile(path: string): string {
  const file = resolve(path)
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat === undefined) throw new MasteryError('usage', `There is no file ${path}.`)
  if (!stat.isFile()) throw new MasteryError('usage', `${path} is not a file.`)
  return file
}

/**
 * Writes lines to a file, whole or not at all (mode 0600), or to standard output when there is no path.
 * @returns how many lines
 * @throws MasteryError `limit` when the disk is full or the folder cannot be written
 */
export async function writeLines(lines: Iterable<string>, path: string | null): Promise<number> {
  let count = 0
  if (path === null) {
    for (const line of lines) {
      count++
      if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
    }
    return count
  }
  const partial = `${path}.partial`
  try {
    const file = openSync(partial, 'w', 0o600)
    try {
      for (const line of lines) {
        count++
        writeSync(file, `${line}\n`)
      }
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(partial, path)
    return count
  } catch (error) {
    rmSync(partial, { force: true })
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined || error instanceof MasteryError) throw error
    throw new MasteryError('limit', `${path} could not be written (${code}).`, {
      next: 'Choose another place, or free some space.',
      cause: error,
    })
  }
}
