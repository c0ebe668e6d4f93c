import type { LibraryReader } from '../course/library.ts'
import { MasteryError } from '../errors.ts'
import type { Clock, EventLog } from '../events/event.ts'
import type { ProjectionReader } from '../events/projection.ts'
import { currentCourse } from '../learner/current-course.ts'
import { nearest } from '../nearest.ts'
import { recordedState } from './former-ids.ts'
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
 * @param input.id an item, `<item>/<part>`, or a skill
 * @throws MasteryError `usage` for an id that no course has, with the nearest one
 */
export function why(ctx: WhyContext, input: { id: string; course?: string }): WhyReport {
  const installed = ctx.library.courses().map((course) => course.id)
  const current = input.course ?? currentCourse(ctx, installed)
  const courses =
    input.course === undefined
      ? [...new Set([...(current === null ? [] : [current]), ...installed])]
      : [input.course]
  for (const course of courses) {
    const report = input.id.includes('/')
      ? whyOfPart(ctx, course, input.id)
      : (whyOfItem(ctx, course, input.id) ?? whyOfSkill(ctx, course, input.id))
    if (report !== null) return report
  }
  throw unknown(ctx, courses, input.id)
}

function whyOfPart(ctx: WhyContext, course: string, id: string): WhyReport | null {
  const slash = id.indexOf('/')
  const [item, part] = [id.slice(0, slash), id.slice(slash + 1)]
  const present = ctx.library.resolve(course, item, part)
  const summary = ctx.library.summary(course)
  if (present === null || present.part === null || summary === null) return null
  const content = ctx.library.content(course, present.item, present.part)
  if (content === null) return null
  const key = { course, item: present.item, part: present.part }
  const recorded = recordedState(ctx.log, summary.aliases, key).key
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

function unknown(ctx: WhyContext, courses: readonly string[], id: string): MasteryError {
  const slash = id.indexOf('/')
  const known = courses.flatMap((course) => {
    if (slash !== -1) {
      const item = id.slice(0, slash)
      if (ctx.library.meta(course, item) !== null)
        return [...ctx.library.parts(course, { item })].map((part) => `${part.item}/${part.part}`)
    }
    const items = ctx.library.outline(course).map((meta) => meta.id)
    return [...items, ...(ctx.library.summary(course)?.skills.map((skill) => skill.id) ?? [])]
  })
  const near = nearest(id, known)
  return new MasteryError('usage', `No course has an item, card, question or skill "${id}".`, {
    next: near === null ? 'See what there is: mastery list' : `Did you mean: mastery why ${near}`,
  })
}
