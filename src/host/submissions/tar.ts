import { pipeline, Readable } from 'node:stream'
import { createGunzip, type Gunzip } from 'node:zlib'
import { Parser, type ReadEntry } from 'tar'
import { MasteryError } from '../../core/errors.ts'
import { damaged, type Source, tooManyEntries } from './archive.ts'
import { archiveKind, KIND_BYTES } from './archive-kind.ts'
import { byPath, type Container, type Entry, type Special } from './entry.ts'
import { entryName } from './entry-name.ts'
import { Gathering, type Sink } from './gathering.ts'
import { LIMITS } from './limits.ts'

/** Lists a tar in one pass, and reads from it in another: it has no directory, and gzip no way to jump. */
export async function openTar(source: Source, gzip: boolean, most: number): Promise<Container> {
  const entries: Entry[] = []
  for await (const _ of walk(source, gzip, most, (entry, index) => {
    if (index >= LIMITS.archiveEntries) throw tooManyEntries()
    const kind = kindOf(entry)
    if (kind !== 'folder') entries.push({ ...entryName(entry.path), kind, size: entry.size, index })
    return null
  }));
  return {
    entries: entries.sort(byPath),
    async *read(groups) {
      const gathering = new Gathering(groups)
      let failure = new Error('the archive changed while it was read')
      yield* gathering.complete()
      try {
        const visit = (_: ReadEntry, index: number): Sink | null => gathering.sink(index)
        for await (const _ of walk(source, gzip, most, visit)) yield* gathering.complete()
      } catch (error) {
        failure = damaged(error)
      }
      yield* gathering.complete()
      yield* gathering.broken(failure)
    },
    close: () => source.close(),
  }
}

/** Goes through a tar once; stops for whoever reads after each piece of the file. */
async function* walk(
  source: Source,
  gzip: boolean,
  most: number,
  visit: (entry: ReadEntry, index: number) => Sink | null,
): AsyncGenerator<void> {
  let failure: unknown = null
  let index = 0
  let ended = false
  const parser = new Parser({ strict: true })
  const meet = (entry: ReadEntry): void => {
    try {
      // One too long to be read, with the name or size of the next: what follows would be misread.
      if (entry.meta) throw new Error('an extended header is too long')
      const sink = failure === null ? visit(entry, index) : null
      index += 1
      if (sink !== null && !entry.ignore) {
        entry.on('data', (piece: Buffer) => sink.piece(piece))
        entry.on('end', () => sink.end())
      }
    } catch (error) {
      failure ??= error
    }
    entry.resume()
  }
  parser.on('entry', meet)
  parser.on('ignoredEntry', meet)
  parser.on('eof', () => {
    ended = true
  })
  parser.on('error', (error: unknown) => {
    failure ??= error
  })
  const unpacked = gzip ? createGunzip() : null
  if (unpacked !== null) pipeline(Readable.from(source.pieces()), unpacked, () => {})
  let length = 0
  let head: Buffer = Buffer.alloc(0)
  for await (const next of unpacked ?? source.pieces()) {
    const piece: Buffer = length === 0 ? Buffer.concat([head, next]) : next
    if (length === 0 && gzip) {
      head = piece
      if (head.length < KIND_BYTES) continue
      if (archiveKind(head) !== 'tar') throw noTar()
    }
    length += piece.length
    if (unpacked !== null) bound(unpacked, length, most)
    // What stands behind the end is nobody's; but only at its own end gzip tells that all was right.
    if (ended && unpacked === null) break
    if (!ended) parser.write(piece)
    if (failure !== null) throw failure
    yield
  }
  if (length === 0) throw noTar()
  if (!ended) throw new Error('it has no end')
}

function noTar(): MasteryError {
  return new MasteryError('invalid-data', 'It is compressed, but no tar archive is in it.', {
    next: 'Hand in a zip or tar file.',
  })
}

function bound(unpacked: Gunzip, length: number, most: number): void {
  const bomb = length > LIMITS.unpackedBytes && length > LIMITS.ratio * unpacked.bytesWritten
  if (length <= most && !bomb) return
  const words = bomb ? `${LIMITS.ratio} times its size` : `${most / 1_048_576} MB`
  throw new MasteryError('limit', `It unpacks to more than ${words}.`, {
    next: 'Hand in the files of the exercise only.',
  })
}

function kindOf({ type }: ReadEntry): 'file' | 'folder' | Special {
  switch (type) {
    case 'File':
    case 'OldFile':
    case 'ContiguousFile':
      return 'file'
    case 'Directory':
    case 'GNUDumpDir':
      return 'folder'
    case 'SymbolicLink':
      return 'a symbolic link'
    case 'Link':
      return 'a link'
    case 'FIFO':
      return 'a named pipe'
    case 'CharacterDevice':
    case 'BlockDevice':
      return 'a device'
    default:
      return 'no ordinary file'
  }
}
