import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { MasteryError } from '../core/errors.ts'
import { nearest } from '../core/nearest.ts'
import { writeWhole } from './write-whole.ts'

/** The absolute path of a regular file that a person named. @throws MasteryError `usage` */
export function requireFile(path: string): string {
  const file = resolve(path)
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat?.isFile()) return file
  const message = stat === undefined ? `There is no file ${path}.` : `${path} is not a file.`
  const near = stat === undefined ? nearest(basename(file), filesOf(dirname(file))) : null
  throw new MasteryError('usage', message, {
    next:
      near === null
        ? 'Look at what there is (ls), and name a file.'
        : `Did you mean ${join(dirname(path), near)}?`,
  })
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder).slice(0, 1000)
  } catch {
    return []
  }
}

/**
 * Writes lines to a file, whole or not at all (mode 0600), or to standard output when there is no path.
 * @returns how many lines
 * @throws MasteryError `limit` when the disk is full or the folder cannot be written
 */
export async function writeLines(lines: Iterable<string>, path: string | null): Promise<number> {
  let count = 0
  function* ended() {
    for (const line of lines) {
      yield `${line}\n`
      count++
    }
  }
  if (path === null) await printAll(ended())
  else writeWhole(path, ended(), { mode: 0o600, folder: false })
  return count
}

async function printAll(lines: Iterable<string>): Promise<void> {
  try {
    for (const line of lines) {
      if (!process.stdout.write(line)) await once(process.stdout, 'drain')
    }
  } catch (error) {
    // Whoever reads has enough: `mastery export | head`.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
  }
}
