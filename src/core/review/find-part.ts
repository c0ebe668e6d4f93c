import { splitId } from '../course/ids.ts'
import type { LibraryReader } from '../course/library.ts'
import { MasteryError } from '../errors.ts'
import type { EventLog } from '../events/event.ts'
import type { ProjectionReader } from '../events/projection.ts'
import { currentCourse, knownCourse } from '../learner/current-course.ts'
import { nearest } from '../nearest.ts'
import { recordedState } from './former-ids.ts'
import type { PartKey } from './queries.ts'

export interface FindContext {
  library: Pick<LibraryReader, 'courses' | 'summary' | 'outline' | 'meta' | 'resolve' | 'parts'>
  log: Pick<EventLog, 'read'> & Pick<ProjectionReader, 'get'>
  settings: { get<T extends string | number | boolean | null>(key: string): T }
}

/** Where to look for an id: the course that was named, else the current one and then all others. */
export function coursesToSearch(ctx: FindContext, named: string | undefined): string[] {
  const installed = ctx.library.courses().map((course) => course.id)
  if (named !== undefined) return [knownCourse(installed, named, '--course')]
  const current = currentCourse(ctx, installed)
  return [...new Set([...(current === null ? [] : [current]), ...installed])]
}

/** `course/item…` names the course as well, as everywhere else. */
export function withCourse(
  ctx: FindContext,
  id: string,
  named: string | undefined,
): { id: string; named: string | undefined } {
  const halves = splitId(id)
  if (named !== undefined || halves === null) return { id, named }
  const [first, rest] = halves
  return ctx.library.courses().some((course) => course.id === first)
    ? { id: rest, named: first }
    : { id, named }
}

/**
 * The key under which a card or question is recorded.
 * @param given `<item>/<part>` or `<course>/<item>/<part>`, present or former ids
 * @throws MasteryError `usage` for an id that no course has, with the nearest one
 */
export function findPart(ctx: FindContext, given: string, course?: string): PartKey {
  const { id, named } = withCourse(ctx, given, course)
  const courses = coursesToSearch(ctx, named)
  for (const one of courses) {
    const key = recordedKey(ctx, one, id)
    if (key !== null) return key
  }
  throw unknownId(ctx, courses, id, 'mastery review --answer')
}

/** Null when this course has no such card or question. */
export function recordedKey(ctx: FindContext, course: string, id: string): PartKey | null {
  const halves = splitId(id)
  if (halves === null) return null
  const present = ctx.library.resolve(course, ...halves)
  const summary = ctx.library.summary(course)
  if (present === null || present.part === null || summary === null) return null
  const key = { course, item: present.item, part: present.part }
  return recordedState(ctx.log, summary.aliases, key).key
}

export function unknownId(
  ctx: FindContext,
  courses: readonly string[],
  id: string,
  command: string,
): MasteryError {
  const near = nearest(id, knownIds(ctx, courses, id))
  return new MasteryError('usage', `No course has an item, card, question or skill "${id}".`, {
    next: near === null ? 'See what there is: mastery list' : `Did you mean: ${command} ${near}`,
  })
}

function knownIds(ctx: FindContext, courses: readonly string[], id: string): string[] {
  const halves = splitId(id)
  return courses.flatMap((course) => {
    const items = ctx.library.outline(course).map((meta) => meta.id)
    if (halves === null)
      return [...items, ...(ctx.library.summary(course)?.skills.map((skill) => skill.id) ?? [])]
    const item = nearest(halves[0], items)
    if (item === null) return []
    return [...ctx.library.parts(course, { item })].map((part) => `${part.item}/${part.part}`)
  })
}
