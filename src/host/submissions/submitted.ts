import type { Submission, SubmissionProblem } from '../../core/grading/submission.ts'
import { decodeText } from '../learner-files.ts'
import { bufferSource, openArchive } from './archive.ts'
import { archiveKind } from './archive-kind.ts'
import { type Choice, chooseFiles, type Wanted } from './choose-files.ts'
import { submissionDigest } from './digest.ts'
import type { Container, Content, Entry } from './entry.ts'
import { LIMITS } from './limits.ts'
import { problemOf } from './problem.ts'

/** A submission that was found: what it is called, and not a byte of it yet. */
export interface Named {
  name: string
  learner: string | null
  source: string
  /** What to say of it, whatever is in it. */
  notes: string[]
}

/** A found submission with what it holds. */
export interface Listed extends Named {
  entries: readonly Entry[]
}

/**
 * Reads submissions that lie in one container. Everything that is wrong with one of them is its problem: it throws
 * only for a bug.
 */
export async function* readListed(
  container: Container,
  found: readonly Listed[],
  wanted: Wanted,
  packed: boolean,
): AsyncGenerator<Submission> {
  const chosen: { one: Listed; choice: Choice }[] = []
  for (const one of found) {
    try {
      chosen.push({ one, choice: chooseFiles(one.entries, wanted, packed) })
    } catch (error) {
      yield unfit(one, error)
    }
  }
  const groups = chosen.map(({ choice: { archive, files } }) =>
    archive === null
      ? { entries: files.map(({ entry }) => entry), most: LIMITS.fileBytes }
      : { entries: [archive], most: LIMITS.innerArchiveBytes },
  )
  for await (const { index, contents } of container.read(groups)) {
    const { one, choice } = chosen[index] as { one: Listed; choice: Choice }
    try {
      const inner = packed ? null : innerArchive(one, choice, contents)
      if (inner === null) yield textOf(one, choice, contents)
      else yield await readInner({ ...one, notes: [...one.notes, ...choice.notes] }, inner, wanted)
    } catch (error) {
      yield unfit(one, error)
    }
  }
}

/** The bytes of the archive that is the whole submission, if it is one: also when it is called `main.py`. */
function innerArchive(
  one: Listed,
  { archive }: Choice,
  [first]: readonly Content[],
): Buffer | null {
  if (archive === null && one.entries.length > 1) return null
  if (!Buffer.isBuffer(first)) {
    if (archive === null) return null
    throw first
  }
  return archive !== null || archiveKind(first) !== null ? first : null
}

async function readInner(one: Named, bytes: Buffer, wanted: Wanted): Promise<Submission> {
  const archive = await openArchive(bufferSource(bytes), LIMITS.innerUnpackedBytes)
  try {
    const listed = { ...one, entries: archive.entries }
    for await (const submission of readListed(archive, [listed], wanted, true)) return submission
    throw new Error('an archive gave no submission')
  } finally {
    archive.close()
  }
}

function textOf(one: Named, choice: Choice, contents: readonly Content[]): Submission {
  const files = choice.files.map(({ as, entry }, index) => {
    const bytes = contents[index]
    if (!Buffer.isBuffer(bytes)) throw bytes
    return { path: as, bytes, text: decodeText(entry.path, bytes) }
  })
  const blank = files.filter(({ text }) => text.trim() === '')
  return {
    ...base(one),
    files: files
      .map(({ path, text }) => ({ path, text }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    digest: submissionDigest(files),
    notes: [...one.notes, ...choice.notes, ...blank.map(({ path }) => `${path} is empty.`)],
  }
}

/** A submission that nobody can grade. */
export function unfit(one: Named, error: unknown): Submission {
  const problem: SubmissionProblem = problemOf(error, one.name)
  return { ...base(one), notes: one.notes, problem }
}

function base({ name, learner, source }: Named): Submission {
  return {
    name,
    learner,
    source,
    files: [],
    digest: submissionDigest([]),
    notes: [],
    problem: null,
  }
}
