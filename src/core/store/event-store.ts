import { DAY_MS, nextHlc, parseHlc } from '../events/clock.ts'
import {
  type AppendOptions,
  type BlobStore,
  type Clock,
  EVENT_VERSION,
  type EventEnvelope,
  type EventFilter,
  type EventLog,
  type LearnerEvent,
  type NewEvent,
} from '../events/event.ts'
import type { Projection, ProjectionName, ProjectionReader } from '../events/projection.ts'
import { type Database, openDatabase, translated } from './database.ts'
import { backup, backupAge, listBackups, migrate } from './migrate.ts'
import { ProjectionStore } from './projection-store.ts'
import { Statements } from './statements.ts'
import { notADatabase } from './storage-error.ts'
import { uuidV7 } from './uuid.ts'

export interface EventStoreOptions {
  path: string
  migrations: string
  clock: Clock
  /** Loaded on the first append; reading never needs the folds. */
  projections: readonly Projection[]
}

/** Loading it takes 3 ms, and only writing needs it. */
const crypto = () => process.getBuiltinModule('node:crypto')

/** learner.db: the event log, the blobs and the projections, written together or not at all. */
export class EventStore implements EventLog, ProjectionReader, BlobStore {
  readonly db: Database
  readonly path: string
  readonly projections: ProjectionStore
  private readonly clock: Clock
  private readonly sql: Statements
  private written = false

  constructor(options: EventStoreOptions) {
    this.path = options.path
    this.clock = options.clock
    this.db = openDatabase(options.path, 'FULL')
    try {
      translated(this.path, () => migrate(this.db, options.path, options.migrations))
    } catch (error) {
      this.db.close()
      throw error
    }
    this.sql = new Statements(this.db)
    this.projections = new ProjectionStore(this.db, this.sql, options.projections, (filter) =>
      this.read(filter),
    )
  }

  append(events: readonly NewEvent[], options: AppendOptions = {}): LearnerEvent[] {
    return translated(this.path, () =>
      this.db
        .transaction(() => {
          for (const text of options.blobs ?? []) this.keepBlob(text)
          const written = this.envelop(events)
          for (const event of written) {
            this.insert(event)
            this.projections.apply(event)
          }
          this.written = true
          return written
        })
        .immediate(),
    )
  }

  /**
   * Adds events that were made elsewhere or before, with their envelopes; those already here are left out.
   * Their projections are folded again. One transaction.
   * @returns how many were new
   */
  adopt(events: Iterable<LearnerEvent>, blobs: Iterable<string> = []): number {
    return translated(this.path, () =>
      this.db
        .transaction(() => {
          let added = 0
          for (const text of blobs) this.keepBlob(text)
          for (const event of events) {
            if (this.has(event.id)) continue
            this.insert(event)
            this.projections.apply(event)
            added++
          }
          return added
        })
        .immediate(),
    )
  }

  *read(filter: EventFilter = {}): IterableIterator<LearnerEvent> {
    const { where, values } = conditions(filter)
    const direction = filter.reverse ? 'DESC' : 'ASC'
    const limit =
      filter.limit === undefined ? '' : ` LIMIT ${Math.max(0, Math.floor(filter.limit))}`
    const rows = this.db
      .prepare(`SELECT * FROM events${where} ORDER BY hlc ${direction}, id ${direction}${limit}`)
      .iterate(...values)
    for (const row of rows) yield this.fromRow(row as EventRow)
  }

  get<State>(name: ProjectionName, key: string): State | null {
    return this.projections.get(name, key)
  }

  list<State>(name: ProjectionName, ...parts: string[]): IterableIterator<State> {
    return this.projections.list(name, ...parts)
  }

  hash(text: string): string {
    return crypto().createHash('sha256').update(text).digest('hex')
  }

  readBlob(hash: string): string | null {
    return (
      this.sql.get<{ body: string }>('SELECT body FROM blobs WHERE hash = ?', hash)?.body ?? null
    )
  }

  /** The event with this id, or null. */
  find(id: string): LearnerEvent | null {
    const row = this.sql.get<EventRow>('SELECT * FROM events WHERE id = ?', id)
    return row === undefined ? null : this.fromRow(row)
  }

  count(): number {
    return this.sql.get<{ n: number }>('SELECT count(*) AS n FROM events')?.n ?? 0
  }

