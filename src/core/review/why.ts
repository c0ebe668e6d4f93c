import type { LibraryReader } from '../course/library.ts'
import type { Clock, EventLog } from '../events/event.ts'
import type { ProjectionReader } from '../events/projection.ts'
import { coursesToSearch, recordedKey, unknownId, withCourse } from './find-part.ts'
import { attemptsOf, whyDate, whyParts } from './why-date.ts'
import { whySkill } from './why-skill.ts'
import type { WhyReport } from './why-types.ts'

export interface WhyContext {
  library: Pick<
    LibraryReader,
    'courses' | 'summary' | 'outline' | 'meta' | 'resolve' | 'content' | 'parts'
  >
  log: EventLog & ProjectionReader
  clock: Clock
  settings: { get<T extends string | number | boolean | null>(key: string): T }
}

/**
 * The arithmetic behind a date and behind mastery, computed again from events.
 * @param input.id an item, `<item>/<part>`, or a skill; a course may stand before it: `<course>/<item>`
 * @throws MasteryError `usage` for an id that no course has, with the nearest one
 */
export function why(ctx: WhyContext, input: { id: string; course?: string }): WhyReport {
  const { id, named } = withCourse(ctx, input.id, input.course)
  const courses = coursesToSearch(ctx, named)
  for (const course of courses) {
    const report = id.includes('/')
      ? whyOfPart(ctx, course, id)
      : (whyOfItem(ctx, course, id) ?? whyOfSkill(ctx, course, id))
    if (report !== null) return report
  }
  throw unknownId(ctx, courses, id, 'mastery why')
}

function whyOfPart(ctx: WhyContext, course: string, id: string): WhyReport | null {
  const recorded = recordedKey(ctx, course, id)
  const summary = ctx.library.summary(course)
  if (recorded === null || summary === null) return null
  const present = ctx.library.resolve(course, recorded.item, recorded.part)
  const content = ctx.library.content(course, recorded.item, recorded.part)
  if (present === null || content === null) return null
  const skills = content.kind === 'card' ? content.card.skills : content.question.skills
  return {
    id: `${present.item}/${present.part}`,
    kind: content.kind,
    course,
    courseTitle: summary.title,
    title: firstLine(content.kind === 'card' ? content.card.front : content.question.prompt),
    date: whyDate(ctx, recorded),
    parts: [],
    attempts: [],
    skills: skills.flatMap((skill) => whySkill(ctx, course, skill) ?? []),
  }
}

function whyOfItem(ctx: WhyContext, course: string, id: string): WhyReport | null {
  const meta = ctx.library.meta(course, id)
  const summary = ctx.library.summary(course)
  if (meta === null || summary === null) return null
  // A lesson and a skill often share a name; then both are meant.
  const named = summary.skills.some((skill) => skill.id === id) ? [id] : []
  return {
    id: meta.id,
    kind: meta.kind,
    course,
    courseTitle: summary.title,
    title: meta.title,
    date: null,
    parts: whyParts(ctx, summary, meta.id),
    attempts: attemptsOf(ctx.log, summary, meta.id),
    skills: [...new Set([...named, ...meta.skills])].flatMap(
      (skill) => whySkill(ctx, course, skill) ?? [],
    ),
  }
}

function whyOfSkill(ctx: WhyContext, course: string, id: string): WhyReport | null {
  const skill = whySkill(ctx, course, id)
  if (skill === null) return null
  return {
    id,
    kind: 'skill',
    course,
    courseTitle: ctx.library.summary(course)?.title ?? course,
    title: skill.title,
    date: null,
    parts: [],
    attempts: [],
    skills: [skill],
  }
}

function firstLine(markdown: string): string {
  return markdown.trim().split('\n')[0] ?? ''
}
