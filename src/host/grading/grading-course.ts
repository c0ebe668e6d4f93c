import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { followAliases } from '../../core/course/aliases.ts'
import type { BundledCourses } from '../../core/course/bundled.ts'
import { requireCourse } from '../../core/course/find-course.ts'
import type { LibraryReader } from '../../core/course/library.ts'
import type { CompiledCourse, Item } from '../../core/course/model.ts'
import { MasteryError } from '../../core/errors.ts'
import { nearest } from '../../core/nearest.ts'
import { loadCourse } from '../load-course.ts'

/** What grading needs of a course, wherever it is. */
export interface GradingCourse {
  id: string
  title: string
  version: string
  digest: string
  /** Ids of its exercises, in teaching order. */
  exercises(): string[]
  /** Its lessons, whole. */
  lessons(): Item[]
  /** Null when there is no such item; aliases are followed. */
  item(id: string): Item | null
}

export interface CourseShelves {
  bundled: BundledCourses
  /** Null where there is none: grading makes no library. */
  library(): LibraryReader | null
}

/**
 * The course that `--course` names: the folder or pack at a path, else the one installed or bundled under an id.
 * @throws MasteryError `usage` when there is none, `invalid-data` when it is not right
 */
export async function gradingCourse(shelves: CourseShelves, name: string): Promise<GradingCourse> {
  if (isPath(name)) return loaded(shelves, name)
  const known = knownCourse(shelves, name)
  if (known !== null) return known
  const near = nearest(name, knownIds(shelves))
  throw new MasteryError(
    'usage',
    `There is no course "${name}": no folder, pack or installed course.`,
    {
      next: near === null ? 'mastery course list' : `Did you mean: --course ${near}`,
    },
  )
}

async function loaded({ bundled }: CourseShelves, path: string): Promise<GradingCourse> {
  const from = { library: null, bundled, undone: 'Nothing was graded.' }
  return ofCompiled((await loadCourse(path, from)).course)
}

/** A course installed or bundled under an id; null when there is none. */
export function knownCourse(shelves: CourseShelves, id: string): GradingCourse | null {
  const library = shelves.library()
  if (library?.installed(id) != null) return ofLibrary(library, id)
  const isBundled = shelves.bundled.list().some((course) => course.id === id)
  return isBundled ? ofCompiled(shelves.bundled.read(id)) : null
}

/** Ids of the courses installed or bundled that have an exercise of this id. */
export function coursesWith(shelves: CourseShelves, exercise: string): string[] {
  return knownIds(shelves).filter(
    (id) => knownCourse(shelves, id)?.item(exercise)?.kind === 'exercise',
  )
}

function knownIds({ bundled, library }: CourseShelves): string[] {
  return (library()?.courses() ?? bundled.list()).map(({ id }) => id)
}

export function ofCompiled(course: CompiledCourse): GradingCourse {
  const { id, title, version, digest, items, aliases } = course
  return {
    id,
    title,
    version,
    digest,
    lessons: () => items.filter(({ kind }) => kind === 'lesson'),
    exercises: () => items.filter(({ kind }) => kind === 'exercise').map((item) => item.id),
    item: (name) => {
      const now = followAliases(name, aliases)
      return items.find((item) => item.id === name) ?? items.find((item) => item.id === now) ?? null
    },
  }
}

function ofLibrary(library: LibraryReader, id: string): GradingCourse {
  const { title, version, digest } = requireCourse(library, id)
  return {
    id,
    title,
    version,
    digest,
    lessons: () =>
      library
        .outline(id, { kinds: ['lesson'] })
        .map((meta) => library.item(id, meta.id))
        .filter((item) => item !== null),
    exercises: () => library.outline(id, { kinds: ['exercise'] }).map((item) => item.id),
    item: (name) => library.item(id, name),
  }
}

/** A folder of the course's name may be the learner's own work in it. */
function isPath(name: string): boolean {
  const stat = statSync(resolve(name), { throwIfNoEntry: false })
  if (stat === undefined) return /[/\\]|\.(json|gz)$/.test(name)
  return stat.isFile() || existsSync(join(resolve(name), 'course.yaml'))
}

/** @throws MasteryError when something is there that is no file */
export function requireFile(path: string, what: string): string {
  const full = resolve(path)
  const stat = statSync(full, { throwIfNoEntry: false })
  if (stat?.isFile()) return full
  throw new MasteryError(
    'usage',
    stat === undefined ? `There is no file ${path}.` : `${path} is no file.`,
    { next: `Give ${what}.` },
  )
}
