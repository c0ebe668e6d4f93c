import {
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { MasteryError } from '../core/errors.ts'
import { makeFolder } from '../core/store/folder.ts'

/** Bytes of one file of the learner. */
const MAX_FILE = 1024 * 1024

/** Writes a file that must not exist; false when it does. A reader never sees half of it. */
export function writeNew(path: string, text: string): boolean {
  if (statOf(path) !== null) return false
  const temporary = `${path}.${process.pid}.tmp`
  const handle = openSync(temporary, 'w', 0o644)
  try {
    writeFileSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  try {
    linkSync(temporary, path) // unlike rename, refuses to replace
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    try {
      // File systems without hard links (FAT, some network shares).
      copyFileSync(temporary, path, constants.COPYFILE_EXCL)
    } catch (second) {
      if (codeOf(second) === 'EEXIST') return false
      throw second
    }
  } finally {
    unlinkSync(temporary)
  }
  return true
}

/**
 * The text of one of the learner's files; null when it is not there.
 * @throws MasteryError `invalid-data` for what is no UTF-8 text or no ordinary file, `limit` above 1 MB
 */
export function readText(folder: string, path: string): string | null {
  const full = inside(folder, path)
  const stat = statOf(full)
  if (stat === null) return null
  if (stat.isSymbolicLink())
    throw unusable(full, 'is a symbolic link', 'Put a copy of the file there.')
  if (stat.isDirectory()) throw unusable(full, 'is a folder', `Rename it: ${path} must be a file.`)
  if (!stat.isFile())
    throw unusable(full, 'is no ordinary file', 'Remove it and run: mastery start')
  return decodeText(full, readRegular(full))
}

/**
 * Bytes as text; a byte order mark is left out.
 * @throws MasteryError `invalid-data` for what is no UTF-8 text
 */
export function decodeText(name: string, bytes: Buffer): string {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (wide) throw unusable(name, 'is saved as UTF-16', 'Save it as UTF-8 in your editor.')
  if (bytes.includes(0))
    throw unusable(name, 'is not text: it holds zero bytes', 'Save your program there as text.')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw unusable(name, 'is not UTF-8 text', 'Save it as UTF-8 in your editor.')
  }
}

/**
 * Opens without following a link or waiting for a pipe's other end, even if it was swapped meanwhile. The caller closes.
 * @throws MasteryError `invalid-data` for what is no ordinary file
 */
export function openRegular(path: string, name = path): { handle: number; stat: Stats } {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const handle = openSync(path, flags)
  const stat = fstatSync(handle)
  if (stat.isFile()) return { handle, stat }
  closeSync(handle)
  throw unusable(name, 'is no ordinary file', 'Put an ordinary file there.')
}

/**
 * The bytes of an ordinary file; messages call it `name`.
 * @throws MasteryError `invalid-data` for what is no ordinary file, `limit` above `most` bytes (whole megabytes)
 */
export function readRegular(path: string, name = path, most = MAX_FILE): Buffer {
  const { handle, stat } = openRegular(path, name)
  try {
    const bytes = Buffer.alloc(Math.min(stat.size, most) + 1)
    let length = 0
    for (;;) {
      const count = readSync(handle, bytes, length, bytes.length - length, null)
      length += count
      if (count === 0 || length === bytes.length) break
    }
    if (length > most || stat.size > most) {
      throw new MasteryError('limit', `${name} is larger than ${most / MAX_FILE} MB.`, {
        next: 'Keep programs small; remove what is not needed and run it again.',
      })
    }
    return bytes.subarray(0, length)
  } finally {
    closeSync(handle)
  }
}

/** The absolute path, refused when it would leave the folder by `..` or through a link. */
export function inside(folder: string, path: string): string {
  const full = resolve(folder, path)
  const below = relative(folder, full)
  if (below === '' || below.startsWith('..') || resolve(folder, below) !== full) {
    throw new MasteryError('invalid-data', `"${path}" leads out of the exercise's folder.`, {
      next: 'The course is wrong: mastery course check names the file.',
    })
  }
  for (let parent = dirname(full); parent !== resolve(folder); parent = dirname(parent)) {
    if (statOf(parent)?.isSymbolicLink()) {
      throw unusable(parent, 'is a symbolic link', 'Replace it by the folder itself.')
    }
  }
  return full
}

/** A new folder named after the time, in UTC. */
export function newFolder(parent: string, now: number): string {
  makeFolder(parent)
  const name = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
  for (let count = 1; ; count++) {
    const folder = join(parent, count === 1 ? name : `${name}.${count}`)
    try {
      mkdirSync(folder)
      return folder
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
}

/** What is at a path, without following a link; null for nothing. */
export function statOf(path: string): Stats | null {
  return lstatSync(path, { throwIfNoEntry: false }) ?? null
}

function unusable(path: string, why: string, next: string): MasteryError {
  return new MasteryError('invalid-data', `${path} ${why}.`, { next })
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code)
}

/** Says in words what the file system refused. */
export function translated<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof MasteryError) throw error
    const code = codeOf(error)
    const path = (error as NodeJS.ErrnoException).path ?? folder
    const elsewhere = 'Use another folder: mastery config set workspace ~/code'
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      throw new MasteryError('limit', `The disk is full: ${path} could not be written.`, {
        next: 'Free some space and run it again. Nothing was lost.',
        cause: error,
      })
    }
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
      throw new MasteryError('limit', `${path} cannot be used: permission denied.`, {
        next: elsewhere,
        cause: error,
      })
    }
    if (code === 'ENOENT') {
      throw new MasteryError('usage', `${path} vanished while it was read.`, {
        next: 'Save it again and run the same command.',
        cause: error,
      })
    }
    if (code === 'ENOTDIR' || code === 'EEXIST' || code === 'ELOOP') {
      throw new MasteryError('limit', `${path} is in the way: a folder is needed there.`, {
        next: `Move it away, or: ${elsewhere}`,
        cause: error,
      })
    }
    throw error
  }
}
