import { lstatSync, readlinkSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { MasteryError } from '../../core/errors.ts'
import type { Submission } from '../../core/grading/submission.ts'
import { readRegular } from '../learner-files.ts'
import { fileSource } from './archive.ts'
import { archiveKind, isArchiveName } from './archive-kind.ts'
import type { Wanted } from './choose-files.ts'
import type { Container } from './entry.ts'
import { openFolder } from './folder.ts'
import { GRADESCOPE_LIST, gradescopeLearners, MOST_LIST } from './gradescope.ts'
import { adopted, groupItems } from './group.ts'
import { classIn } from './one-or-many.ts'
import { planArchive } from './plan-archive.ts'
import { type As, bounded, broken, one, type Plan } from './planned.ts'
import { type Named, readListed, unfit } from './submitted.ts'
import { folderTree, type Item } from './tree.ts'

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

function link(path: string, target: string): MasteryError {
  return new MasteryError('invalid-data', `${path} is a symbolic link.`, {
    next: `Give what it leads to: ${relative('', target) || '.'}`,
  })
}
