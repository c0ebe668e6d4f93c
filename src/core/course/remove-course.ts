import type { EventLog } from '../events/event.ts'
import { requireCourse } from './find-course.ts'
import type { Library } from './library.ts'

/** Takes a course out of the library. The learner's history of it stays. @throws MasteryError `usage` for an unknown id */
export function removeCourse(
  ctx: { library: Library; log: Pick<EventLog, 'append'> },
  id: string,
): { id: string; title: string; bundled: boolean } {
  const { title, source } = requireCourse(ctx.library, id)
  ctx.library.remove(id)
  ctx.log.append([{ type: 'course.removed', payload: { course: id } }])
  return { id, title, bundled: source.kind === 'bundled' }
}
