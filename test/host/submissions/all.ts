import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Submission } from '../../../src/core/grading/submission.ts'
import {
  type ReadOptions,
  readSubmissions,
} from '../../../src/host/submissions/read-submissions.ts'

export const MAIN = { edit: ['main.py'], readonly: [] }

/** Reads what was handed in, and checks that there are as many as was said. */
export async function all(
  paths: string | readonly string[],
  wanted: { edit: string[]; readonly: string[] } = MAIN,
  options: ReadOptions = {},
): Promise<{ submissions: Submission[]; many: boolean; notes: string[] }> {
  const found = await readSubmissions(typeof paths === 'string' ? [paths] : paths, wanted, options)
  const submissions: Submission[] = []
  for await (const submission of found) submissions.push(submission)
  if (submissions.length !== found.total)
    throw new Error(`${found.total} were told, ${submissions.length} came`)
  submissions.sort((one, other) => (one.name < other.name ? -1 : 1))
  return { submissions, many: found.many, notes: found.notes }
}

/** The only submission. */
export async function only(
  path: string,
  wanted: { edit: string[]; readonly: string[] } = MAIN,
): Promise<Submission> {
  const { submissions } = await all(path, wanted)
  const [first, ...more] = submissions
  if (first === undefined || more.length > 0) throw new Error(`${submissions.length} submissions`)
  return first
}

/** Writes files below a folder; a name with `/` at its end is a folder. */
export function put(folder: string, files: Readonly<Record<string, string | Buffer>>): string {
  mkdirSync(folder, { recursive: true })
  for (const [path, text] of Object.entries(files)) {
    const full = join(folder, path)
    mkdirSync(path.endsWith('/') ? full : dirname(full), { recursive: true })
    if (!path.endsWith('/')) writeFileSync(full, text)
  }
  return folder
}
