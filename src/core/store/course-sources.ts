import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isSlug } from '../course/ids.ts'
import type { CourseSource } from '../course/library.ts'
import type { CompiledCourse } from '../course/model.ts'
import { translated } from './database.ts'
import { makeFolder } from './folder.ts'

/** Which courses the learner added and removed. */
export interface Sources {
  courses: { course: string; source: CourseSource }[]
  removed: string[]
}

/**
 * What is needed to make library.db anew: which courses were added and removed, and a compiled copy of each, so
 * that a course outlives the folder or file that it came from. A small folder beside learner.db.
 */
export class CourseSources {
  private readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  /** Nothing when there is nothing; an index that cannot be understood is set aside. */
  read(): Sources {
    const path = this.index
    if (!existsSync(path)) return { courses: [], removed: [] }
    try {
      const { courses, removed } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Sources>
      return {
        courses: (courses ?? []).filter(
          ({ course, source }) => isId(course) && typeof source?.path === 'string',
        ),
        removed: (removed ?? []).filter(isId),
      }
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error
      renameSync(path, `${path}.damaged`)
      return { courses: [], removed: [] }
    }
  }

  /** Notes that a course is there; bundled ones come with the product and need no copy. */
  add(course: CompiledCourse, source: CourseSource): void {
    const { courses, removed } = this.read()
    const others = courses.filter((entry) => entry.course !== course.id)
    if (source.kind !== 'bundled') this.writeFile(`${course.id}.json`, JSON.stringify(course))
    this.writeIndex({
      courses: source.kind === 'bundled' ? others : [...others, { course: course.id, source }],
      removed: removed.filter((id) => id !== course.id),
    })
  }

  remove(course: string): void {
    const { courses, removed } = this.read()
    this.writeIndex({
      courses: courses.filter((entry) => entry.course !== course),
      removed: [...new Set([...removed, course])],
    })
    if (isSlug(course)) rmSync(join(this.folder, `${course}.json`), { force: true })
  }

  /** The copy of a course; null when it is not there or damaged. */
  copy(course: string): CompiledCourse | null {
    try {
      const copy = JSON.parse(readFileSync(join(this.folder, `${course}.json`), 'utf8'))
      return copy.id === course && Array.isArray(copy.items) ? copy : null
    } catch {
      return null
    }
  }

  private get index(): string {
    return join(this.folder, 'index.json')
  }

  private writeIndex(now: Sources): void {
    if (JSON.stringify(this.read()) !== JSON.stringify(now))
      this.writeFile('index.json', `${JSON.stringify(now, null, 2)}\n`)
  }

  private writeFile(name: string, text: string): void {
    const path = join(this.folder, name)
    translated(path, () => {
      makeFolder(this.folder, 0o700)
      const draft = `${path}.${process.pid}.tmp`
      writeFileSync(draft, text, { mode: 0o600 })
      renameSync(draft, path)
    })
  }
}

function isId(id: unknown): id is string {
  return typeof id === 'string' && isSlug(id)
}
