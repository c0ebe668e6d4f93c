import type { EventFilter, LearnerEvent } from '../events/event.ts'
import {
  joinKey,
  PROJECTION_NAMES,
  type Projection,
  type ProjectionName,
  type ProjectionReader,
} from '../events/projection.ts'
import type { Database } from './database.ts'
import type { Statements } from './statements.ts'

type ReadEvents = (filter: EventFilter) => IterableIterator<LearnerEvent>

/** States a rebuild keeps in memory for each projection before it writes them. */
const WAITING = 4_000
/** Events it reads at once. */
const PAGE = 1_000

/** Every part of the state that a rebuild compares, as SHA-256 over the sorted rows of its table. */
export type Digests = Record<ProjectionName, string>

export interface RebuildReport {
  events: number
  before: Digests
  after: Digests
  /** Projections whose digest changed: each is a bug that was mended. */
  differences: ProjectionName[]
}

/** The tables of folded state, kept in step with the log. */
export class ProjectionStore implements ProjectionReader {
  private readonly db: Database
  private readonly sql: Statements
  private readonly projections: readonly Projection[]
  private readonly readEvents: ReadEvents

  constructor(
    db: Database,
    sql: Statements,
    projections: readonly Projection[],
    readEvents: ReadEvents,
  ) {
    this.db = db
    this.sql = sql
    this.projections = projections
    this.readEvents = readEvents
  }

  get<State>(name: ProjectionName, key: string): State | null {
    const row = this.sql.get<{ state: string }>(`SELECT state FROM ${name} WHERE key = ?`, key)
    return row === undefined ? null : JSON.parse(row.state)
  }

  *list<State>(name: ProjectionName, ...parts: string[]): IterableIterator<State> {
    const prefix = parts.length === 0 ? '' : joinKey(...parts, '')
    const rows = this.db
      .prepare(`SELECT state FROM ${name} WHERE key >= ? AND key < ? ORDER BY key`)
      .iterate(prefix, `${prefix}\u{10ffff}`)
    for (const row of rows) yield JSON.parse((row as { state: string }).state)
  }

  /** Brings every projection up to date with one event that was just inserted. */
  apply(event: LearnerEvent): void {
    if (event.type === 'learning.review_undone') {
      this.undo(event.payload.event, event.id)
      return
    }
    if (this.isUndone(event.id)) return
    for (const projection of this.projections) {
      const key = projection.keyOf(event)
      if (key === null) continue
      const row = this.sql.get<{ state: string; hlc: string; id: string }>(
        `SELECT state, hlc, id FROM ${projection.name} WHERE key = ?`,
        key,
      )
      const late =
        row !== undefined && (row.hlc > event.hlc || (row.hlc === event.hlc && row.id > event.id))
      if (late) this.refold(projection, key)
      else {
        const state = projection.step(row === undefined ? null : JSON.parse(row.state), event)
        this.save(projection.name, key, JSON.stringify(state), event)
      }
    }
  }

  /**
   * Folds the whole log again and compares digests with what was there. One transaction.
   * @param progress called now and then with the number of events folded
   */
  rebuild(progress?: (events: number) => void): RebuildReport {
    // A million events make garbage at a pace at which V8 lets its nursery grow to 200 MB; a small one is as fast.
    process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1')
    return this.db
      .transaction(() => {
        const before = this.digests()
        this.db.prepare('DELETE FROM undone').run()
        this.db
          .prepare(
            `INSERT OR REPLACE INTO undone (event, by)
             SELECT payload ->> '$.event', id FROM events WHERE type = 'learning.review_undone'
             ORDER BY hlc, id`,
          )
          .run()
        const undone = new Set(
          this.db.prepare('SELECT event FROM undone').pluck().all() as string[],
        )
        const folding = this.projections.map((p) => ({
          projection: p,
          waiting: new Map<string, Folded>(),
        }))
        for (const { projection } of folding)
          this.db.prepare(`DELETE FROM ${projection.name}`).run()
        let events = 0
        for (const event of this.allEvents()) {
          if (++events % 10_000 === 0) progress?.(events)
          if (event.type === 'learning.review_undone' || undone.has(event.id)) continue
          for (const { projection, waiting } of folding) {
            const key = projection.keyOf(event)
            if (key === null) continue
            const before = waiting.has(key)
              ? waiting.get(key)?.state
              : this.get(projection.name, key)
            const state = projection.step(before ?? null, event)
            waiting.set(key, { state, hlc: event.hlc, id: event.id })
            if (waiting.size >= WAITING) this.flush(projection.name, waiting)
          }
        }
        for (const { projection, waiting } of folding) this.flush(projection.name, waiting)
        const after = this.digests()
        const differences = PROJECTION_NAMES.filter((name) => before[name] !== after[name])
        return { events, before, after, differences }
      })
      .immediate()
  }

