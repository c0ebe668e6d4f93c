import type { LibraryReader } from '../course/library.ts'
import type { PartKey } from './queries.ts'
import type { QuestionTools } from './review-item.ts'
import type { Grade, ReviewItem, ReviewQueue } from './types.ts'

/** One thing to review as it is printed: nothing in a question or a typed card tells its answer. */
export interface ReviewEntry extends PartKey {
  /** What `--answer` takes. */
  id: string
  courseTitle: string
  itemTitle: string
  kind: 'card' | 'question'
  reason: ReviewItem['reason']
  overdueDays: number
  /** Markdown. `back` is null until it is asked for, and for a typed card, which is marked instead. */
  card: { type: string; front: string; back: string | null } | null
  question: object | null
  /** Grade → days until its next date. */
  intervals: Record<Grade, number>
  flagged: boolean
  /** Its Markdown file and line; null when it is not on this machine. */
  source: { path: string; line: number } | null
}

export interface ReviewPage extends Omit<ReviewQueue, 'items'> {
  items: ReviewEntry[]
}

export interface PageContext {
  library: Pick<LibraryReader, 'installed' | 'meta'>
  questions: Pick<QuestionTools, 'shown'>
}

/** @param reveal shows the backs of cards too */
export function reviewPage(ctx: PageContext, queue: ReviewQueue, reveal = false): ReviewPage {
  return { ...queue, items: queue.items.map((item) => reviewEntry(ctx, item, reveal)) }
}

export function reviewEntry(ctx: PageContext, item: ReviewItem, reveal = false): ReviewEntry {
  const { course, item: itemId, part, id, courseTitle, itemTitle, reason, overdueDays } = item
  const { content, intervals, state } = item
  const shared = { course, item: itemId, part, id, courseTitle, itemTitle, reason, overdueDays }
  const card = content.kind === 'card' ? content.card : null
  const shown = reveal && card?.type !== 'typed'
  return {
    ...shared,
    kind: content.kind,
    card: card && { type: card.type, front: card.front, back: shown ? card.back : null },
    question:
      content.kind === 'question' ? ctx.questions.shown(content.question, content.rights) : null,
    intervals,
    flagged: state?.flagged ?? false,
    source: sourceOf(ctx.library, item),
  }
}

/** Where a card or question is written; null for a course that is not a folder on this machine. */
export function sourceOf(
  library: Pick<LibraryReader, 'installed' | 'meta'>,
  item: ReviewItem,
): { path: string; line: number } | null {
  const source = library.installed(item.course)?.source
  const meta = library.meta(item.course, item.item)
  if (source?.kind !== 'folder' || meta === null) return null
  const { line } = item.content.kind === 'card' ? item.content.card : item.content.question
  return { path: `${source.path}/${meta.path}`, line }
}
