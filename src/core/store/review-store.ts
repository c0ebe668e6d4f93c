import type { LibraryReader } from '../course/library.ts'
import { joinKey, splitKey } from '../events/projection.ts'
import type { DueTotals } from '../learner/review-counts.ts'
import type { DueRow, PartKey, ReviewQueries, ReviewScope } from '../review/queries.ts'
import type { Database } from './database.ts'
import { Statements } from './statements.ts'

/** Up to here each card is looked up in its course; beyond, each deck or quiz: a count that large needs no more. */
const EXACT = 2_000
/** `course␟item` of a key: all before its second separator. */
const ITEM_OF_KEY =
  'substr(key, 1, instr(key, char(31)) + instr(substr(key, instr(key, char(31)) + 1), char(31)) - 1)'
const AFTER_ALL = '\u{10ffff}'

/** The plus keeps SQLite from going over the keys: the index on dates holds all that is read. */
const WITHIN = '+key >= @from AND +key < @to'
const SHOWN = `suspended = 0 AND (buried_until IS NULL OR buried_until <= @today)`

/** Reads the memory table for the review queue. Nothing is shown whose item is retired or removed. */
export class ReviewStore implements ReviewQueries {
  private readonly db: Database
  private readonly sql: Statements
  private readonly library: Pick<LibraryReader, 'resolve' | 'meta'>

  constructor(db: Database, library: Pick<LibraryReader, 'resolve' | 'meta'>) {
    this.db = db
    this.sql = new Statements(db)
    this.library = library
  }

  *due(today: string, scope: ReviewScope = {}): IterableIterator<DueRow> {
    // Nine of ten sessions end within the first page; the second is the whole rest.
    for (const page of [`LIMIT 500`, `LIMIT -1 OFFSET 500`]) {
      const rows = this.sql.all<StoredRow>(
        `SELECT key, due, interval FROM memory
         WHERE due <= @today AND ${SHOWN} AND ${WITHIN}
         ORDER BY (julianday(@today) - julianday(due)) / max(interval, 1.0) DESC, due, key ${page}`,
        { today, ...rangeOf(scope) },
      )
      for (const row of rows) {
        const part = keyOf(row.key)
        if (this.isLive(part)) yield { ...part, due: row.due, interval: row.interval }
      }
      if (rows.length < 500) return
    }
  }

  repeats(today: string, scope: ReviewScope = {}): PartKey[] {
    return this.sql
      .all<{ key: string }>(
        `SELECT key FROM memory
         WHERE repeat_on = @today AND ${SHOWN} AND ${WITHIN} ORDER BY hlc, id`,
        { today, ...rangeOf(scope) },
      )
      .map((row) => keyOf(row.key))
      .filter((part) => this.isLive(part))
  }

  siblingMetOn(day: string, { course, item, part, note }: PartKey & { note: string }): boolean {
    // Siblings are `note`, `note#r`, `note#c1`, …: `$` is the character after `#`.
    const from = joinKey(course, item, note)
    const rows = this.sql.all<{ key: string }>(
      'SELECT key FROM memory WHERE key >= ? AND key < ? AND introduced_on = ?',
      from,
      `${from}$`,
      day,
    )
    return rows.some(({ key }) => {
      const other = keyOf(key).part
      return other !== part && (other === note || other.startsWith(`${note}#`))
    })
  }

  dueCount(today: string, atMost: number): number {
    let count = this.repeats(today).length
    for (const part of this.dueKeys(today)) {
      if (count >= atMost) break
      if (this.isLive(part)) count++
    }
    return Math.min(count, atMost)
  }

  dueTotals(today: string, scope: ReviewScope = {}): DueTotals {
    const totals = { cards: 0, questions: 0, overdue: 0, repeats: 0 }
    const kinds = new Map<string, 'cards' | 'questions' | null>()
    for (const { key, n, late } of this.dueRows({ today, ...rangeOf(scope) })) {
      const kind = this.kindOf(keyOf(key), kinds)
      if (kind === null) continue
      totals[kind] += n
      totals.overdue += late
    }
    totals.repeats = this.repeats(today, scope).length
    return totals
  }

