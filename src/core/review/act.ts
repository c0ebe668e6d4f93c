import { MasteryError } from '../errors.ts'
import type { LearnerEvent } from '../events/event.ts'
import { coursesToSearch, findPart, unknownId } from './find-part.ts'
import { GRADE_WORDS } from './grade.ts'
import type { ReviewScope } from './queries.ts'
import { reviewItem } from './review-item.ts'
import { type ReviewEntry, type ReviewPage, reviewEntry, reviewPage } from './review-page.ts'
import { type ReviewContext, ReviewSession } from './session.ts'
import type { Grade, MarkedAnswer, ReviewGiven, ReviewItem, ReviewSummary } from './types.ts'

/** What is to be done without a screen: one of `answer`, `bury` … `undo`. */
export interface ReviewWish {
  /** Id of what is answered, with a grade or a text. */
  answer?: string | undefined
  grade?: string | undefined
  text?: string | undefined
  seconds?: number | undefined
  hints?: number | undefined
  bury?: string | undefined
  suspend?: string | undefined
  resume?: string | undefined
  flag?: string | undefined
  unflag?: string | undefined
  undo?: boolean
}

const ACTS = ['answer', 'bury', 'suspend', 'resume', 'flag', 'unflag'] as const

/**
 * Whether something is to be done at all.
 * @throws MasteryError `usage` when it is more than one thing
 */
export function isReviewWish(wish: ReviewWish): boolean {
  const wished = [...ACTS.filter((act) => wish[act] !== undefined), ...(wish.undo ? ['undo'] : [])]
  if (wished.length > 1)
    throw new MasteryError(
      'usage',
      `One thing at a time: ${wished.map((w) => `--${w}`).join(', ')}.`,
      {
        next: `mastery review --${wished[0]}${wished[0] === 'undo' ? '' : ' ID'}`,
      },
    )
  return wished.length === 1
}

/**
 * The course and item that a review is limited to, with their present ids.
 * @throws MasteryError `usage` for an unknown one, with the nearest
 */
export function reviewScope(
  ctx: ReviewContext,
  named: { item?: string | undefined; course?: string | undefined },
): ReviewScope {
  const { item, course } = named
  if (item === undefined && course === undefined) return {}
  const courses = coursesToSearch(ctx, course)
  if (item === undefined) return course === undefined ? {} : { course }
  for (const one of courses) {
    const meta = ctx.library.meta(one, item)
    if (meta !== null) return { course: one, item: meta.id }
  }
  throw unknownId(ctx, courses, item, 'mastery review')
}

export interface ReviewDone {
  did: 'answered' | 'buried' | 'suspended' | 'resumed' | 'flagged' | 'unflagged' | 'undone'
  id: string
  /** For an answer; `interval` 0: again today. */
  grade: Grade | null
  interval: number | null
  /** For a question. */
  marked: MarkedAnswer | null
  /** For a card: its back. */
  back: string | null
  /** What comes next; null when nothing is left. */
  next: ReviewEntry | null
  left: ReviewSummary['left']
}

/**
 * One step of a review from the command line, and what comes next.
 * @throws MasteryError `usage` for an unknown id, or an answer that cannot be one
 */
export function actOnReview(
  ctx: ReviewContext,
  wish: ReviewWish,
  scope: ReviewScope = {},
): ReviewDone {
  const session = new ReviewSession(ctx, scope)
  const done = perform(ctx, session, wish, scope.course)
  const next = session.current()
  const { left } = session.summary()
  return { ...done, next: next === null ? null : reviewEntry(ctx, next), left }
}

/** What is to review, in the order to ask. */
export function listReviews(
  ctx: ReviewContext,
  scope: ReviewScope,
  { limit, reveal }: { limit: number; reveal: boolean },
): ReviewPage {
  return reviewPage(ctx, new ReviewSession(ctx, scope).queue(limit), reveal)
}

function perform(
  ctx: ReviewContext,
  session: ReviewSession,
  wish: ReviewWish,
  course: string | undefined,
): Omit<ReviewDone, 'next' | 'left'> {
  const find = (id: string) => itemOf(ctx, id, course)
  const plain = (did: ReviewDone['did'], item: { id: string }) => ({
    did,
    id: item.id,
    grade: null,
    interval: null,
    marked: null,
    back: null,
  })
  if (wish.answer !== undefined) return answered(ctx, session, find(wish.answer), wish)
  if (wish.bury !== undefined) {
    const item = find(wish.bury)
    session.bury(item)
    return plain('buried', item)
  }
  if (wish.suspend !== undefined || wish.resume !== undefined) {
    const item = find(wish.suspend ?? wish.resume ?? '')
    session.suspend(item, wish.suspend !== undefined)
    return plain(wish.suspend === undefined ? 'resumed' : 'suspended', item)
  }
  if (wish.flag !== undefined || wish.unflag !== undefined) {
    const item = find(wish.flag ?? wish.unflag ?? '')
    session.flag(item, wish.flag !== undefined)
    return plain(wish.flag === undefined ? 'unflagged' : 'flagged', item)
  }
  return plain('undone', { id: undoLast(ctx) })
}

