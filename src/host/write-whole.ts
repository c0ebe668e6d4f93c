import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { MasteryError } from '../core/errors.ts'
import { makeFolder } from '../core/store/folder.ts'

/**
 * Writes a file whole or not at all. A reader sees the old or the new one.
 * @param content pieces are written as they come, so that they need not fit into memory together
 * @param options.mode of a new file; default 0644
 * @param options.folder false: it must be there; default: it is made
 * @throws MasteryError `limit` when the disk is full or the folder cannot be written
 */
export function writeWhole(
  path: string,
  content: string | Uint8Array | Iterable<string>,
  options: { mode?: number; folder?: boolean } = {},
): void {
  const { mode = 0o644, folder = true } = options
  const draft = `${path}.${process.pid}.tmp`
  const isOne = typeof content === 'string' || content instanceof Uint8Array
  try {
    if (folder) makeFolder(dirname(path))
    const file = openSync(draft, 'w', mode)
    try {
      for (const piece of isOne ? [content] : content) writeAll(file, piece)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined || error instanceof MasteryError) throw error
    throw new MasteryError('limit', `${path} could not be written (${code}).`, {
      next: 'Choose another place, make the folder writable, or free some space.',
      cause: error,
    })
  }
}

/** One call may write only a part. */
function writeAll(file: number, piece: string | Uint8Array): void {
  const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}
