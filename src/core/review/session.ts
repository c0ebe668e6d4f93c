import type { LibraryReader } from '../course/library.ts'
import type { Clock, EventLog, NewEvent } from '../events/event.ts'
import type { ProjectionReader } from '../events/projection.ts'
import { newCardsLeft } from '../learner/review-counts.ts'
import { type AnswerTimes, answerTimes } from './answer-times.ts'
import { keyOfPart } from './memory.ts'
import { newCards } from './new-cards.ts'
import { type Entry, interleave, noteOf, sameEntry, siblingsApart } from './order.ts'
import type { PartKey, ReviewQueries, ReviewScope } from './queries.ts'
import { gradeTyped, recordReview } from './record.ts'
import { type QuestionTools, reviewItem, stillWaits, tomorrow } from './review-item.ts'
import type {
  Grade,
  MemoryState,
  ReviewGiven,
  ReviewItem,
  ReviewQueue,
  ReviewRecorded,
  ReviewSummary,
} from './types.ts'

export interface ReviewContext {
  log: EventLog & ProjectionReader
  reviews: ReviewQueries
  library: LibraryReader
  clock: Clock
  settings: { get<T extends string | number | boolean | null>(key: string): T }
  questions: QuestionTools
}

export interface SessionOptions extends ReviewScope {
  /** Only these, in this order: what `catchup` picked. */
  only?: readonly PartKey[]
}

/** Due reviews taken up at once; more are fetched when these are done. */
const TAKEN = 500
/** Items read ahead for a screen. */
const AHEAD = 3

type Counts = Omit<ReviewSummary, 'left'>

/** Something this session recorded and can take back. */
interface Done {
  event: string
  entry: Entry
  /** What the session had counted before it. */
  counts: Counts
}

/**
 * One sitting. The queue is computed once; recording and having the next item reads a few rows only.
 * Each change is on disk when its method returns.
 */
export class ReviewSession {
  private readonly ctx: ReviewContext
  private readonly options: SessionOptions
  private readonly times: AnswerTimes
  /** Due and new ones in the order to ask, and after them the same-day repeats. */
  private waiting: Entry[] = []
  private repeats: Entry[] = []
  private dueNotTaken = 0
  private done: Done[] = []
  private counts: Counts = { reviewed: 0, fresh: 0, repeats: 0, recalled: 0, seconds: 0 }

  constructor(ctx: ReviewContext, options: SessionOptions = {}) {
    this.ctx = ctx
    this.options = options
    this.times = answerTimes(ctx.log)
    const today = this.today()
    if (options.only !== undefined) {
      this.waiting = siblingsApart(options.only.map((key) => entryOf(key, 'due')))
      return
    }
    const fresh = newCards(ctx, today, newCardsLeft(ctx, today), options)
    this.waiting = siblingsApart(interleave(this.takeDue(today), fresh))
    this.repeats = ctx.reviews.repeats(today, options).map((key) => entryOf(key, 'repeat'))
  }

  /** How the queue stands, with the first items in the order to ask. */
  queue(items = AHEAD): ReviewQueue {
    const day = this.today()
    const shown = this.first(items, day)
    const { due, repeats, fresh } = this.left()
    return { day, due, repeats, newLeft: fresh, items: shown }
  }

  /** The item to ask now; null when nothing is left. */
  current(): ReviewItem | null {
    return this.first(1, this.today())[0] ?? null
  }

  /** Records an answer; the item leaves the queue, or waits for another look today. */
  record(item: ReviewItem, given: ReviewGiven, chosen: number | null = 1): ReviewRecorded {
    const before = this.counts
    const { event, recorded } = recordReview(this.ctx, item, given, this.times, chosen)
    const entry = this.take(item)
    this.done.push({ event: event.id, entry, counts: before })
    const repeat = item.reason === 'repeat'
    this.counts = {
      reviewed: before.reviewed + 1,
      fresh: before.fresh + (item.reason === 'new' ? 1 : 0),
      repeats: before.repeats + (repeat ? 1 : 0),
      recalled: before.recalled + (!repeat && recorded.grade >= 3 ? 1 : 0),
      seconds: before.seconds + given.seconds,
    }
    if (recorded.interval === 0) this.repeats.push({ ...entry, kind: 'repeat' })
    return recorded
  }

