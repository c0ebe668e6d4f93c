import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { isSlug, slugOf } from '../core/course/ids.ts'
import { scaffold } from '../core/course/scaffold.ts'
import { MasteryError } from '../core/errors.ts'
import { writeWhole } from './write-whole.ts'

export interface CourseWritten {
  path: string
  id: string
  title: string
  files: string[]
}

/**
 * Writes a small course into a new or empty folder.
 * @throws MasteryError `usage` when something is there already, or the id is no slug
 */
export function newCourse(
  path: string,
  options: { id?: string | undefined; title?: string | undefined },
): CourseWritten {
  const root = resolve(path)
  const stat = statSync(root, { throwIfNoEntry: false })
  const taken = stat !== undefined && (!stat.isDirectory() || readdirSync(root).length > 0)
  if (taken)
    throw new MasteryError('usage', `${path} exists already; nothing was written.`, {
      next: existsSync(join(root, 'course.yaml'))
        ? `mastery course check ${path}`
        : 'Choose a folder that is new or empty: mastery course new <path>',
    })
  const id = options.id ?? slugOf(basename(root), 8)
  if (!isSlug(id))
    throw new MasteryError('usage', `"${id}" cannot be the id of a course.`, {
      next: `mastery course new ${path} --id ${slugOf(id, 8)}`,
    })
  const title = options.title ?? titleOf(id)
  const files = scaffold({ id, title })
  for (const file of files) writeWhole(join(root, file.path), file.text)
  return { path, id, title, files: files.map((file) => file.path) }
}

function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
