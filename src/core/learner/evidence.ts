import { followAliases } from '../course/aliases.ts'
import type { ItemMeta, LibraryReader } from '../course/library.ts'
import type { CourseSummary } from '../course/model.ts'
import type { ProjectionReader } from '../events/projection.ts'
import { type ItemEvidence, masteryOf } from './mastery.ts'
import { mergeProgress } from './merge-progress.ts'
import type { ItemProgress, Mastery } from './progress.ts'

/** A course and where the learner stands in it. */
export interface CourseEvidence {
  course: CourseSummary
  /** In teaching order. */
  items: CourseItem[]
  /** The same by skill: what teaches, asks for or practises it. */
  bySkill: ReadonlyMap<string, CourseItem[]>
  streakDays: number
}

export interface CourseItem extends ItemEvidence {
  meta: ItemMeta
}

export interface EvidenceContext {
  library: Pick<LibraryReader, 'summary' | 'outline'>
  log: Pick<ProjectionReader, 'list'>
}

/** Reads a course with its progress: three queries. Null when it is not installed. */
export function courseEvidence(
  ctx: EvidenceContext,
  course: string,
  streakDays: number,
): CourseEvidence | null {
  const summary = ctx.library.summary(course)
  if (summary === null) return null
  const progress = progressByItem(ctx.log, summary)
  const items = ctx.library
    .outline(course)
    .map((meta) => ({ meta, progress: progress.get(meta.id) ?? null }))
  return { course: summary, items, bySkill: indexed(items), streakDays }
}

function indexed(items: readonly CourseItem[]): Map<string, CourseItem[]> {
  const bySkill = new Map<string, CourseItem[]>()
  for (const item of items)
    for (const skill of item.meta.skills) {
      const found = bySkill.get(skill)
      if (found === undefined) bySkill.set(skill, [item])
      else found.push(item)
    }
  return bySkill
}

/** Progress under the present ids: what was recorded under an id that was renamed counts for the new one. */
function progressByItem(
  log: Pick<ProjectionReader, 'list'>,
  course: CourseSummary,
): Map<string, ItemProgress> {
  const found = new Map<string, ItemProgress>()
  for (const state of log.list<ItemProgress>('item', course.id)) {
    const id = followAliases(state.item, course.aliases)
    const other = found.get(id)
    found.set(id, other === undefined ? state : mergeProgress(other, state))
  }
  return found
}

/** The mastery of a whole course. */
export function courseMastery(evidence: CourseEvidence): Mastery {
  return masteryOf(evidence.items, evidence.streakDays)
}

/** The mastery of one unit, from its items. */
export function unitMastery(evidence: CourseEvidence, unit: string): Mastery {
  return masteryOf(itemsOfUnit(evidence, unit), evidence.streakDays)
}

/** The mastery of one skill, from all items of the course that teach or practise it. */
export function skillMastery(evidence: CourseEvidence, skill: string): Mastery {
  return masteryOf(itemsOfSkill(evidence, skill), evidence.streakDays)
}

function itemsOfUnit(evidence: CourseEvidence, unit: string): CourseItem[] {
  return evidence.items.filter((item) => item.meta.unit === unit)
}

/** What teaches, asks for or practises it. */
export function itemsOfSkill(evidence: CourseEvidence, skill: string): readonly CourseItem[] {
  return evidence.bySkill.get(skill) ?? []
}