  /** The grade that a typed answer earns. */
  gradeTyped(item: ReviewItem, typed: string, seconds = 0): Grade {
    return gradeTyped(item, typed, { seconds, times: this.times })
  }

  /** Takes back the latest thing this session recorded and gives its item to ask again; null: nothing is left. */
  undo(): ReviewItem | null {
    const last = this.done.pop()
    if (last === undefined) return null
    const { course, item, part } = last.entry
    this.append({
      type: 'learning.review_undone',
      payload: { course, item, part, event: last.event },
    })
    this.take(last.entry)
    const list = last.entry.kind === 'repeat' ? this.repeats : this.waiting
    list.unshift(last.entry)
    this.counts = last.counts
    return reviewItem(this.ctx, last.entry, this.today())
  }

  /** Not shown again before tomorrow. */
  bury(item: ReviewItem): ReviewItem | null {
    const { course, part } = item
    const until = tomorrow(this.today())
    this.putAside(item, {
      type: 'learning.card_buried',
      payload: { course, item: item.item, part, until },
    })
    return this.current()
  }

  /** Not shown again until it is brought back. */
  suspend(item: ReviewItem, suspended = true): ReviewItem | null {
    const { course, part } = item
    const event: NewEvent = {
      type: 'learning.card_suspended',
      payload: { course, item: item.item, part, suspended },
    }
    if (suspended) this.putAside(item, event)
    else this.append(event)
    return this.current()
  }

  /** Marks it for a closer look later; it stays in the queue. */
  flag(item: ReviewItem, flagged = true): ReviewItem | null {
    const { course, part } = item
    this.append({
      type: 'learning.card_flagged',
      payload: { course, item: item.item, part, flagged },
    })
    return this.current()
  }

  summary(): ReviewSummary {
    return { ...this.counts, left: this.left() }
  }

  private left(): ReviewSummary['left'] {
    const due = this.waiting.filter((entry) => entry.kind === 'due').length
    return {
      due: due + this.dueNotTaken,
      repeats: this.repeats.length,
      fresh: this.waiting.length - due,
    }
  }

  private today(): string {
    return this.ctx.clock.localDay(this.ctx.clock.now())
  }

  private append(event: NewEvent): string {
    const [written] = this.ctx.log.append([event])
    return written?.id ?? ''
  }

  private putAside(item: ReviewItem, event: NewEvent): void {
    const id = this.append(event)
    this.done.push({ event: id, entry: this.take(item), counts: this.counts })
  }

  /** Removes an entry from wherever it waits. */
  private take(key: PartKey): Entry {
    for (const list of [this.waiting, this.repeats]) {
      const at = list.findIndex((entry) => sameEntry(entry, key))
      if (at !== -1) return list.splice(at, 1)[0] as Entry
    }
    return entryOf(key, 'due')
  }

  private takeDue(today: string): Entry[] {
    const taken: Entry[] = []
    for (const row of this.ctx.reviews.due(today, this.options)) {
      taken.push(entryOf(row, 'due'))
      if (taken.length === TAKEN) break
    }
    const { cards, questions } =
      taken.length < TAKEN
        ? { cards: taken.length, questions: 0 }
        : this.ctx.reviews.dueTotals(today, this.options)
    this.dueNotTaken = Math.max(0, cards + questions - taken.length)
    return taken
  }

  /** Reads the first items that can still be asked, and forgets what cannot. */
  private first(count: number, today: string): ReviewItem[] {
    if (this.waiting.length === 0 && this.dueNotTaken > 0)
      this.waiting = siblingsApart(this.takeDue(today))
    const items: ReviewItem[] = []
    for (const entry of [
      ...this.waiting.slice(0, count * 2),
      ...this.repeats.slice(0, count * 2),
    ]) {
      if (items.length === count) break
      const state = this.ctx.log.get<MemoryState>('memory', keyOfPart(entry))
      const item = stillWaits(entry, state, today) ? reviewItem(this.ctx, entry, today) : null
      if (item === null) this.take(entry)
      else items.push(item)
    }
    const isEmpty = this.waiting.length === 0 && this.repeats.length === 0
    return items.length > 0 || isEmpty ? items : this.first(count, today)
  }
}

function entryOf({ course, item, part }: PartKey, kind: Entry['kind']): Entry {
  return { course, item, part, note: noteOf(part), kind }
}
