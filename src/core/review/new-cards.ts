import type { ItemMeta, LibraryReader, PartMeta } from '../course/library.ts'
import type { ProjectionReader } from '../events/projection.ts'
import { type CourseEvidence, courseEvidence, itemsOfSkill } from '../learner/evidence.ts'
import { seenCards } from '../learner/review-counts.ts'
import { recordedState } from './former-ids.ts'
import type { Entry } from './order.ts'
import type { ReviewQueries, ReviewScope } from './queries.ts'

export interface NewCardsContext {
  library: Pick<LibraryReader, 'courses' | 'summary' | 'outline' | 'parts'>
  log: Pick<ProjectionReader, 'get' | 'list'>
  reviews: ReviewQueries
}

/**
 * The next cards to meet for the first time, in teaching order: of decks whose skills were taught already (a
 * lesson that teaches each was read, or no lesson does), or of the deck that was asked for. Of the parts
 * of one note, one a day.
 * @param limit how many at most
 */
export function newCards(
  ctx: NewCardsContext,
  today: string,
  limit: number,
  scope: ReviewScope = {},
): Entry[] {
  const found: Entry[] = []
  const courses = ctx.library.courses().filter((c) => c.counts.cards > 0)
  for (const { id } of courses) {
    if (found.length >= limit) break
    if (scope.course !== undefined && scope.course !== id) continue
    const evidence = courseEvidence(ctx, id, 0)
    if (evidence !== null) collect(ctx, evidence, today, limit, scope, found)
  }
  return found
}

function collect(
  ctx: NewCardsContext,
  evidence: CourseEvidence,
  today: string,
  limit: number,
  scope: ReviewScope,
  found: Entry[],
): void {
  const course = evidence.course.id
  const seen = seenCards(ctx.reviews, evidence)
  const taught = taughtSkills(evidence)
  const notes = new Set<string>()
  for (const { meta } of evidence.items) {
    if (meta.kind !== 'deck' || (scope.item !== undefined && meta.id !== scope.item)) continue
    if (seen(meta.id) >= meta.parts) continue
    const asked = scope.item !== undefined
    for (const card of unmet(ctx, meta, evidence.course.aliases, today)) {
      if (found.length >= limit) return
      if (!asked && !card.skills.every((skill) => taught.has(skill))) continue
      const note = `${card.item}/${card.note}`
      if (notes.has(note) || ctx.reviews.siblingMetOn(today, card)) continue
      notes.add(note)
      found.push({ course, item: card.item, part: card.part, note: card.note, kind: 'new' })
    }
  }
}

function* unmet(
  ctx: NewCardsContext,
  deck: ItemMeta,
  aliases: Record<string, string>,
  today: string,
): IterableIterator<PartMeta> {
  for (const card of ctx.library.parts(deck.course, { kind: 'card', item: deck.id })) {
    const { state } = recordedState(ctx.log, aliases, card)
    if (state === null) yield card
    else if (state.schedule === null && !state.suspended && (state.buriedUntil ?? '') <= today)
      yield card
  }
}

/** Skills that a lesson which was read teaches, or that no lesson teaches. */
function taughtSkills(evidence: CourseEvidence): Set<string> {
  const taught = evidence.course.skills.filter((skill) => {
    const lessons = itemsOfSkill(evidence, skill.id).filter((item) => item.meta.kind === 'lesson')
    return lessons.length === 0 || lessons.some((lesson) => lesson.progress?.readOn != null)
  })
  return new Set(taught.map((skill) => skill.id))
}
