import { lstatSync, readdirSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { MasteryError } from '../../core/errors.ts'
import type { Submission } from '../../core/grading/submission.ts'
import { nearest } from '../../core/nearest.ts'
import type { Wanted } from './choose-files.ts'
import { downloadName } from './download-name.ts'
import { kindOf } from './folder.ts'
import { uniqueNames } from './names.ts'
import { planItems, planPath } from './plan.ts'
import type { As, Plan } from './planned.ts'
import type { Item } from './tree.ts'

/** What was handed in, found and counted; it is read while one goes through it, one submission at a time. */
export interface Submissions extends AsyncIterable<Submission> {
  /** How many there are. */
  total: number
  /** Whether it is a class: several were given, or a folder or an archive of them, even if only one is in it. */
  many: boolean
  /** What lies beside the submissions and is none. */
  notes: string[]
}

export interface ReadOptions {
  /** `one`: each path is one submission; `each`: each path holds submissions. Nothing said: see `classIn`. */
  as?: As
  /** Ends the reading before the next submission. */
  signal?: AbortSignal
}

/**
 * Finds submissions and reads them: files, folders, workspaces, archives, and folders or archives of those, with the
 * names that learning platforms give to downloads. Nothing is unpacked on the disk, run, followed or waited for. Names
 * are unique and the same in every run.
 * @param paths as given on the command line
 * @throws MasteryError `usage` for a path that is not there, or a folder without a submission; what is wrong with a
 *   submission is its `problem`
 */
export async function readSubmissions(
  paths: readonly string[],
  wanted: Wanted,
  { as, signal }: ReadOptions = {},
): Promise<Submissions> {
  const plans: Plan[] = []
  for (const part of parted(paths, as))
    plans.push(
      'items' in part
        ? await planItems(part.folder, part.items, basename(resolve(part.folder)), wanted, false)
        : await planPath(part.path, wanted, as),
    )
  const found = plans.flatMap((plan) => plan.found)
  const names = uniqueNames(found)
  if (found.length === 0)
    throw new MasteryError('usage', `There is no submission in ${paths.join(', ')}.`, {
      next: `A submission is a file, folder or archive with ${wanted.edit.join(' and ')}.`,
    })
  return {
    total: found.length,
    many: found.length > 1 || plans.some(({ many }) => many),
    notes: plans.flatMap(({ notes }) => notes),
    async *[Symbol.asyncIterator]() {
      let at = 0
      for (const plan of plans) {
        const named = plan.found.map((one, index) => ({
          ...one,
          name: names[at + index] ?? one.name,
        }))
        at += plan.found.length
        for await (const submission of plan.read(named)) {
          yield submission
          if (signal?.aborted === true) return
        }
      }
    },
  }
}

type Part = { path: string } | { folder: string; items: Item[] }

/** Files and folders that a platform named belong together by learner, as if their folder had been given: `class/*`. */
function parted(paths: readonly string[], as: As): Part[] {
  const parts: Part[] = []
  const seen = new Set<string>()
  for (const path of paths) {
    const full = resolve(path)
    if (seen.has(full)) continue
    seen.add(full)
    const stat = lstatSync(path, { throwIfNoEntry: false })
    if (stat === undefined) throw missing(path)
    throughLink(path)
    const name = basename(full)
    const folder = stat.isDirectory()
    const named = as === undefined && downloadName(name, folder, basename(dirname(full))) !== null
    if (!named) {
      parts.push({ path })
      continue
    }
    const item: Item = { name, kind: folder ? 'folder' : kindOf(stat) }
    const beside = parts.find((part) => 'items' in part && resolve(part.folder) === dirname(full))
    if (beside !== undefined && 'items' in beside) beside.items.push(item)
    else parts.push({ folder: dirname(path), items: [item] })
  }
  return parts
}

/**
 * Below the working directory no folder on the way may be a link: what lies there was checked out or unpacked, and a link
 * in it was made by whoever handed in. Above it the computer's owner decides.
 */
function throughLink(path: string): void {
  const way = relative('', resolve(path)).split(sep)
  if (way[0] === '..') return
  for (let length = 1; length < way.length; length++) {
    const folder = join(...way.slice(0, length))
    if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() === true)
      throw new MasteryError('invalid-data', `${folder} is a symbolic link.`, {
        next: 'Give the folder that it leads to.',
      })
  }
}

function missing(path: string): MasteryError {
  const near = nearest(basename(path), namesIn(dirname(path)))
  return new MasteryError('usage', `${path} is not there.`, {
    next:
      near === null
        ? 'Give a file, a folder or an archive.'
        : `Is it ${join(dirname(path), near)}?`,
  })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).slice(0, 1_000)
  } catch {
    return []
  }
}
