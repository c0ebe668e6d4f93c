import type { Library } from './library.ts'
import type { CompiledCourse } from './model.ts'

/** Courses that come with the product, in compiled form. */
export interface BundledCourses {
  /** Ids and digests, without reading the courses. */
  list(): { id: string; digest: string }[]
  read(id: string): CompiledCourse
}

/** The order in which a beginner meets them; others follow by id. */
const ORDER = ['python', 'javascript']

/**
 * Installs the bundled courses that are not in the library, and those that are there in another version. Leaves
 * alone what the learner removed, and what they put in place of it.
 * @returns the ids of what was installed
 */
export function ensureBundled(library: Library, bundled: BundledCourses): string[] {
  const installed = new Map(library.courses().map((course) => [course.id, course]))
  const wanted = bundled.list().filter(({ id, digest }) => {
    const present = installed.get(id)
    if (present === undefined) return true
    return present.source.kind === 'bundled' && present.digest !== digest
  })
  if (wanted.length === 0) return []
  const unwanted = new Set([...library.removed(), ...library.missing().map(({ course }) => course)])
  const place = (id: string) => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length)
  const changed = wanted
    .map(({ id }) => id)
    .filter((id) => !unwanted.has(id))
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
  for (const id of changed) library.install(bundled.read(id), { kind: 'bundled', path: '' })
  return changed
}