function itemOf(ctx: ReviewContext, id: string, course: string | undefined): ReviewItem {
  const today = ctx.clock.localDay(ctx.clock.now())
  const item = reviewItem(ctx, findPart(ctx, id, course), today)
  if (item === null) throw new Error(`${id} was found and then not`)
  return item
}

function answered(
  ctx: ReviewContext,
  session: ReviewSession,
  item: ReviewItem,
  wish: ReviewWish,
): Omit<ReviewDone, 'next' | 'left'> {
  const given = givenOf(ctx, session, item, wish)
  const { grade, interval, marked } = session.record(item, given, null)
  const back = item.content.kind === 'card' ? item.content.card.back : null
  return { did: 'answered', id: item.id, grade, interval, marked, back }
}

function givenOf(
  ctx: ReviewContext,
  session: ReviewSession,
  item: ReviewItem,
  { grade, text, seconds = 0, hints = 0 }: ReviewWish,
): ReviewGiven {
  if (item.content.kind === 'question') {
    if (text === undefined)
      throw new MasteryError(
        'usage',
        `${item.id} is a question: its answer is marked, not graded.`,
        {
          next: `mastery review --answer ${item.id} --text "your answer"`,
        },
      )
    const { question, rights } = item.content
    const answer = ctx.questions.read(question, text, rights)
    return { kind: 'answered', answer, hints, seconds }
  }
  if (grade !== undefined)
    return { kind: 'graded', grade: readGrade(grade), typed: text ?? null, seconds }
  if (text === undefined || item.content.card.type !== 'typed')
    throw new MasteryError('usage', `${item.id} needs a grade: how well did you know it?`, {
      next: `mastery review --answer ${item.id} --grade again|hard|good|easy`,
    })
  return { kind: 'graded', grade: session.gradeTyped(item, text, seconds), typed: text, seconds }
}

/** `again`, `hard`, `good`, `easy`, or an SM-2 grade from 0 to 5. */
export function readGrade(text: string): Grade {
  const word = text.trim().toLowerCase()
  if (/^[0-5]$/.test(word)) return Number(word) as Grade
  const named = { again: 1, hard: 3, good: 4, easy: 5 } as const
  if (Object.hasOwn(named, word)) return named[word as keyof typeof named]
  throw new MasteryError('usage', `"${text}" is no grade.`, {
    next: `Grades are again, hard, good and easy, or SM-2's numbers: ${[1, 3, 4, 5]
      .map((grade) => `${grade} ${GRADE_WORDS[grade as Grade]}`)
      .join(', ')}.`,
  })
}

/** Events to look back over for the latest that can be undone. */
const LOOK_BACK = 200

/** Takes back the latest review, burying or suspending of today. */
function undoLast(ctx: ReviewContext): string {
  const today = ctx.clock.localDay(ctx.clock.now())
  const undone = new Set<string>()
  const latest = { fromDay: today, toDay: today, reverse: true, limit: LOOK_BACK }
  // Read to the end first: nothing can be written while a query is open.
  for (const event of [...ctx.log.read(latest)]) {
    if (event.type === 'learning.review_undone') undone.add(event.payload.event)
    const part = undone.has(event.id) ? null : reviewedPart(ctx, event)
    if (part === null) continue
    ctx.log.append([{ type: 'learning.review_undone', payload: { ...part, event: event.id } }])
    const present = ctx.library.resolve(part.course, part.item, part.part)
    return `${present?.item ?? part.item}/${present?.part ?? part.part}`
  }
  throw new MasteryError('usage', 'There is no review of today to take back.', {
    next: 'mastery review',
  })
}

function reviewedPart(
  ctx: ReviewContext,
  event: LearnerEvent,
): { course: string; item: string; part: string } | null {
  switch (event.type) {
    case 'learning.question_answered': {
      const { attempt, predicted, course, item, part } = event.payload
      const inLesson = ctx.library.meta(course, item)?.kind === 'lesson' && predicted === null
      return attempt === null && !inLesson ? { course, item, part } : null
    }
    case 'learning.card_reviewed':
    case 'learning.card_buried':
    case 'learning.card_suspended': {
      const { course, item, part } = event.payload
      return { course, item, part }
    }
    default:
      return null
  }
}
