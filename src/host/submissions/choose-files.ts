import { extname, posix } from 'node:path'
import type { Exercise } from '../../core/course/model.ts'
import { MasteryError } from '../../core/errors.ts'
import { nearest } from '../../core/nearest.ts'
import { isArchiveName } from './archive-kind.ts'
import { type Entry, fold, isLitter } from './entry.ts'
import { LIMITS } from './limits.ts'
import { count, named } from './problem.ts'

/** What an exercise asks for. */
export type Wanted = Pick<Exercise, 'edit' | 'readonly'>

export interface Choice {
  /** In the order of the exercise. */
  files: { entry: Entry; as: string }[]
  /** The only thing there: the files are in it. */
  archive: Entry | null
  notes: string[]
}

/** How deep a folder may lie in a folder in a folder, with nothing beside it that counts. */
const MOST_DEPTH = 3
/** Names in one note. */
const MOST_NAMES = 10

/**
 * Which of the entries are the exercise's files. They stand at the top or in the one folder that is there (zip tools
 * pack the folder itself); a file may also stand at the top under its own name without its folder, as uploads lose
 * folders. An archive that is alone is taken for the submission itself, unless `packed` says that it lies in one.
 * @throws MasteryError saying why these entries are no submission
 */
export function chooseFiles(all: readonly Entry[], wanted: Wanted, packed: boolean): Choice {
  const entries = all.filter(({ path }) => !path.split('/').some(isLitter))
  refuse(entries)
  if (entries.length === 0)
    throw new MasteryError('invalid-data', 'It is empty: there is no file in it.', {
      next: `Hand in ${wanted.edit.join(' and ')}.`,
    })
  if (entries.length === 1) ordinary(entries[0] as Entry)
  const base = baseOf(entries, wanted)
  const files = wanted.edit.map((as) => ({ as, entry: find(entries, base, as, wanted) }))
  const missing = files.filter(({ entry }) => entry === null).map(({ as }) => as)
  const archives = entries.filter(({ path, kind }) => kind === 'file' && isArchiveName(path))
  const [archive] = archives
  if (missing.length === files.length && archive !== undefined && archives.length === 1 && !packed)
    return { files: [], archive, notes: leftOut(entries, [archive], base, wanted) }
  const [first] = missing
  if (first !== undefined) throw absent(first, entries, archive)
  const found = files.flatMap(({ as, entry }) => (entry === null ? [] : [{ as, entry }]))
  const renamed = found
    .filter(({ as, entry }) => entry.path !== base + as)
    .map(({ as, entry }) => `${named(entry.path)} was taken as ${as}.`)
  const taken = found.map(({ entry }) => entry)
  return {
    files: found,
    archive: null,
    notes: [...renamed, ...leftOut(entries, taken, base, wanted)],
  }
}

function refuse(entries: readonly Entry[]): void {
  const bad = entries.find(({ refusal }) => refusal !== null)
  if (bad !== undefined)
    throw new MasteryError('invalid-data', `"${named(bad.path)}" ${bad.refusal}.`, {
      next: 'Pack the files of the exercise anew, with an ordinary zip tool.',
    })
  if (entries.length > LIMITS.entries)
    throw new MasteryError('limit', `It holds more than ${count(LIMITS.entries, 'file')}.`, {
      next: 'Hand in the files of the exercise only.',
    })
  const bytes = entries.reduce((sum, { size }) => sum + (size ?? 0), 0)
  if (bytes > LIMITS.unpackedBytes)
    throw new MasteryError('limit', 'It unpacks to more than 50 MB.', {
      next: 'Hand in the files of the exercise only.',
    })
}

/** The folder in which the files stand: the top, or what one goes down to through folders that are alone. */
function baseOf(entries: readonly Entry[], { edit }: Wanted): string {
  let base = ''
  for (let depth = 0; depth < MOST_DEPTH; depth++) {
    const below = entries.filter(({ path }) => path.startsWith(base))
    const first = edit.map((as) => fold(base + as))
    if (below.some(({ path }) => first.includes(fold(path)))) return base
    const folders = new Set(
      below.flatMap(({ path }) => {
        const slash = path.indexOf('/', base.length)
        return slash < 0 ? [] : [path.slice(0, slash + 1)]
      }),
    )
    const [only] = folders
    if (only === undefined || folders.size > 1) return ''
    base = only
  }
  return ''
}