  forecast(today: string, lastDay: string): Map<string, number> {
    const rows = this.sql.all<{ key: string; due: string }>(
      'SELECT key, due FROM memory WHERE due <= ? AND suspended = 0',
      lastDay,
    )
    const kinds = new Map<string, 'cards' | 'questions' | null>()
    const counts = new Map<string, number>()
    for (const row of rows) {
      const part = keyOf(row.key)
      if (this.kindOf(part, kinds) === null) continue
      if (rows.length <= EXACT && !this.isLive(part)) continue
      const day = row.due < today ? today : row.due
      counts.set(day, (counts.get(day) ?? 0) + 1)
    }
    return counts
  }

  seenCards(course: string, item: string): number {
    const all = this.countIn({ course, item }, '')
    const onlyTouched = this.countIn({ course, item }, 'AND due IS NULL AND suspended = 0')
    return all - onlyTouched
  }

  nextDue(today: string): string | null {
    for (const row of this.sql.all<{ key: string; due: string }>(
      'SELECT key, due FROM memory WHERE due > ? AND suspended = 0 ORDER BY due LIMIT 100',
      today,
    ))
      if (this.isLive(keyOf(row.key))) return row.due
    return null
  }

  /** Seconds spent on each deck's cards, by deck id as recorded. Reads the whole course. */
  secondsOfCards(course: string): Map<string, number> {
    const rows = this.sql.all<{ key: string; seconds: number }>(
      `SELECT key, state ->> '$.seconds' AS seconds FROM memory WHERE key >= @from AND key < @to`,
      rangeOf({ course }),
    )
    const sums = new Map<string, number>()
    for (const { key, seconds } of rows) {
      const { item } = keyOf(key)
      sums.set(item, (sums.get(item) ?? 0) + seconds)
    }
    return sums
  }

  /** Due reviews, each with `n` 1, or counted by item when there are very many. */
  private dueRows(within: { today: string; from: string; to: string }): DueCount[] {
    const due = `FROM memory WHERE due <= @today AND ${SHOWN} AND ${WITHIN}`
    const rows = this.sql.all<DueCount>(
      `SELECT key, 1 AS n, due < @today AS late ${due} LIMIT ${EXACT + 1}`,
      within,
    )
    if (rows.length <= EXACT) return rows.filter((row) => this.isLive(keyOf(row.key)))
    return this.sql.all<DueCount>(
      `SELECT ${ITEM_OF_KEY} AS key, count(*) AS n, sum(due < @today) AS late ${due} GROUP BY 1`,
      within,
    )
  }

  private *dueKeys(today: string): IterableIterator<PartKey> {
    const rows = this.db
      .prepare(`SELECT key FROM memory WHERE due <= @today AND ${SHOWN}`)
      .iterate({ today })
    for (const row of rows) yield keyOf((row as { key: string }).key)
  }

  private countIn(scope: ReviewScope, condition: string): number {
    const row = this.sql.get<{ n: number }>(
      `SELECT count(*) AS n FROM memory WHERE key >= @from AND key < @to ${condition}`,
      rangeOf(scope),
    )
    return row?.n ?? 0
  }

  /**
   * Whether it can be shown: its item is there, and it was not renamed to something that has a history of
   * its own by now.
   */
  private isLive(part: PartKey): boolean {
    const present = this.library.resolve(part.course, part.item, part.part)
    if (present === null) return false
    if (present.item === part.item && present.part === part.part) return true
    const key = joinKey(part.course, present.item, present.part ?? part.part)
    return this.sql.get('SELECT 1 FROM memory WHERE key = ? AND due IS NOT NULL', key) === undefined
  }

  private kindOf(
    { course, item }: PartKey,
    known: Map<string, 'cards' | 'questions' | null>,
  ): 'cards' | 'questions' | null {
    const key = joinKey(course, item)
    let kind = known.get(key)
    if (kind === undefined) {
      const meta = this.library.meta(course, item)
      kind = meta === null ? null : meta.kind === 'deck' ? 'cards' : 'questions'
      known.set(key, kind)
    }
    return kind
  }
}

interface DueCount {
  key: string
  n: number
  late: number
}

interface StoredRow {
  key: string
  due: string
  interval: number
}

function rangeOf({ course, item }: ReviewScope): { from: string; to: string } {
  if (course === undefined) return { from: '', to: AFTER_ALL }
  const from = item === undefined ? joinKey(course, '') : joinKey(course, item, '')
  return { from, to: `${from}${AFTER_ALL}` }
}

function keyOf(key: string): PartKey {
  const [course = '', item = '', part = ''] = splitKey(key)
  return { course, item, part }
}
