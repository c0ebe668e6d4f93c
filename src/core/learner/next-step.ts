import type { LibraryReader } from '../course/library.ts'
import type { Clock, EventLog } from '../events/event.ts'
import type { ProjectionReader } from '../events/projection.ts'
import { currentCourse, knownCourse } from './current-course.ts'
import { type CourseEvidence, type CourseItem, courseEvidence } from './evidence.ts'
import { type InProgress, inProgress } from './in-progress.ts'
import { isDone, isSetAside, type SeenCards } from './item-state.ts'
import { type Practice, type PracticeAim, weakestPractice } from './practice-choice.ts'
import { type Prerequisite, prerequisites } from './prerequisites.ts'
import type { NextStep } from './progress.ts'
import { newCardsLeft, type ReviewCounts, seenCards } from './review-counts.ts'
import { recentStreak } from './streak.ts'

export interface NextContext {
  library: Pick<LibraryReader, 'courses' | 'summary' | 'outline' | 'meta' | 'coursesWith'>
  log: Pick<ProjectionReader, 'get' | 'list'> & Pick<EventLog, 'read'>
  reviews: Pick<ReviewCounts, 'dueCount' | 'seenCards' | 'nextDue'>
  clock: Clock
  settings: { get<T extends string | number | boolean | null>(key: string): T }
}

/** More due reviews than this are "more than 100". */
const COUNTED = 100

/** So many skills are named in a reason. */
const FACTS = 4

/**
 * What to do next, and why: an exercise in progress → due reviews → the next item of the outline whose skills'
 * prerequisites are at Learning or better → practice of the weakest skill. The learner's current course
 * comes first, then others that were begun, then new ones.
 * @param input.course looks at one course only (due reviews count for all)
 * @throws MasteryError `usage` for a course that is not installed
 */
export function nextStep(ctx: NextContext, input: { course?: string } = {}): NextStep {
  const today = ctx.clock.localDay(ctx.clock.now())
  const open = inProgress(ctx, today)[0]
  if (open !== undefined && (input.course === undefined || open.course === input.course))
    return exerciseStep(ctx, open)
  const due = ctx.reviews.dueCount(today, COUNTED + 1)
  if (due > 0) return reviewStep(due)
  return outlineStep(ctx, today, input.course)
}

/**
 * The same without exercises in progress and due reviews: where the outline goes on. Each way is tried only when
 * those before it lead nowhere, and the last ones need nothing, so there is always a way on.
 */
function outlineStep(ctx: NextContext, today: string, only?: string): NextStep {
  const streak = recentStreak(ctx.log, today)
  const newLeft = newCardsLeft(ctx, today)
  const order = courseOrder(ctx, only)
  const viewed = (ids: readonly string[]) =>
    ids.flatMap((id) => viewOf(ctx, id, streak, newLeft) ?? [])
  const begun = viewed(order.begun)
  const ways: (() => NextStep | null)[] = [
    () => firstOf(begun, (view) => nextInOutline(ctx, view)),
    () => practiceOf(ctx, begun, 'unlock', null),
    () => firstOf(begun, (view) => forced(ctx, view)),
    () => practiceOf(ctx, begun, 'weak', today),
    () => firstOf(viewed(order.unbegun), (view) => nextInOutline(ctx, view) ?? forced(ctx, view)),
    () => practiceOf(ctx, begun, 'any', today),
  ]
  const found = firstOf(ways, (way) => way())
  if (found !== null) return found
  return nothingLeft(ctx, today, practiceOf(ctx, begun, 'any', null) === null)
}

function firstOf<T, R>(values: readonly T[], look: (value: T) => R | null): R | null {
  for (const value of values) {
    const found = look(value)
    if (found !== null) return found
  }
  return null
}

/** @param today leaves out what was touched on this day; null: leaves out nothing */
function practiceOf(
  ctx: NextContext,
  views: readonly View[],
  aim: PracticeAim,
  today: string | null,
): NextStep | null {
  const isTired = ({ progress }: CourseItem) =>
    progress !== null && ctx.clock.localDay(progress.touchedAt) === today
  const choices = views.flatMap((view) => weakestPractice(view.evidence, aim, isTired) ?? [])
  const weakest = choices.toSorted((a, b) => a.percent - b.percent)[0]
  return weakest === undefined ? null : practiceStep(ctx, weakest)
}

interface View {
  evidence: CourseEvidence
  seen: SeenCards
  newLeft: number
}

function viewOf(ctx: NextContext, course: string, streak: number, newLeft: number): View | null {
  const evidence = courseEvidence(ctx, course, streak)
  if (evidence === null) return null
  return { evidence, seen: seenCards(ctx.reviews, evidence), newLeft }
}

function courseOrder(
  ctx: NextContext,
  only: string | undefined,
): { begun: string[]; unbegun: string[] } {
  const installed = ctx.library.courses().map((course) => course.id)
  if (only !== undefined) {
    knownCourse(installed, only, 'mastery next --course')
    return { begun: [only], unbegun: [] }
  }
  const current = currentCourse(ctx, installed)
  const others = installed.filter((id) => id !== current)
  const isBegun = (id: string) =>
    hasAny(ctx.log.list('item', id)) || hasAny(ctx.log.list('memory', id))
  return {
    begun: [...(current === null ? [] : [current]), ...others.filter(isBegun)],
    unbegun: others.filter((id) => !isBegun(id)),
  }
}

