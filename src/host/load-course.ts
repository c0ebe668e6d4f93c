import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { BundledCourses } from '../core/course/bundled.ts'
import { compileCourse, type LocatedProblem } from '../core/course/compile.ts'
import { lockOfInstalled } from '../core/course/installed-lock.ts'
import type { CourseSource, LibraryReader } from '../core/course/library.ts'
import type { CompiledCourse } from '../core/course/model.ts'
import { type Pack, packProblem } from '../core/course/pack.ts'
import { parsePack } from '../core/course/pack-schema.ts'
import { MasteryError } from '../core/errors.ts'
import { folderFiles } from './course-folder.ts'

export interface LoadedCourse {
  course: CompiledCourse
  source: CourseSource
  warnings: LocatedProblem[]
}

const MAX_PACK_BYTES = 64 * 1024 * 1024
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024

/** Gives Ctrl-C and the terminal a turn. */
export const breathe = (): Promise<void> => new Promise((done) => setImmediate(done))

/**
 * A course from a folder, from a pack, or by the id of a bundled one.
 * @param from.undone what is not done when the course is not right, as a sentence
 * @throws MasteryError `usage` when there is nothing at the path, `invalid-data` with the problems of a course
 * that is not right
 */
export async function loadCourse(
  path: string,
  from: { library: LibraryReader | null; bundled: BundledCourses; undone: string },
  progress: (done: number, total: number) => void = () => undefined,
): Promise<LoadedCourse> {
  const full = resolve(path)
  const stat = statSync(full, { throwIfNoEntry: false })
  if (stat === undefined && from.bundled.list().some(({ id }) => id === path)) {
    return { course: from.bundled.read(path), source: { kind: 'bundled', path: '' }, warnings: [] }
  }
  if (stat?.isFile() && !/\.ya?ml$/.test(full))
    return { course: readPack(full).course, source: { kind: 'pack', path: full }, warnings: [] }
  const root = requireCourseFolder(path)
  const { course, problems } = await compileCourse(folderFiles(root), {
    installed: (id) => (from.library === null ? null : lockOfInstalled(from.library, id)),
    progress: async (done, total) => {
      progress(done, total)
      await breathe()
    },
  })
  if (course !== null) return { course, source: { kind: 'folder', path: root }, warnings: problems }
  const errors = problems.filter(({ severity }) => severity === 'error')
  const [first] = errors
  const count = errors.length === 1 ? 'one problem' : `${errors.length} problems`
  const where = first === undefined ? '' : `\n${first.file}:${first.line}: ${first.message}`
  throw new MasteryError('invalid-data', `${path} has ${count}. ${from.undone}${where}`, {
    next: `mastery course check ${path}`,
    problems: errors.map(({ excerpt: _, ...problem }) => problem),
  })
}

/**
 * The absolute path of a course folder.
 * @throws MasteryError `usage` when it is none
 */
export function requireCourseFolder(path: string): string {
  const full = resolve(path)
  const stat = statSync(full, { throwIfNoEntry: false })
  if (stat === undefined)
    throw new MasteryError('usage', `There is no folder or file ${path}.`, {
      next: `To write a new course: mastery course new ${path}`,
    })
  if (stat.isFile() && /^(course|skills)\.ya?ml$/.test(full.split(/[/\\]/).at(-1) ?? ''))
    return requireCourseFolder(join(full, '..'))
  if (!stat.isDirectory())
    throw new MasteryError('usage', `${path} is not a folder.`, {
      next: 'mastery course check <folder with course.yaml>',
    })
  if (!existsSync(join(full, 'course.yaml')))
    throw new MasteryError('usage', `${path} is no course: it has no course.yaml.`, {
      next: `mastery course check <folder with course.yaml>, or: mastery course new ${path === '.' ? '<path>' : path}`,
    })
  return full
}

/** @throws MasteryError `invalid-data` when it is no pack, or was changed or cut off */
export function readPack(path: string): Pack {
  const bytes = readFileSync(path)
  const broken = (reason: string): MasteryError =>
    new MasteryError('invalid-data', `${path} is no course pack: ${reason}.`, {
      next: 'Get it again, or add the folder of the course: mastery course add <folder>',
    })
  if (bytes.length > MAX_PACK_BYTES) throw broken('it is larger than any pack can be')
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) throw broken('it is not compressed with gzip')
  let json: string
  try {
    const plain = gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES })
    json = new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch (error) {
    throw broken(error instanceof RangeError ? 'it is too large when unpacked' : 'it is damaged')
  }
  return parsed(json, broken)
}

function parsed(json: string, broken: (reason: string) => MasteryError): Pack {
  const pack = parsePack(json)
  if (typeof pack === 'string') throw broken(pack)
  const problem = packProblem(pack)
  if (problem !== null) throw broken(problem)
  return pack
}
