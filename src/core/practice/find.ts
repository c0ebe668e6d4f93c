import { splitId } from '../course/ids.ts'
import type { ItemMeta, LibraryReader } from '../course/library.ts'
import type { ItemKind } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import type { EventLog } from '../events/event.ts'
import type { ProjectionReader } from '../events/projection.ts'
import { currentCourse } from '../learner/current-course.ts'
import type { ItemProgress } from '../learner/progress.ts'
import { nearest } from '../nearest.ts'
import type { SettingsReader } from './context.ts'
import type { Workspace } from './workspace.ts'

export interface FindContext {
  library: Pick<LibraryReader, 'courses' | 'coursesWith' | 'meta' | 'outline' | 'installed'>
  log: Pick<ProjectionReader, 'list'> & Pick<EventLog, 'read'>
  settings: SettingsReader
  workspace: Pick<Workspace, 'here'>
}

type Practised = Exclude<ItemKind, 'deck'>

const COMMANDS: Record<ItemKind, string> = {
  lesson: 'mastery learn',
  quiz: 'mastery quiz',
  deck: 'mastery review',
  exercise: 'mastery start',
}

/**
 * The item that is meant: by its name, or without one the obvious one.
 * @param options.next without a name the next one not done yet will do, also for an exercise
 * @throws MasteryError `usage`
 */
export function namedItem(
  ctx: FindContext,
  kind: Practised,
  name: string | undefined,
  options: { next?: boolean } = {},
): ItemMeta {
  return name === undefined ? obviousItem(ctx, kind, options) : findItem(ctx, kind, name)
}

/**
 * The item a name means: `swap`, or `python/swap` where several courses have one.
 * @throws MasteryError `usage` with the nearest id, the choices, or the command for an item of another kind
 */
function findItem(ctx: FindContext, kind: Practised, name: string): ItemMeta {
  const halves = splitId(name)
  const meta = halves === null ? anywhere(ctx, kind, name) : inCourse(ctx, kind, ...halves)
  if (meta === null) throw unknown(ctx, kind, name)
  if (meta.kind !== kind) {
    throw new MasteryError('usage', `${meta.id} is ${article(meta.kind)}, not ${article(kind)}.`, {
      next: meta.kind === 'deck' ? COMMANDS.deck : `${COMMANDS[meta.kind]} ${name}`,
    })
  }
  return meta
}

/**
 * The item that is meant when none is named. An exercise: the one whose folder this is, the one in progress,
 * the one touched last. A lesson or quiz: the one in progress, else the next one not done yet.
 * @throws MasteryError `usage` when there is no obvious one
 */
function obviousItem(
  ctx: FindContext,
  kind: Practised,
  options: { next?: boolean } = {},
): ItemMeta {
  const here = kind === 'exercise' ? ctx.workspace.here() : null
  if (here !== null) {
    const meta = ctx.library.meta(here.course, here.exercise)
    if (meta?.kind === 'exercise') return meta
    throw new MasteryError(
      'usage',
      `This folder belongs to ${here.course}/${here.exercise}, which is not installed.`,
      { next: 'mastery course list' },
    )
  }
  const touched = latestFirst(ctx, kind)
  const open = touched.find(({ progress }) => isOpen(kind, progress))
  if (open !== undefined) return open.meta
  const course = currentCourse(
    ctx,
    ctx.library.courses().map((one) => one.id),
  )
  const wantsNext = options.next ?? kind !== 'exercise'
  const last = touched[0]
  if (!wantsNext && last !== undefined) return last.meta
  const done = new Set(
    touched
      .filter(({ progress }) => isDone(kind, progress))
      .map(({ meta }) => `${meta.course}/${meta.id}`),
  )
  const next = wantsNext
    ? ctx.library
        .outline(course ?? '', { kinds: [kind] })
        .find((meta) => !done.has(`${meta.course}/${meta.id}`))
    : undefined
  if (next !== undefined) return next
  if (wantsNext && last !== undefined) return last.meta
  throw new MasteryError(
    'usage',
    wantsNext ? `There is no ${kind} to take.` : 'No exercise is in progress.',
    { next: wantsNext ? 'mastery course list' : 'mastery start' },
  )
}