/** Breaking off by `for` closes the query behind it. */
function hasAny(states: Iterable<unknown>): boolean {
  for (const _ of states) return true
  return false
}

function nextInOutline(ctx: NextContext, view: View): NextStep | null {
  for (const item of view.evidence.items) {
    if (!isWaiting(item, view)) continue
    const needs = prerequisites(view.evidence, item)
    if (needs.some((need) => !need.met)) continue
    return step(ctx, item, outlineReason(view.evidence, item, needs))
  }
  return null
}

function outlineReason(
  { course, items }: CourseEvidence,
  { meta }: CourseItem,
  needs: readonly Prerequisite[],
): string {
  const isFirst = items[0]?.meta.id === meta.id
  const place = `The ${isFirst ? 'first' : 'next'} ${meta.kind} of ${course.title}`
  if (needs.length > 0) return `${place}. What it needs is there: ${facts(needs)}.`
  return isFirst ? `${place}.` : `${place}; it builds on no other skill.`
}

/** What decided for each skill, in few words: those that are alike together, and no more than can be taken in. */
function facts(needs: readonly Prerequisite[]): string {
  const shown = needs.slice(0, FACTS)
  const kinds = [...new Set(shown.map((need) => need.because))]
  const words = kinds.map((because) => {
    const titles = shown.filter((need) => need.because === because).map((need) => need.title)
    return `${titles.join(', ')} (${because})`
  })
  const more = needs.length - shown.length
  return `${words.join(', ')}${more === 0 ? '' : ` and ${more} more`}`
}

/** Not done, not given up, and there is something to do today. */
function isWaiting(item: CourseItem, { seen, newLeft }: View): boolean {
  if (isDone(item, seen) || isSetAside(item)) return false
  return item.meta.kind !== 'deck' || newLeft > 0
}

/** What cannot be unlocked must not stop anyone: the first thing left, whatever it needs. */
function forced(ctx: NextContext, view: View): NextStep | null {
  const item = view.evidence.items.find((one) => isWaiting(one, view))
  if (item === undefined) return null
  const missing = prerequisites(view.evidence, item).filter((need) => !need.met)
  return step(
    ctx,
    item,
    `The first item left; some of what it needs is still weak: ${facts(missing)}.`,
  )
}

function exerciseStep(ctx: NextContext, item: InProgress): NextStep {
  const { checks, submissions, startedOn } = item.progress
  const runs = checks + submissions
  const times = runs === 0 ? 'not run yet' : runs === 1 ? 'run once' : `run ${runs} times`
  return {
    action: 'exercise',
    course: item.course,
    item: item.meta.id,
    title: item.meta.title,
    reason: `You are in the middle of this exercise: started on ${startedOn}, ${times}, not passed yet.`,
    command: command(ctx, item),
  }
}

function reviewStep(due: number): NextStep {
  const many =
    due > COUNTED
      ? `More than ${COUNTED} reviews wait`
      : due === 1
        ? 'One review waits'
        : `${due} reviews wait`
  return {
    action: 'review',
    course: null,
    item: null,
    title: 'Review',
    reason: `${many} for today; what is recalled on time stays.`,
    command: 'mastery review',
  }
}

function practiceStep(ctx: NextContext, practice: Practice): NextStep {
  const { item, title, percent, level, doing } = practice
  return {
    action: 'practice',
    course: item.meta.course,
    item: item.meta.id,
    title: item.meta.title,
    reason: `Nothing new is open, and “${title}” is your weakest skill (${percent} %, ${level}): ${doing}.`,
    command: command(ctx, item),
  }
}

function step(ctx: NextContext, item: CourseItem, reason: string): NextStep {
  return {
    action: item.meta.kind,
    course: item.meta.course,
    item: item.meta.id,
    title: item.meta.title,
    reason,
    command: command(ctx, item),
  }
}

function nothingLeft(ctx: NextContext, today: string, mastered: boolean): NextStep {
  const none = { action: 'done', course: null, item: null, title: '' } as const
  if (ctx.library.courses().length === 0)
    return {
      ...none,
      title: 'No course is installed',
      reason: 'There is no course to learn from yet.',
      command: 'mastery course add PATH',
    }
  const due = ctx.reviews.nextDue(today)
  const later = due === null ? '' : ` The next review is due on ${due}.`
  return {
    ...none,
    title: 'Nothing left for today',
    reason: `Every item is done, and ${mastered ? 'all you began is mastered' : 'what is not mastered was practised today'}.${later}`,
    command: 'mastery stats',
  }
}

const VERBS = { lesson: 'learn', quiz: 'quiz', exercise: 'start', deck: 'review' } as const

/** The command for an item; it names the course only where two courses have an item of that id. */
function command(ctx: NextContext, { meta }: CourseItem): string {
  const clash = ctx.library.coursesWith(meta.id).length > 1
  return `mastery ${VERBS[meta.kind]} ${meta.id}${clash ? ` --course ${meta.course}` : ''}`
}
