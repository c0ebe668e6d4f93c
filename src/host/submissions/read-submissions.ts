import { lstatSync } from 'node:fs'
import { basename, extname, resolve } from 'node:path'
import { MasteryError } from '../../core/errors.ts'
import type { Submission } from '../../core/grading/submission.ts'
import type { Wanted } from './choose-files.ts'
import { openFolder, type Part } from './folder.ts'
import { type Named, readListed, unfit } from './submitted.ts'

/** What was handed in, found and counted; it is read while one goes through it, one submission at a time. */
export interface Submissions extends AsyncIterable<Submission> {
  /** How many there are. */
  total: number
  /** Whether it is a class: several were given, or a folder or an archive of them, even if only one is in it. */
  many: boolean
  /** What lies beside the submissions and is none. */
  notes: string[]
}

/**
 * Finds submissions and reads them.
 * @param paths as given on the command line
 * @throws MasteryError `usage` for a path that is not there; what is wrong with a submission is its `problem`
 */
export async function readSubmissions(
  paths: readonly string[],
  wanted: Wanted,
  options: { signal?: AbortSignal } = {},
): Promise<Submissions> {
  const found = paths.map((path) => ({ ...one(path), parts: [partOf(path, wanted)] }))
  return {
    total: found.length,
    many: found.length > 1,
    notes: [],
    async *[Symbol.asyncIterator]() {
      for (const { parts, ...named } of found) {
        if (options.signal?.aborted === true) return
        yield* readParts(named, parts, wanted)
      }
    },
  }
}

async function* readParts(named: Named, parts: Part[], wanted: Wanted): AsyncGenerator<Submission> {
  try {
    const folder = openFolder(parts)
    yield* readListed(folder, [{ ...named, entries: folder.entries }], wanted, false)
  } catch (error) {
    yield unfit(named, error)
  }
}

function one(path: string): Named {
  return { name: basename(resolve(path)), learner: null, source: path, notes: [] }
}

function partOf(path: string, { edit }: Wanted): Part {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (stat === undefined)
    throw new MasteryError('usage', `${path} is not there.`, {
      next: 'Give a file, a folder or an archive.',
    })
  if (stat.isDirectory()) return { path, as: '' }
  const [only] = edit
  const same = only !== undefined && edit.length === 1 && extname(only) === extname(path)
  return { path, as: same ? only : basename(path) }
}
