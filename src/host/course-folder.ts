import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { compileCourse } from '../core/course/compile.ts'
import { type CourseFiles, type FileEntry, MAX_DEPTH, MAX_FILES } from '../core/course/files.ts'
import { MAX_LOCK_BYTES } from '../core/course/lock.ts'
import type { CompiledCourse } from '../core/course/model.ts'
import { MasteryError } from '../core/errors.ts'

/** Folders that tools keep beside a course. */
const IGNORED = new Set(['node_modules', '__pycache__'])

/** The files of a course folder on disk. Links are listed as links and never followed. */
export function folderFiles(root: string): CourseFiles {
  return {
    list: () => {
      const found: FileEntry[] = []
      listInto(found, root, '', 0)
      return found.sort((one, other) =>
        one.path < other.path ? -1 : one.path > other.path ? 1 : 0,
      )
    },
    read: (path) => readPlainFile(join(root, path)),
  }
}

function listInto(found: FileEntry[], root: string, folder: string, depth: number): void {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (found.length > MAX_FILES) return
    if (entry.name.startsWith('.') || IGNORED.has(entry.name)) continue
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isSymbolicLink()) found.push({ path, size: 0, kind: 'symlink' })
    else if (entry.isFile())
      found.push({ path, size: lstatSync(join(root, path)).size, kind: 'file' })
    else if (!entry.isDirectory()) found.push({ path, size: 0, kind: 'other' })
    else if (depth >= MAX_DEPTH) found.push({ path, size: 0, kind: 'deep' })
    else listInto(found, root, path, depth + 1)
  }
}

/** Looks again at what it opened: between listing and reading, a file can be replaced. */
function readPlainFile(path: string): Uint8Array {
  const file = openSync(
    path,
    constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
  )
  try {
    const stats = fstatSync(file)
    if (!stats.isFile() || stats.size > MAX_LOCK_BYTES) throw new Error('it is no ordinary file')
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

/**
 * Compiles a course folder that must be right; for the build and for tests.
 * @throws MasteryError `invalid-data` with all problems
 */
export async function compileFolder(path: string): Promise<CompiledCourse> {
  const { course, problems } = await compileCourse(folderFiles(path))
  if (course !== null) return course
  const errors = problems.filter(({ severity }) => severity === 'error')
  const first = errors[0]
  const where = first === undefined ? '' : ` ${first.file}:${first.line}: ${first.message}`
  throw new MasteryError('invalid-data', `${path} has ${errors.length} problems.${where}`, {
    next: `mastery course check ${path}`,
    problems,
  })
}
