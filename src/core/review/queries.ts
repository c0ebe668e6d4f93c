import type { ReviewCounts } from '../learner/review-counts.ts'

/** What the queue asks of the memory table; `store/review-store.ts` answers. */
export interface ReviewQueries extends ReviewCounts {
  /**
   * Due reviews that can be shown, the most overdue relative to their interval first, in pages: break off at
   * any time. No same-day repeats.
   */
  due(today: string, scope?: ReviewScope): IterableIterator<DueRow>
  /** Same-day repeats that can be shown, the one answered longest ago first. */
  repeats(today: string, scope?: ReviewScope): PartKey[]
  /** Whether another part of the same note was met for the first time on that day. */
  siblingMetOn(day: string, card: PartKey & { note: string }): boolean
}

export interface ReviewScope {
  course?: string
  /** Only parts of this deck, quiz or lesson. */
  item?: string
}

/** Ids as they were recorded: aliases are for looking things up. */
export interface PartKey {
  course: string
  item: string
  part: string
}

export interface DueRow extends PartKey {
  due: string
  /** Days. */
  interval: number
}
