import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { MasteryError } from '../core/errors.ts'
import { makeFolder } from '../core/store/folder.ts'

/**
 * Writes a file whole or not at all, making its folder. A reader sees the old or the new one.
 * @throws MasteryError `limit` when the disk is full or the folder cannot be written
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const draft = `${path}.${process.pid}.tmp`
  try {
    makeFolder(dirname(path))
    const file = openSync(draft, 'w', 0o644)
    try {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined) throw error
    throw new MasteryError('limit', `${path} could not be written (${code}).`, {
      next: 'Choose another place, make the folder writable, or free some space.',
      cause: error,
    })
  }
}
