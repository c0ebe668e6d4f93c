import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { compileCourse } from '../core/course/compile.ts'
import { type Audience, packCourse } from '../core/course/pack.ts'
import { MasteryError } from '../core/errors.ts'
import { folderFiles } from './course-folder.ts'
import { requireCourseFolder } from './load-course.ts'
import { writeWhole } from './write-whole.ts'

export interface CoursePacked {
  /** Absolute. */
  file: string
  bytes: number
  audience: Audience
  id: string
  version: string
  digest: string
  items: number
  /** Hidden cases of all exercises, whether they are inside or not. */
  hiddenCases: number
  /** Media files of the course: packs hold text only. */
  mediaLeftOut: number
}

/** Where the header of gzip names the system that wrote it: the only byte that differs between machines. */
const GZIP_SYSTEM = 9
const UNKNOWN_SYSTEM = 255

/**
 * Writes a course as one file, the same bytes every time.
 * @throws MasteryError `invalid-data` when the course has problems or its lock is stale, `usage` when the file
 * exists and `replace` is false
 */
export async function writePack(
  path: string,
  options: { audience: Audience; output: string | undefined; replace: boolean },
): Promise<CoursePacked> {
  const root = requireCourseFolder(path)
  const files = folderFiles(root)
  const { course, lock, problems } = await compileCourse(files)
  if (course === null || lock === null)
    throw new MasteryError('invalid-data', `${path} has problems. Nothing was packed.`, {
      next: `mastery course check ${path}`,
      problems: problems.map(({ excerpt: _, ...problem }) => problem),
    })
  if (lock.state !== 'current')
    throw new MasteryError(
      'invalid-data',
      `The lock of ${path} is ${lock.state}. A pack carries revisions, so it must be current.`,
      { next: `mastery course check ${path} --write` },
    )
  const { audience } = options
  const file = resolve(options.output ?? `${course.id}-${audience}.json.gz`)
  if (existsSync(file) && !options.replace)
    throw new MasteryError('usage', `${file} exists already.`, {
      next: `mastery course pack ${path} --${audience} -o <another file>, or add --yes to replace it`,
    })
  const pack = packCourse(course, audience)
  const bytes = gzipSync(JSON.stringify(pack), { level: 9 })
  bytes[GZIP_SYSTEM] = UNKNOWN_SYSTEM
  writeWhole(file, bytes)
  return {
    file,
    bytes: bytes.length,
    audience,
    id: course.id,
    version: course.version,
    digest: pack.course.digest,
    items: course.items.length,
    hiddenCases: course.items.reduce(
      (sum, item) => sum + (item.kind === 'exercise' ? item.hiddenCount : 0),
      0,
    ),
    mediaLeftOut: files.list().filter((entry) => /(^|\/)media\//.test(entry.path)).length,
  }
}
