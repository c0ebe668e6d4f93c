import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { CourseSource } from '../course/library.ts'
import { translated } from './database.ts'

/** Which courses the learner added and removed: what is needed to build library.db anew. */
export interface CourseSources {
  courses: { course: string; source: CourseSource }[]
  removed: string[]
}

/** Nothing when the file does not exist; one that cannot be understood is set aside. */
export function readSources(path: string): CourseSources {
  if (!existsSync(path)) return { courses: [], removed: [] }
  try {
    const { courses, removed } = JSON.parse(readFileSync(path, 'utf8')) as Partial<CourseSources>
    return {
      courses: (courses ?? []).filter(
        ({ course, source }) => typeof course === 'string' && typeof source?.path === 'string',
      ),
      removed: (removed ?? []).filter((id) => typeof id === 'string'),
    }
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error
    renameSync(path, `${path}.damaged`)
    return { courses: [], removed: [] }
  }
}

export function writeSources(path: string, sources: CourseSources): void {
  translated(path, () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const draft = `${path}.${process.pid}.tmp`
    writeFileSync(draft, `${JSON.stringify(sources, null, 2)}\n`, { mode: 0o600 })
    renameSync(draft, path)
  })
}
