import { type Dirent, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { MasteryError } from '../../core/errors.ts'
import { readRegular } from '../learner-files.ts'
import { byPath, type Container, type Entry, isLitter, type Special } from './entry.ts'
import { LIMITS } from './limits.ts'
import { count } from './problem.ts'

/** A file or folder on the disk that belongs to a submission. */
export interface Part {
  /** Absolute, or relative to the working directory. */
  path: string
  /** What the file is called in the submission; empty for a folder, whose files are called as they are in it. */
  as: string
}

/**
 * Lists what lies in folders, and files by themselves. Links are listed, never followed; nothing is opened.
 * @throws MasteryError `limit` for more than a submission may hold; an error of the file system when a part cannot
 *   be opened
 */
export function openFolder(parts: readonly Part[]): Container {
  const entries: Entry[] = []
  const paths: string[] = []
  let seen = 0
  const add = (path: string, name: string, kind: Entry['kind']): void => {
    entries.push({
      path: name.normalize('NFC'),
      kind,
      refusal: null,
      size: null,
      index: paths.length,
    })
    paths.push(path)
  }
  const list = (folder: string, prefix: string): void => {
    for (const item of childrenOf(folder)) {
      if (isLitter(item.name)) continue
      seen += 1
      if (seen > LIMITS.entries) throw tooMany()
      const path = join(folder, item.name)
      const name = prefix + item.name
      if (!item.isDirectory()) add(path, name, kindOf(item))
      else if (!opened(() => list(path, `${name}/`)))
        add(path, name, 'a folder that cannot be opened')
    }
  }
  for (const { path, as } of parts) {
    const stat = lstatSync(path)
    if (stat.isDirectory()) list(path, as === '' ? '' : `${as}/`)
    else add(path, as, kindOf(stat))
  }
  return {
    entries: entries.sort(byPath),
    async *read(groups) {
      for (const [index, group] of groups.entries()) {
        const contents = group.entries.map((entry) => {
          try {
            return readRegular(paths[entry.index] as string, entry.path, group.most)
          } catch (error) {
            return error as Error
          }
        })
        yield { index, contents }
      }
    },
    close() {},
  }
}

/** What is in a folder, in the order of the names. */
export function childrenOf(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).sort((one, other) =>
    one.name < other.name ? -1 : 1,
  )
}

type Kinds = Pick<
  Dirent,
  'isFile' | 'isSymbolicLink' | 'isFIFO' | 'isSocket' | 'isCharacterDevice' | 'isBlockDevice'
>

export function kindOf(item: Kinds): 'file' | Special {
  if (item.isFile()) return 'file'
  if (item.isSymbolicLink()) return 'a symbolic link'
  if (item.isFIFO()) return 'a named pipe'
  if (item.isSocket()) return 'a socket'
  if (item.isCharacterDevice() || item.isBlockDevice()) return 'a device'
  return 'no ordinary file'
}

/** False when the file system does not open the folder; what is too much stays an error. */
function opened(work: () => void): boolean {
  try {
    work()
    return true
  } catch (error) {
    if (error instanceof MasteryError) throw error
    return false
  }
}

function tooMany(): MasteryError {
  return new MasteryError('limit', `It holds more than ${count(LIMITS.entries, 'file')}.`, {
    next: 'Hand in the files of the exercise only.',
  })
}