  /**
   * Latest time of any event in ms, or null on an empty log: a clock far behind it was set back. From the log's own
   * clock, which never goes back: the events that follow have the wrong wall time.
   */
  lastWall(): number | null {
    const last = this.sql.get<{ hlc: string }>('SELECT hlc FROM events ORDER BY hlc DESC LIMIT 1')
    return last === undefined ? null : parseHlc(last.hlc).ms
  }

  /** This device's id, made at the first event. */
  device(): string {
    const known = () =>
      this.sql.get<{ value: string }>("SELECT value FROM meta WHERE key = 'device'")?.value
    const id = known()
    if (id !== undefined) return id
    const made = uuidV7(this.clock.now(), crypto().randomBytes(10))
    this.sql.run("INSERT OR IGNORE INTO meta (key, value) VALUES ('device', ?)", made)
    return known() ?? made
  }

  /** After a day's first writing process, one copy is made; a damaged file then costs a day at most. */
  backupDaily(): void {
    if (!this.written) return
    const newest = listBackups(this.path)[0]
    const now = this.clock.now()
    if (newest !== undefined && backupAge(newest, now) < DAY_MS) return
    try {
      backup(this.db, this.path, 'daily', now)
    } catch {
      // No room for a copy is no reason to fail; `doctor` shows how old the newest one is.
    }
  }

  close(): void {
    if (this.db.open) this.db.close()
  }

  private envelop(events: readonly NewEvent[]): LearnerEvent[] {
    const device = this.device()
    const wall = this.clock.now()
    const place = { wall, tz: this.clock.timeZone(), day: this.clock.localDay(wall) }
    let hlc =
      this.sql.get<{ hlc: string }>('SELECT hlc FROM events ORDER BY hlc DESC LIMIT 1')?.hlc ?? null
    let seq =
      this.sql.get<{ seq: number | null }>(
        'SELECT max(seq) AS seq FROM events WHERE device = ?',
        device,
      )?.seq ?? 0
    return events.map((event) => {
      hlc = nextHlc(hlc, wall)
      seq++
      const id = uuidV7(wall, crypto().randomBytes(10))
      return { id, device, seq, hlc, ...place, v: EVENT_VERSION, ...event } as LearnerEvent
    })
  }

  private insert(event: LearnerEvent): void {
    const subject = event.payload as { course?: string; item?: string; part?: string }
    this.sql.run(
      `INSERT INTO events (id, device, seq, hlc, wall, tz, day, type, v, course, item, part, payload)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      event.id,
      event.device,
      event.seq,
      event.hlc,
      event.wall,
      event.tz,
      event.day,
      event.type,
      event.v,
      subject.course ?? null,
      subject.item ?? null,
      subject.part ?? null,
      JSON.stringify(event.payload),
    )
  }

  /** SQLite has no checksums: a bit that flipped inside a payload shows only here. */
  private fromRow(row: EventRow): LearnerEvent {
    const { id, device, seq, hlc, wall, tz, day, type, v } = row
    const envelope = { id, device, seq, hlc, wall, tz, day, type, v }
    try {
      return { ...envelope, payload: JSON.parse(row.payload) } as LearnerEvent
    } catch (error) {
      throw notADatabase(this.path, error)
    }
  }

  private has(id: string): boolean {
    return this.sql.get('SELECT 1 FROM events WHERE id = ?', id) !== undefined
  }

  private keepBlob(text: string): void {
    this.sql.run('INSERT OR IGNORE INTO blobs (hash, body) VALUES (?, ?)', this.hash(text), text)
  }
}

interface EventRow extends EventEnvelope {
  type: string
  /** JSON. */
  payload: string
}

function conditions(filter: EventFilter): { where: string; values: unknown[] } {
  const parts: string[] = []
  const values: unknown[] = []
  const add = (sql: string, ...more: unknown[]) => {
    parts.push(sql)
    values.push(...more)
  }
  if (filter.course !== undefined) add('course = ?', filter.course)
  if (filter.item !== undefined) add('item = ?', filter.item)
  if (filter.part !== undefined) add('part = ?', filter.part)
  if (filter.types !== undefined)
    add(`type IN (${filter.types.map(() => '?').join(', ')})`, ...filter.types)
  if (filter.after !== undefined) add('(hlc, id) > (?, ?)', filter.after.hlc, filter.after.id)
  if (filter.fromDay !== undefined) add('day >= ?', filter.fromDay)
  if (filter.toDay !== undefined) add('day <= ?', filter.toDay)
  return { where: parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`, values }
}
