import { basename, dirname, resolve } from 'node:path'
import { fileSource, openArchive } from './archive.ts'
import type { Wanted } from './choose-files.ts'
import type { Container, Entry } from './entry.ts'
import { GRADESCOPE_LIST, gradescopeLearners, MOST_LIST } from './gradescope.ts'
import { groupItems, type Handed } from './group.ts'
import { LIMITS } from './limits.ts'
import { classIn } from './one-or-many.ts'
import { type As, bounded, type Plan, whole } from './planned.ts'
import { type Listed, type Named, readListed, unfit } from './submitted.ts'
import { archiveTree, type Tree } from './tree.ts'

/**
 * Looks at an archive of one submission or of many. It is closed again, and opened anew when it is read: hundreds may be
 * given at once.
 */
export async function planArchive(path: string, wanted: Wanted, as: As): Promise<Plan> {
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
