import type { EventLog } from '../events/event.ts'
import type { CourseCounts, CourseSource, Library } from './library.ts'
import type { CompiledCourse } from './model.ts'

export interface CourseAdded {
  id: string
  title: string
  version: string
  digest: string
  change: 'installed' | 'updated' | 'unchanged'
  counts: CourseCounts
  /** False for a learner pack: hidden cases, solutions and mutants stayed with the author. */
  complete: boolean
  warnings: number
}

/** Puts a compiled course into the library and records that it is there. */
export function addCourse(
  ctx: { library: Library; log: Pick<EventLog, 'append'> },
  input: {
    course: CompiledCourse
    source: CourseSource
    warnings: number
    progress?: (done: number, total: number) => void
  },
): CourseAdded {
  const { course, source, warnings, progress } = input
  const change = ctx.library.install(course, source, progress)
  const { id, title, version, digest } = course
  if (change !== 'unchanged')
    ctx.log.append([{ type: `course.${change}`, payload: { course: id, version, digest } }])
  const { counts, complete } = requireInstalled(ctx.library, id)
  return { id, title, version, digest, change, counts, complete, warnings }
}

function requireInstalled(library: Library, id: string) {
  const found = library.installed(id)
  if (found === null) throw new Error(`${id} was installed but is not there`)
  return found
}
