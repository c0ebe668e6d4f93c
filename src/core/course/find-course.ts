import { MasteryError } from '../errors.ts'
import { nearest } from '../nearest.ts'
import type { InstalledCourse, ItemMeta, LibraryReader } from './library.ts'

/**
 * An installed course by its id.
 * @throws MasteryError `usage` that names the nearest one
 */
export function requireCourse(library: LibraryReader, id: string): InstalledCourse {
  const found = library.installed(id)
  if (found !== null) return found
  const known = library.courses().map((course) => course.id)
  const near = nearest(id, known)
  throw new MasteryError('usage', `There is no course "${id}" in the library.`, {
    next: near === null ? 'mastery course list' : `Did you mean ${near}? mastery course list`,
  })
}

/**
 * An item by `<course>/<item>`, or by its id where only one course has it.
 * @throws MasteryError `usage` that names the nearest one
 */
export function requireItem(library: LibraryReader, course: string, item: string): ItemMeta {
  requireCourse(library, course)
  const found = library.meta(course, item)
  if (found !== null) return found
  const near = nearest(
    item,
    library.outline(course).map(({ id }) => id),
  )
  const retired = library.summary(course)?.retired.includes(item)
  const why = retired
    ? `"${item}" was retired from ${course}.`
    : `There is no "${item}" in ${course}.`
  throw new MasteryError('usage', why, {
    next:
      near === null
        ? `mastery course show ${course}`
        : `Did you mean ${near}? mastery course show ${course}/${near}`,
  })
}