/** The entry for one of the exercise's files; null when there is none. */
function find(
  entries: readonly Entry[],
  base: string,
  as: string,
  { edit, readonly }: Wanted,
): Entry | null {
  const path = base + as
  const alike = entries.filter((entry) => fold(entry.path) === fold(path))
  const [exact] = alike.filter((entry) => entry.path === path.normalize('NFC'))
  if (exact !== undefined) {
    const other = alike.find((entry) => entry !== exact)
    if (other !== undefined) throw twice(exact, other)
    return ordinary(exact)
  }
  // A link in the way to the file: what it leads to is not what was handed in.
  const way = entries.find((entry) => entry.kind !== 'file' && path.startsWith(`${entry.path}/`))
  if (way !== undefined) return ordinary(way)
  const name = posix.basename(as)
  if (
    !as.includes('/') ||
    [...edit, ...readonly].some((o) => o !== as && posix.basename(o) === name)
  )
    return null
  const flat = entries.filter((entry) => entry.path === base + name)
  if (flat[0] !== undefined && flat[1] !== undefined) throw twice(flat[0], flat[1])
  return flat[0] === undefined ? null : ordinary(flat[0])
}

function ordinary(entry: Entry): Entry {
  if (entry.kind === 'file') return entry
  throw new MasteryError('invalid-data', `${named(entry.path)} is ${entry.kind}.`, {
    next: 'Hand in an ordinary file.',
  })
}

function twice(one: Entry, other: Entry): MasteryError {
  const what =
    one.path === other.path
      ? `It holds ${named(one.path)} twice`
      : `It holds ${named(one.path)} and ${named(other.path)}, which are one name on many computers`
  return new MasteryError('invalid-data', `${what}.`, { next: 'Hand in only one of them.' })
}

/** What is not there, with the name that was perhaps meant for it. */
function absent(as: string, entries: readonly Entry[], archive: Entry | undefined): MasteryError {
  const others = entries.filter(({ kind }) => kind === 'file').map(({ path }) => path)
  const alike = others.filter((path) => extname(path).toLowerCase() === extname(as).toLowerCase())
  const near =
    nearest(
      posix.basename(as),
      others.map((path) => posix.basename(path)),
    ) ?? (alike.length === 1 ? posix.basename(alike[0] as string) : null)
  const there = others.find((path) => posix.basename(path) === near)
  if (there !== undefined)
    return new MasteryError('usage', `${as} is not in it. Is it ${named(there)}?`, {
      next: `Rename ${named(there)} to ${as}.`,
    })
  if (archive !== undefined)
    return new MasteryError(
      'usage',
      `${as} is not in it, but an archive: ${named(archive.path)}.`,
      {
        next: 'Unpack it first.',
      },
    )
  const names = others.slice(0, 3).map(named).join(', ')
  const more = others.length > 3 ? ` and ${count(others.length - 3, 'other file')}` : ''
  return new MasteryError(
    'usage',
    `${as} is not in it${names === '' ? '' : `; there is ${names}${more}`}.`,
    { next: `Hand in a file with the name ${as}.` },
  )
}

function leftOut(
  entries: readonly Entry[],
  taken: readonly Entry[],
  base: string,
  { readonly }: Wanted,
): string[] {
  const given = new Set(readonly.map((path) => base + path))
  const left = entries.filter((entry) => !taken.includes(entry) && !given.has(entry.path))
  const notes = left
    .slice(0, MOST_NAMES)
    .map(({ path, kind }) =>
      kind === 'file'
        ? `${named(path)} is not part of the exercise.`
        : `${named(path)} is ${kind} and was left out.`,
    )
  const more = left.length - notes.length
  if (more > 0)
    notes.push(`And ${count(more, 'more file is', 'more files are')} not part of it either.`)
  return notes
}