  digests(): Digests {
    const digest = (name: ProjectionName) => {
      const hash = process.getBuiltinModule('node:crypto').createHash('sha256')
      const rows = this.db.prepare(`SELECT key, state FROM ${name} ORDER BY key`).raw().iterate()
      for (const row of rows) hash.update(`${(row as string[]).join('\n')}\n`)
      return hash.digest('hex')
    }
    return Object.fromEntries(PROJECTION_NAMES.map((name) => [name, digest(name)])) as Digests
  }

  private flush(name: ProjectionName, waiting: Map<string, Folded>): void {
    for (const [key, { state, hlc, id }] of waiting)
      this.save(name, key, JSON.stringify(state), { hlc, id })
    waiting.clear()
  }

  /** In pages: a statement that is being read from forbids all writing beside it. */
  private *allEvents(): IterableIterator<LearnerEvent> {
    let page = this.readEvents({ limit: PAGE })
    for (;;) {
      let last: LearnerEvent | null = null
      for (const event of [...page]) {
        yield event
        last = event
      }
      if (last === null) return
      page = this.readEvents({ after: { hlc: last.hlc, id: last.id }, limit: PAGE })
    }
  }

  private undo(target: string, by: string): void {
    this.sql.run('INSERT OR REPLACE INTO undone (event, by) VALUES (?, ?)', target, by)
    const row = this.sql.get<Omit<LearnerEvent, 'payload'> & { payload: string }>(
      'SELECT id, device, seq, hlc, wall, tz, day, type, v, payload FROM events WHERE id = ?',
      target,
    )
    // An undo can arrive before what it takes back; `apply` then leaves that event out.
    if (row === undefined) return
    const event = { ...row, payload: JSON.parse(row.payload) } as LearnerEvent
    for (const projection of this.projections) {
      const key = projection.keyOf(event)
      if (key !== null) this.refold(projection, key)
    }
  }

  private refold(projection: Projection, key: string): void {
    let state: unknown = null
    let last: { hlc: string; id: string } | null = null
    for (const event of this.readEvents(projection.scopeOf(key))) {
      if (projection.keyOf(event) !== key || this.isUndone(event.id)) continue
      state = projection.step(state, event)
      last = event
    }
    if (last === null) this.sql.run(`DELETE FROM ${projection.name} WHERE key = ?`, key)
    else this.save(projection.name, key, JSON.stringify(state), last)
  }

  private isUndone(id: string): boolean {
    return this.sql.get('SELECT 1 FROM undone WHERE event = ?', id) !== undefined
  }

  private save(
    name: ProjectionName,
    key: string,
    state: string,
    at: { hlc: string; id: string },
  ): void {
    if (state === 'null') {
      this.sql.run(`DELETE FROM ${name} WHERE key = ?`, key)
      return
    }
    this.sql.run(
      `INSERT INTO ${name} (key, state, hlc, id) VALUES (?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET state = excluded.state, hlc = excluded.hlc, id = excluded.id`,
      key,
      state,
      at.hlc,
      at.id,
    )
  }
}

interface Folded {
  state: unknown
  hlc: string
  id: string
}