/** The course that an id most likely means: where the learner stands, the one in use, else any that has it. */
export function currentCourseOf(ctx: FindContext, item: string): string | null {
  const having = ctx.library.coursesWith(item)
  return preferredCourse(ctx, having) ?? having[0] ?? null
}

/** The one of these courses that the learner stands in, chose, or used last; null when none of that holds. */
function preferredCourse(ctx: FindContext, courses: readonly string[]): string | null {
  const here = ctx.workspace.here()?.course
  if (here !== undefined && courses.includes(here)) return here
  const current = currentCourse(ctx, courses)
  if (current === null || ctx.settings.get<string | null>('course') === current) return current
  // Without any history it is only the first in the list, which says nothing.
  for (const _ of ctx.log.list<ItemProgress>('item', current)) return current
  return null
}

function anywhere(ctx: FindContext, kind: Practised, name: string): ItemMeta | null {
  const courses = ctx.library.coursesWith(name)
  const found = courses.flatMap((course) => ctx.library.meta(course, name) ?? [])
  const fitting = found.filter((meta) => meta.kind === kind)
  if (fitting.length < 2) return fitting[0] ?? found[0] ?? null
  const preferred = preferredCourse(
    ctx,
    fitting.map((meta) => meta.course),
  )
  const meant = fitting.find((meta) => meta.course === preferred)
  if (meant !== undefined) return meant
  const names = fitting.map((meta) => `${meta.course}/${meta.id}`)
  throw new MasteryError('usage', `${names.length} courses have ${article(kind)} "${name}".`, {
    next: `Say which: ${names.map((one) => `${COMMANDS[kind]} ${one}`).join(', or ')}`,
  })
}

function inCourse(ctx: FindContext, kind: Practised, course: string, id: string): ItemMeta | null {
  if (ctx.library.installed(course) === null) {
    const near = nearest(
      course,
      ctx.library.courses().map((one) => one.id),
    )
    throw new MasteryError('usage', `There is no course "${course}".`, {
      next: near === null ? 'mastery course list' : `Did you mean: ${COMMANDS[kind]} ${near}/${id}`,
    })
  }
  return ctx.library.meta(course, id)
}

function unknown(ctx: FindContext, kind: Practised, name: string): MasteryError {
  const [course, id] = splitId(name) ?? [null, name]
  const courses = course === null ? ctx.library.courses().map((one) => one.id) : [course]
  const all = courses.flatMap((course) => ctx.library.outline(course))
  const near = nearest(
    id,
    all.filter((meta) => meta.kind === kind).map((meta) => meta.id),
  )
  const other =
    near === null
      ? nearest(
          id,
          all.map((meta) => meta.id),
        )
      : null
  const meant = all.find((meta) => meta.id === (near ?? other))
  const prefix = course === null ? '' : `${course}/`
  return new MasteryError('usage', `There is no ${kind} "${name}".`, {
    next:
      meant === undefined
        ? 'mastery list'
        : `Did you mean: ${COMMANDS[meant.kind]}${meant.kind === 'deck' ? '' : ` ${prefix}${meant.id}`}`,
  })
}

/** What was touched, with its progress, the latest first. Items that are gone are left out. */
function latestFirst(
  ctx: FindContext,
  kind: Practised,
): { meta: ItemMeta; progress: ItemProgress }[] {
  return [...ctx.log.list<ItemProgress>('item')]
    .filter((progress) => isDone(kind, progress) || isOpen(kind, progress))
    .sort((left, right) => right.touchedAt - left.touchedAt)
    .flatMap((progress) => {
      const meta = ctx.library.meta(progress.course, progress.item)
      return meta?.kind === kind ? [{ meta, progress }] : []
    })
}

function isOpen(kind: Practised, progress: ItemProgress): boolean {
  if (kind === 'quiz') return progress.attempt !== null
  if (kind === 'exercise') return progress.startedAt !== null && progress.passedOn === null
  return progress.readOn === null && progress.touchedAt > 0
}

function isDone(kind: Practised, progress: ItemProgress): boolean {
  if (kind === 'quiz') return progress.quizzesFinished > 0
  return kind === 'exercise' ? progress.passedOn !== null : progress.readOn !== null
}

function article(kind: ItemKind): string {
  return kind === 'exercise' ? 'an exercise' : `a ${kind}`
}
