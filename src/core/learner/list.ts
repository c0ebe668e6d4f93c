import type { LibraryReader } from '../course/library.ts'
import type { ItemKind } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import type { Clock, EventLog } from '../events/event.ts'
import type { ProjectionReader } from '../events/projection.ts'
import { nearest } from '../nearest.ts'
import { currentCourse, knownCourse } from './current-course.ts'
import { type CourseEvidence, type CourseItem, courseEvidence } from './evidence.ts'
import { isDone, isOpen, type SeenCards } from './item-state.ts'
import { latestBest } from './mastery.ts'
import { prerequisites } from './prerequisites.ts'
import type { OutlineRow } from './progress.ts'
import { type ReviewCounts, seenCards } from './review-counts.ts'
import { recentStreak } from './streak.ts'

export interface ListContext {
  library: Pick<LibraryReader, 'courses' | 'summary' | 'outline'>
  log: Pick<ProjectionReader, 'get' | 'list'> & Pick<EventLog, 'read'>
  reviews: Pick<ReviewCounts, 'seenCards'>
  clock: Clock
  settings: { get<T extends string | number | boolean | null>(key: string): T }
}

export interface ListInput {
  course?: string
  /** Every installed course instead of the current one. */
  all?: boolean
  unit?: string
  kind?: ItemKind
  state?: OutlineRow['state']
  /** Words that the title, id or a skill must hold. */
  text?: string
}

export interface ListReport {
  rows: OutlineRow[]
  /** Titles of the courses that were looked at, by id. */
  courses: Record<string, string>
  /** Items before filtering by kind, state and text. */
  of: number
}

/**
 * The outline with where the learner stands in it.
 * @throws MasteryError `usage` for an unknown course or unit, with the nearest one
 */
export function listItems(ctx: ListContext, input: ListInput = {}): ListReport {
  const streak = recentStreak(ctx.log, ctx.clock.localDay(ctx.clock.now()))
  const found = coursesFor(ctx, input).flatMap((id) => courseEvidence(ctx, id, streak) ?? [])
  if (input.unit !== undefined) checkUnit(found, input.unit)
  const rows = found.flatMap((evidence) => rowsOf(ctx, evidence, input))
  return {
    rows: rows.filter(({ row, words }) => matches(row, words, input)).map(({ row }) => row),
    courses: Object.fromEntries(found.map(({ course }) => [course.id, course.title])),
    of: rows.length,
  }
}

function coursesFor(ctx: ListContext, input: ListInput): string[] {
  const installed = ctx.library.courses().map((course) => course.id)
  if (input.course !== undefined)
    return [knownCourse(installed, input.course, 'mastery list --course')]
  if (input.all) return installed
  const current = currentCourse(ctx, installed)
  return current === null ? [] : [current]
}

function checkUnit(found: readonly CourseEvidence[], unit: string): void {
  const units = found.flatMap(({ course }) => course.units.map((u) => u.id))
  if (units.includes(unit)) return
  const near = nearest(unit, units)
  throw new MasteryError('usage', `There is no unit "${unit}".`, {
    next:
      near === null ? `Units: ${units.join(', ')}` : `Did you mean: mastery list --unit ${near}`,
  })
}

interface ListedRow {
  row: OutlineRow
  /** What a text is looked for in. */
  words: string
}

function rowsOf(ctx: ListContext, evidence: CourseEvidence, input: ListInput): ListedRow[] {
  const seen = seenCards(ctx.reviews, evidence)
  const titles = new Map(evidence.course.units.map((unit) => [unit.id, unit.title]))
  return evidence.items
    .filter((item) => input.unit === undefined || item.meta.unit === input.unit)
    .map((item) => {
      const { meta } = item
      const row = rowOf(evidence, item, seen, titles.get(meta.unit) ?? meta.unit)
      return { row, words: [meta.title, meta.id, ...meta.skills].join(' ') }
    })
}

function rowOf(
  evidence: CourseEvidence,
  item: CourseItem,
  seen: SeenCards,
  unitTitle: string,
): OutlineRow {
  const { meta } = item
  const missing = prerequisites(evidence, item).filter((need) => !need.met)
  const state = isDone(item, seen)
    ? 'done'
    : isOpen(item, seen)
      ? 'open'
      : missing.length > 0
        ? 'locked'
        : 'new'
  return {
    course: meta.course,
    unit: meta.unit,
    unitTitle,
    item: meta.id,
    kind: meta.kind,
    title: meta.title,
    state,
    score: scoreOf(item),
    missing: state === 'locked' ? missing.map((need) => `${need.title} (${need.because})`) : [],
    minutes: meta.minutes,
    difficulty: meta.difficulty,
  }
}

function scoreOf({ meta, progress }: CourseItem): number | null {
  if (progress === null) return null
  if (meta.kind === 'exercise') return latestBest(progress.bestScore)
  return meta.kind === 'quiz' ? progress.quizScore : null
}

function matches(row: OutlineRow, words: string, { kind, state, text }: ListInput): boolean {
  if (kind !== undefined && row.kind !== kind) return false
  if (state !== undefined && row.state !== state) return false
  if (text === undefined) return true
  const held = words.toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => held.includes(word))
}
