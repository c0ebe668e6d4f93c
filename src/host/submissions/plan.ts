import { lstatSync, readlinkSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { MasteryError } from '../../core/errors.ts'
import type { Submission } from '../../core/grading/submission.ts'
import { readRegular } from '../learner-files.ts'
import { fileSource, openArchive } from './archive.ts'
import { archiveKind, isArchiveName } from './archive-kind.ts'
import type { Wanted } from './choose-files.ts'
import type { Container, Entry } from './entry.ts'
import { openFolder } from './folder.ts'
import { GRADESCOPE_LIST, gradescopeLearners, MOST_LIST } from './gradescope.ts'
import { adopted, groupItems, type Handed } from './group.ts'
import { LIMITS } from './limits.ts'
import { classIn } from './one-or-many.ts'
import { count } from './problem.ts'
import { type Listed, type Named, readListed, unfit } from './submitted.ts'
import { archiveTree, folderTree, type Item, type Tree } from './tree.ts'

/** What a path holds: found and counted, not read. */
export interface Plan {
  found: (Named & { id: string | null })[]
  /** Whether it is a class, even if only one is in it. */
  many: boolean
  notes: string[]
  /** Reads them under the names that they were given, one at a time. */
  read(named: readonly Named[]): AsyncGenerator<Submission>
}

/** Told by the person, where the rule of `classIn` would not be right. */
export type As = 'one' | 'each' | undefined

/**
 * Looks at what was given on the command line: a file, a folder or an archive, of one submission or of many. A submission
 * that cannot be read is planned as well: it will have a problem.
 */
export async function planPath(path: string, wanted: Wanted, as: As): Promise<Plan> {
  try {
    const stat = lstatSync(path)
    if (stat.isSymbolicLink()) throw link(path, resolve(dirname(path), readlinkSync(path)))
    if (stat.isDirectory()) return await planFolder(path, wanted, as)
    // Listed by itself: what it is instead of a file is said, and nothing is opened.
    if (!stat.isFile()) return planLoose(path, basename(path), [], wanted)
    const source = fileSource(path, basename(path))
    source.close()
    if (archiveKind(source.start) !== null || isArchiveName(path))
      return await planArchive(path, wanted, as)
    const item: Item = { name: basename(path), kind: 'file' }
    const { parts, notes } = adopted([{ item, as: item.name }], wanted)
    return planLoose(path, parts[0]?.as ?? item.name, notes, wanted)
  } catch (error) {
    return broken(path, error)
  }
}

async function planFolder(path: string, wanted: Wanted, as: As): Promise<Plan> {
  const tree = folderTree(path)
  const many = as === 'one' ? null : as === 'each' ? tree : classIn(tree, wanted)
  if (many === null)
    return one(path, [], async function* (named) {
      yield* readParts(named, [{ path, as: '' }], wanted)
    })
  return await planItems(join(path, many.prefix), many.items, many.name, wanted, true)
}

function planLoose(path: string, as: string, notes: string[], wanted: Wanted): Plan {
  return one(path, notes, async function* (named) {
    yield* readParts(named, [{ path, as }], wanted)
  })
}

/** Things in one folder on the disk, each of them a submission or a part of one; `many` says that they are a class. */
export async function planItems(
  folder: string,
  items: readonly Item[],
  name: string,
  wanted: Wanted,
  many: boolean,
): Promise<Plan> {
  const list = items.find((item) => item.name === GRADESCOPE_LIST && item.kind === 'file')
  const learners =
    list === undefined
      ? new Map<string, string>()
      : await gradescopeLearners(
          readRegular(join(folder, list.name), list.name, MOST_LIST).toString('utf8'),
        )
  const others = items.filter((item) => item !== list)
  const { handed, notes } = groupItems(others, name, wanted, learners)
  const sources = handed.map(({ parts, name: own }) => join(folder, parts[0]?.item.name ?? own))
  return {
    found: bounded(handed).map((one, index) => ({ ...one, source: sources[index] ?? folder })),
    many,
    notes,
    async *read(found) {
      for (const [index, { parts, problem }] of handed.entries()) {
        const own = found[index] as Named
        const places = parts.map(({ item, as }) => ({ path: join(folder, item.name), as }))
        if (problem === null) yield* readParts(own, places, wanted)
        else yield unfit(own, problem)
      }
    },
  }
}

async function* readParts(
  named: Named,
  parts: readonly { path: string; as: string }[],
  wanted: Wanted,
): AsyncGenerator<Submission> {
  let folder: Container
  try {
    folder = openFolder(parts)
  } catch (error) {
    yield unfit(named, error)
    return
  }
  yield* readListed(folder, [{ ...named, entries: folder.entries }], wanted, false)
}

async function planArchive(path: string, wanted: Wanted, as: As): Promise<Plan> {
  const open = () => openArchive(fileSource(path, basename(path)), LIMITS.archiveBytes)
  const archive = await open()
  try {
    const full = resolve(path)
    const stem = basename(full).replace(/(\.tar)?\.[^.]+$/, '')
    const tree = archiveTree(archive.entries, stem, basename(dirname(full)))
    const many = as === 'one' ? null : as === 'each' ? tree : classIn(tree, wanted)
    const { handed, notes } =
      many === null
        ? { handed: null, notes: [] }
        : groupItems(
            many.items.filter(({ name }) => name !== GRADESCOPE_LIST),
            many.name,
            wanted,
            await listedLearners(archive, many),
          )
    const prefix = many?.prefix ?? ''
    const all = [...(handed ?? [whole(path)])]
    return {
      found: bounded(all).map((each) => ({
        ...each,
        source:
          handed === null ? path : `${path}/${prefix}${each.parts[0]?.item.name ?? each.name}`,
      })),
      many: many !== null,
      notes,
      async *read(found) {
        const reopened = await open()
        try {
          const listed: Listed[] = []
          const inside = byItem(reopened.entries, prefix)
          for (const [index, { parts, problem }] of all.entries()) {
            const own = found[index] as Named
            if (problem !== null) yield unfit(own, problem)
            else
              listed.push({
                ...own,
                entries:
                  handed === null
                    ? reopened.entries
                    : parts.flatMap((part) => entriesOf(part, inside)),
              })
          }
          yield* readListed(reopened, listed, wanted, handed === null)
        } finally {
          reopened.close()
        }
      },
    }
  } finally {
    archive.close()
  }
}

/** The entries of an archive by the item that they are or lie in; paths are relative to the class. */
function byItem(entries: readonly Entry[], prefix: string): Map<string, Entry[]> {
  const items = new Map<string, Entry[]>()
  for (const entry of entries) {
    if (!entry.path.startsWith(prefix)) continue
    const path = entry.path.slice(prefix.length)
    const [name = ''] = path.split('/')
    const mine = items.get(name)
    if (mine === undefined) items.set(name, [{ ...entry, path }])
    else mine.push({ ...entry, path })
  }
  return items
}

/** The entries of an item, by the names that they have in the submission. */
function entriesOf(
  { item, as }: Handed['parts'][number],
  items: ReadonlyMap<string, readonly Entry[]>,
): Entry[] {
  return (items.get(item.name) ?? []).map((entry) => ({
    ...entry,
    path: item.kind === 'folder' ? entry.path.slice(item.name.length + 1) : as,
  }))
}

async function listedLearners(archive: Container, tree: Tree): Promise<Map<string, string>> {
  const list = archive.entries.find(({ path }) => path === tree.prefix + GRADESCOPE_LIST)
  if (list === undefined || list.kind !== 'file') return new Map()
  for await (const { contents } of archive.read([{ entries: [list], most: MOST_LIST }])) {
    const [bytes] = contents
    if (Buffer.isBuffer(bytes)) return await gradescopeLearners(bytes.toString('utf8'))
  }
  return new Map()
}

function whole(path: string): Handed {
  return {
    name: basename(resolve(path)),
    learner: null,
    id: null,
    notes: [],
    problem: null,
    parts: [],
  }
}

function one(
  path: string,
  notes: string[],
  read: (named: Named) => AsyncGenerator<Submission>,
): Plan {
  const { name, learner, id } = whole(path)
  return {
    found: [{ name, learner, id, source: path, notes }],
    many: false,
    notes: [],
    read: ([named]) => read(named as Named),
  }
}

function broken(path: string, error: unknown): Plan {
  return one(path, [], async function* (named) {
    yield unfit(named, error)
  })
}

function bounded(handed: readonly Handed[]): readonly Handed[] {
  if (handed.length <= LIMITS.submissions) return handed
  throw new MasteryError(
    'limit',
    `It holds more than ${count(LIMITS.submissions, 'submission')}.`,
    {
      next: 'Grade it in several parts.',
    },
  )
}

function link(path: string, target: string): MasteryError {
  return new MasteryError('invalid-data', `${path} is a symbolic link.`, {
    next: `Give what it leads to: ${relative('', target) || '.'}`,
  })
}
