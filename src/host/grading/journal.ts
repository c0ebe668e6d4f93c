import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { hashOf } from '../../core/course/canonical.ts'
import type { GradedSubmission } from '../../core/grading/grade-report.ts'
import type { Submission } from '../../core/grading/submission.ts'
import { makeFolder } from '../../core/store/folder.ts'

/** Keeps each result of a long grading as it comes, so that one that was killed can be resumed. */
export interface Journal {
  /** Results of an interrupted run of the same; 0 when there is none. */
  found: number
  /** Results that a run that goes on will have. */
  readonly size: number
  /** What is left to chance was decided by this. */
  seed: number
  /** Null when nothing can be kept here: then why. */
  unkept: string | null
  kept(submission: Submission): GradedSubmission | null
  keep(graded: GradedSubmission): Promise<void>
  /** Everything is done: nothing needs to be resumed. */
  finish(): Promise<void>
  close(): Promise<void>
}

interface Head {
  format: 'mastery-grading/1'
  seed: number
}

/** Names and work of learners are in them: they do not stay for ever. */
const KEPT_DAYS = 30

/**
 * Opens the journal of a grading: one JSON line each, written through to the disk. Lines cut off in the middle and lines
 * of another format do not count.
 * @param folder where journals are
 * @param key everything that results depend on but the submissions themselves: the same key, the same grading
 * @param seed for a new one; one that is resumed keeps its own
 */
export async function openJournal(
  folder: string,
  key: unknown,
  seed: number,
  resume: boolean,
): Promise<Journal> {
  const file = join(folder, `${hashOf(key)}.jsonl`)
  const before = readJournal(file)
  const goesOn = resume && before !== null
  const results = goesOn ? before.results : new Map<string, GradedSubmission>()
  const head: Head = { format: 'mastery-grading/1', seed: goesOn ? before.head.seed : seed }
  let handle: FileHandle | null = null
  let unkept: string | null = null
  let added = 0
  try {
    makeFolder(folder, 0o700)
    removeOld(folder)
    handle = await open(file, goesOn ? 'a' : 'w', 0o600)
    // A line that a kill cut off must not swallow the next one.
    await handle.appendFile(goesOn ? '\n' : `${JSON.stringify(head)}\n`)
  } catch (error) {
    unkept = String((error as NodeJS.ErrnoException).code ?? error)
  }
  return {
    found: before?.results.size ?? 0,
    get size() {
      return results.size + added
    },
    seed: head.seed,
    unkept,
    kept: ({ name, digest }) => results.get(keyOf(name, digest)) ?? null,
    keep: async (graded) => {
      // What mastery could not do today it may do tomorrow.
      if (handle === null || graded.problem !== null) return
      await handle.appendFile(`${JSON.stringify(graded)}\n`)
      await handle.datasync()
      added++
    },
    finish: async () => {
      if (handle === null) return
      await handle.close()
      handle = null
      rmSync(file, { force: true })
    },
    close: async () => {
      await handle?.close()
      handle = null
    },
  }
}

function keyOf(name: string, digest: string): string {
  return `${digest} ${name}`
}

function readJournal(file: string): { head: Head; results: Map<string, GradedSubmission> } | null {
  const [first = '', ...lines] = textOf(file).split('\n')
  const head = parsed<Head>(first)
  if (head?.format !== 'mastery-grading/1') return null
  const results = new Map<string, GradedSubmission>()
  for (const line of lines) {
    const graded = parsed<GradedSubmission>(line)
    if (graded !== null) results.set(keyOf(graded.name, graded.digest), graded)
  }
  return { head, results }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function parsed<T>(line: string): T | null {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function removeOld(folder: string): void {
  const oldest = Date.now() - KEPT_DAYS * 24 * 3600 * 1000
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const stat = statSync(path, { throwIfNoEntry: false })
    if (name.endsWith('.jsonl') && stat !== undefined && stat.mtimeMs < oldest)
      rmSync(path, { force: true })
  }
}
