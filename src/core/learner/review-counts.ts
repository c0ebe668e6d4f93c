import { followAliases } from '../course/aliases.ts'
import type { ProjectionReader } from '../events/projection.ts'
import type { CourseEvidence } from './evidence.ts'
import type { SeenCards } from './item-state.ts'
import type { DayActivity } from './progress.ts'

/** What the learner's part of the core asks about reviews; `review` and its store answer. */
export interface ReviewCounts {
  /** Reviews due on that day, repeats included, counted up to `atMost`. What cannot be shown is left out. */
  dueCount(today: string, atMost: number): number
  /** Cards of a deck that were met or put aside; by the deck's id as recorded. */
  seenCards(course: string, item: string): number
  /** Due reviews of that day by kind, those of an earlier day among them, and same-day repeats. */
  dueTotals(today: string, scope?: { course?: string; item?: string }): DueTotals
  /** Reviews on each day up to `lastDay`; all overdue ones stand under `today`. */
  forecast(today: string, lastDay: string): Map<string, number>
  /** Seconds spent on the cards of each deck, by the deck's id as recorded. */
  secondsOfCards(course: string): Map<string, number>
  /** The first day after `today` on which something is due; null when nothing is. */
  nextDue(today: string): string | null
}

export interface DueTotals {
  cards: number
  questions: number
  overdue: number
  repeats: number
}

/** How many new cards today still has room for: the setting less those met today. */
export function newCardsLeft(
  ctx: {
    log: Pick<ProjectionReader, 'get'>
    settings: { get<T extends string | number | boolean | null>(key: string): T }
  },
  today: string,
): number {
  const met = ctx.log.get<DayActivity>('day', today)?.newCards ?? 0
  return Math.max(0, ctx.settings.get<number>('review.new-per-day') - met)
}

/** Cards met, under the decks' present ids; asked for as the outline comes to a deck. */
export function seenCards(
  reviews: Pick<ReviewCounts, 'seenCards'>,
  evidence: CourseEvidence,
): SeenCards {
  const { id: course, aliases } = evidence.course
  const known = new Map<string, number>()
  return (deck) => {
    let count = known.get(deck)
    if (count === undefined) {
      const former = Object.keys(aliases).filter((old) => followAliases(old, aliases) === deck)
      count = [deck, ...former].reduce((sum, id) => sum + reviews.seenCards(course, id), 0)
      known.set(deck, count)
    }
    return count
  }
}
