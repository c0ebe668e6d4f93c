import type { LibraryReader } from './library.ts'
import type { Lock } from './lock.ts'
import type { Revision } from './model.ts'

/** The revisions of an installed course, so that a course without a lock counts on from there. Null when it is new. */
export function lockOfInstalled(library: LibraryReader, course: string): Lock | null {
  if (library.installed(course) === null) return null
  const items = new Map<string, Revision>()
  for (const item of library.outline(course)) items.set(item.id, item.revision)
  for (const part of library.parts(course)) items.set(`${part.item}/${part.note}`, part.revision)
  return { course, items }
}
