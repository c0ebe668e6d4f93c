import { crc32 } from 'node:zlib'
import { fromBufferPromise, fromFdPromise, type Entry as ZipEntry, type ZipFile } from 'yauzl'
import { MasteryError } from '../../core/errors.ts'
import { damaged, type Source, tooManyEntries } from './archive.ts'
import { byPath, type Container, type Content, type Entry, type Special } from './entry.ts'
import { entryName } from './entry-name.ts'
import { LIMITS } from './limits.ts'
import { named, tooLarge } from './problem.ts'

/** Bits of a zip entry's flags. */
const ENCRYPTED = 1
const SIZES_FOLLOW = 8
const UTF8 = 0x800
/** In 32 bits: the true size stands in the zip64 field. */
const ZIP64 = 0xffffffff

/** Lists a zip by its central directory, and reads entries wherever they lie. Throws what yauzl finds wrong. */
export async function openZip(source: Source): Promise<Container> {
  // Names stay bytes: yauzl would end the whole listing at the first name that leads out.
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false }
  const zip = Buffer.isBuffer(source.random)
    ? await fromBufferPromise(source.random, options)
    : await fromFdPromise(source.random as number, options)
  if (zip.entryCount > LIMITS.archiveEntries) throw tooManyEntries()
  const entries: Entry[] = []
  const raw: ZipEntry[] = []
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry)
    const kind = kindOf(entry)
    if (kind === 'folder' || name.endsWith('/')) continue
    const size = entry.uncompressedSize
    entries.push({ ...entryName(name), kind, size, index: raw.length })
    raw.push(entry)
  }
  return {
    entries: entries.sort(byPath),
    async *read(groups) {
      for (const [index, { entries: wanted, most }] of groups.entries()) {
        const contents: Content[] = []
        for (const { path, index: at } of wanted)
          contents.push(await contentOf(zip, raw[at] as ZipEntry, path, most))
        yield { index, contents }
      }
    },
    close() {
      // yauzl closes a file that it was given, when its last reader is done.
      zip.close()
    },
  }
}

/** UTF-8 where the archive says so or where it is nothing else; else the code page of the first PCs, as the format has it. */
function nameOf(entry: ZipEntry): string {
  const bytes = entry.fileNameRaw
  const text = bytes.toString('utf8')
  const valid = !text.includes('\uFFFD')
  if (valid || (entry.generalPurposeBitFlag & UTF8) !== 0) return text
  return Array.from(bytes, (byte) =>
    byte < 128 ? String.fromCharCode(byte) : CP437[byte - 128],
  ).join('')
}

const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ '

/** By the mode that Unix tools keep in the upper half of the attributes. */
function kindOf({ externalFileAttributes }: ZipEntry): 'file' | 'folder' | Special {
  switch ((externalFileAttributes >>> 16) & 0o170000) {
    case 0:
    case 0o100000:
      return 'file'
    case 0o040000:
      return 'folder'
    case 0o120000:
      return 'a symbolic link'
    case 0o010000:
      return 'a named pipe'
    case 0o140000:
      return 'a socket'
    case 0o020000:
    case 0o060000:
      return 'a device'
    default:
      return 'no ordinary file'
  }
}

async function contentOf(
  zip: ZipFile,
  entry: ZipEntry,
  path: string,
  most: number,
): Promise<Content> {
  try {
    const encrypted = (entry.generalPurposeBitFlag & ENCRYPTED) !== 0
    if (encrypted)
      throw new MasteryError('invalid-data', `${named(path)} is encrypted.`, {
        next: 'Pack it anew without a password.',
      })
    if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
      throw new MasteryError(
        'invalid-data',
        `${named(path)} is packed in a way that is not read.`,
        {
          next: 'Pack it anew as an ordinary zip file.',
        },
      )
    if (entry.uncompressedSize > most) throw tooLarge(path, most)
    if (!(await agrees(zip, entry))) throw new Error('its directory and its entries disagree')
    const pieces: Buffer[] = []
    let length = 0
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      length += piece.length
      if (length > most) throw tooLarge(path, most)
      pieces.push(piece)
    }
    const bytes = Buffer.concat(pieces)
    if (length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32)
      throw new Error('a checksum does not match')
    return bytes
  } catch (error) {
    return damaged(error)
  }
}

/** Whether the header beside the content says what the directory says: a tool may go by either. */
async function agrees(zip: ZipFile, entry: ZipEntry): Promise<boolean> {
  const local = await zip.readLocalFileHeaderPromise(entry)
  const flags = local.generalPurposeBitFlag
  const same = (ours: number, theirs: number): boolean => ours === theirs || ours === ZIP64
  return (
    local.fileName.equals(entry.fileNameRaw) &&
    local.compressionMethod === entry.compressionMethod &&
    (flags & ENCRYPTED) === 0 &&
    ((flags & SIZES_FOLLOW) !== 0 ||
      (local.crc32 === entry.crc32 &&
        same(local.compressedSize, entry.compressedSize) &&
        same(local.uncompressedSize, entry.uncompressedSize)))
  )
}
