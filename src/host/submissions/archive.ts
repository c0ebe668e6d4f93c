import { closeSync, readSync } from 'node:fs'
import { MasteryError } from '../../core/errors.ts'
import { openRegular } from '../learner-files.ts'
import { archiveKind, KIND_BYTES } from './archive-kind.ts'
import type { Container } from './entry.ts'
import { LIMITS } from './limits.ts'

/** Bytes of an archive: an open file, or what was read of another archive. */
export interface Source {
  bytes: number
  start: Buffer
  /** From the first byte to the last, as often as it is called. */
  pieces(): Iterable<Buffer>
  /** For whoever reads here and there: the file, or the bytes themselves. */
  random: number | Buffer
  close(): void
}

/**
 * Opens an ordinary file as an archive would be read; the caller closes it.
 * @throws MasteryError `invalid-data` for what is no ordinary file; what the file system says
 */
export function fileSource(path: string, name: string): Source {
  const { handle, stat } = openRegular(path, name)
  const start = Buffer.alloc(KIND_BYTES)
  const length = readSync(handle, start, 0, KIND_BYTES, 0)
  return {
    bytes: stat.size,
    start: start.subarray(0, length),
    pieces: () => piecesOfFile(handle),
    random: handle,
    close: () => closeSync(handle),
  }
}

export function bufferSource(bytes: Buffer): Source {
  return {
    bytes: bytes.length,
    start: bytes.subarray(0, KIND_BYTES),
    pieces: () => piecesOf(bytes),
    random: bytes,
    close() {},
  }
}

const PIECE = 65_536

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE)
}

function* piecesOfFile(handle: number): Generator<Buffer> {
  for (let at = 0; ; ) {
    const piece = Buffer.allocUnsafe(PIECE)
    const length = readSync(handle, piece, 0, PIECE, at)
    if (length === 0) return
    at += length
    yield piece.subarray(0, length)
  }
}

/**
 * Lists an archive, whatever it is called. Nothing is unpacked: names are checked, and contents come into memory when
 * they are read. Closing the container closes the source; when it throws, the source is closed as well.
 * @param most bytes that it may unpack to on the way
 * @throws MasteryError `invalid-data` for a damaged or unknown archive, `limit` for one that unpacks without end
 */
export async function openArchive(source: Source, most: number): Promise<Container> {
  try {
    const kind = archiveKind(source.start)
    if (kind === null)
      throw new MasteryError('invalid-data', 'It is no archive, or a damaged one.', {
        next: 'Hand in a zip or tar file.',
      })
    if (typeof kind === 'object')
      throw new MasteryError('invalid-data', `It is a ${kind.unread} archive, which is not read.`, {
        next: 'Unpack it, or pack it as zip or tar.',
      })
    if (kind === 'zip') return await (await import('./zip.ts')).openZip(source)
    return await (await import('./tar.ts')).openTar(source, kind === 'gzip', most)
  } catch (error) {
    source.close()
    throw damaged(error)
  }
}

/** What a library said of an archive: it was made by anybody, so that any complaint means the archive is at fault. */
export function damaged(error: unknown): MasteryError {
  if (error instanceof MasteryError) return error
  const words = error instanceof Error ? error.message : String(error)
  return new MasteryError('invalid-data', `The archive is damaged or cut off (${words}).`, {
    next: 'Pack it anew, or download it again.',
    cause: error,
  })
}

export function tooManyEntries(): MasteryError {
  return new MasteryError(
    'limit',
    `The archive has more than ${LIMITS.archiveEntries / 1000},000 entries.`,
    { next: 'Split it into several.' },
  )
}
