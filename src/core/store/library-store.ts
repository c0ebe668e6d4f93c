import { followAliases } from '../course/aliases.ts'
import { splitId } from '../course/ids.ts'
import type {
  CourseSource,
  InstalledCourse,
  ItemFilter,
  ItemMeta,
  Library,
  PartContent,
  PartFilter,
  PartMeta,
  SearchHit,
  SearchOptions,
} from '../course/library.ts'
import type { CompiledCourse, CourseSummary, Item } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import { CourseSources } from './course-sources.ts'
import { type Database, translated } from './database.ts'
import { discard, isDamage, openLibrary } from './library-file.ts'
import { insertCourse } from './library-insert.ts'
import { type ItemRow, type PartRow, toMeta, toPartMeta } from './library-rows.ts'
import { searchLibrary } from './library-search.ts'
import { Statements } from './statements.ts'

export interface LibraryOptions {
  /** library.db; a cache. */
  path: string
  /** Folder among the data, with what is needed to make the cache anew. */
  sources: string
}

const PAGE = 500

/** library.db: compiled courses, their index and the search. Thrown away and made anew when it is damaged or old. */
export class LibraryStore implements Library {
  private readonly db: Database
  private readonly path: string
  private readonly sources: CourseSources
  private readonly sql: Statements

  /** @throws MasteryError `limit` when its folder cannot be written */
  constructor(options: LibraryOptions) {
    this.path = options.path
    this.sources = new CourseSources(options.sources)
    const { db, fresh } = openLibrary(options.path)
    this.db = db
    this.sql = new Statements(db)
    if (fresh) this.restore()
  }

  courses(): InstalledCourse[] {
    return this.all<{ entry: string }>('SELECT entry FROM course ORDER BY place').map(({ entry }) =>
      JSON.parse(entry),
    )
  }

  installed(course: string): InstalledCourse | null {
    const row = this.one<{ entry: string }>('SELECT entry FROM course WHERE id = ?', course)
    return row === null ? null : JSON.parse(row.entry)
  }

  summary(course: string): CourseSummary | null {
    const row = this.one<{ summary: string }>('SELECT summary FROM course WHERE id = ?', course)
    return row === null ? null : JSON.parse(row.summary)
  }

  resolve(
    course: string,
    item: string,
    part?: string,
  ): { item: string; part: string | null } | null {
    if (this.exists(course, item, part)) return { item, part: part ?? null }
    const row = this.one<{ aliases: string }>('SELECT aliases FROM course WHERE id = ?', course)
    if (row === null || row.aliases === '{}') return null
    // A card's parts share the alias of the card.
    const [note = '', side] = part?.split('#') ?? []
    const now = followAliases(
      part === undefined ? item : `${item}/${note}`,
      JSON.parse(row.aliases),
    )
    const [newItem, newNote] = splitId(now) ?? [now, undefined]
    const newPart = newNote === undefined || side === undefined ? newNote : `${newNote}#${side}`
    return this.exists(course, newItem, newPart) ? { item: newItem, part: newPart ?? null } : null
  }

  item(course: string, item: string): Item | null {
    const found = this.resolve(course, item)
    if (found === null) return null
    const row = this.one<{ json: string }>(
      'SELECT json FROM body WHERE course = ? AND item = ?',
      course,
      found.item,
    )
    return row === null ? null : JSON.parse(row.json)
  }

  meta(course: string, item: string): ItemMeta | null {
    const found = this.resolve(course, item)
    if (found === null) return null
    const row = this.one<ItemRow>(
      'SELECT * FROM item WHERE course = ? AND id = ?',
      course,
      found.item,
    )
    return row === null ? null : toMeta(row)
  }

  coursesWith(item: string): string[] {
    const rows = this.all<{ id: string }>('SELECT id FROM course ORDER BY place')
    return rows.map(({ id }) => id).filter((id) => this.resolve(id, item) !== null)
  }

  outline(course: string, filter: ItemFilter = {}): ItemMeta[] {
    const where = ['item.course = ?']
    const values: unknown[] = [course]
    if (filter.unit !== undefined) {
      where.push('unit = ?')
      values.push(filter.unit)
    }
    if (filter.kinds !== undefined) {
      where.push(`kind IN (${filter.kinds.map(() => '?').join(', ')})`)
      values.push(...filter.kinds)
    }
    let from = 'item'
    if (filter.skill !== undefined) {
      from = 'item_skill CROSS JOIN item USING (course, position)'
      where.push('skill = ?')
      values.push(filter.skill)
    }
    const sql = `SELECT item.* FROM ${from} WHERE ${where.join(' AND ')} ORDER BY item.position`
    return this.all<ItemRow>(sql, ...values).map(toMeta)
  }

  partCount(course: string, filter: PartFilter = {}): number {
    const { from, where, values } = partQuery(course, filter)
    const sql = `SELECT count(*) AS count FROM ${from} WHERE ${where}`
    return this.one<{ count: number }>(sql, ...values)?.count ?? 0
  }

  *parts(course: string, filter: PartFilter = {}): IterableIterator<PartMeta> {
    let start = filter.from ?? 0
    for (;;) {
      const { from, where, values } = partQuery(course, { ...filter, from: start })
      const sql = `SELECT part.* FROM ${from} WHERE ${where} ORDER BY part.place LIMIT ${PAGE}`
      const rows = this.all<PartRow>(sql, ...values)
      yield* rows.map(toPartMeta)
      const last = rows.at(-1)
      if (last === undefined || rows.length < PAGE) return
      start = last.place + 1
    }
  }

  part(course: string, item: string, part: string): PartMeta | null {
    const found = this.resolve(course, item, part)
    if (found === null) return null
    const sql = 'SELECT * FROM part WHERE course = ? AND item = ? AND part = ?'
    const row = this.one<PartRow>(sql, course, found.item, found.part)
    return row === null ? null : toPartMeta(row)
  }

  content(course: string, item: string, part: string): PartContent | null {
    const found = this.resolve(course, item, part)
    if (found === null) return null
    const row = this.one<{ json: string; title: string; kind: Item['kind'] }>(
      `SELECT json, title, kind FROM part_body JOIN item ON item.course = part_body.course AND item.id = part_body.item
       WHERE part_body.course = ? AND part_body.item = ? AND part_body.part = ?`,
      course,
      found.item,
      found.part,
    )
    if (row === null) return null
    const shared = { itemTitle: row.title, itemKind: row.kind }
    return row.kind === 'deck'
      ? { ...shared, kind: 'card', card: JSON.parse(row.json) }
      : { ...shared, kind: 'question', question: JSON.parse(row.json) }
  }

  search(query: string, options: SearchOptions = {}): SearchHit[] {
    return this.guarded(() => searchLibrary((sql) => this.sql.prepare(sql), query, options))
  }

  install(
    course: CompiledCourse,
    source: CourseSource,
    progress?: (done: number, total: number) => void,
  ): 'installed' | 'updated' | 'unchanged' {
    return this.write(() => {
      const before = this.installed(course.id)
      const same = before?.source.kind === source.kind && before.source.path === source.path
      if (before?.digest !== course.digest || !same)
        insertCourse((sql) => this.sql.prepare(sql), course, source, progress)
      this.sources.add(course, source)
      if (before === null) return 'installed'
      return before.digest === course.digest ? 'unchanged' : 'updated'
    })
  }

  remove(course: string): boolean {
    return this.write(() => {
      const { courses } = this.sources.read()
      const known =
        this.installed(course) !== null || courses.some((entry) => entry.course === course)
      if (!known) return false
      this.sql.run('DELETE FROM chunk WHERE course = ?', course)
      this.sql.run('DELETE FROM course WHERE id = ?', course)
      this.sources.remove(course)
      return true
    })
  }

  removed(): string[] {
    return this.sources.read().removed
  }

  missing(): { course: string; source: CourseSource }[] {
    const { courses } = this.sources.read()
    return courses.filter(({ course }) => this.installed(course) === null)
  }

  close(): void {
    this.db.close()
  }

  private exists(course: string, item: string, part: string | undefined): boolean {
    return part === undefined
      ? this.one('SELECT 1 AS found FROM item WHERE course = ? AND id = ?', course, item) !== null
      : this.one(
          'SELECT 1 AS found FROM part WHERE course = ? AND item = ? AND part = ?',
          course,
          item,
          part,
        ) !== null
  }

  /** Fills a new file from the copies of what was installed. What has no copy stays `missing`. */
  private restore(): void {
    const { courses } = this.sources.read()
    if (courses.length === 0) return
    this.write(() => {
      for (const { course, source } of courses) {
        const copy = this.sources.copy(course)
        if (copy !== null) insertCourse((sql) => this.sql.prepare(sql), copy, source)
      }
    })
  }

  private all<Row>(sql: string, ...values: unknown[]): Row[] {
    return this.guarded(() => this.sql.all<Row>(sql, ...values))
  }

  private one<Row>(sql: string, ...values: unknown[]): Row | null {
    return this.guarded(() => this.sql.get<Row>(sql, ...values) ?? null)
  }

  /** One transaction, taken for writing from its start. */
  private write<T>(work: () => T): T {
    return this.guarded(() => this.db.transaction(work).immediate())
  }

  private guarded<T>(work: () => T): T {
    try {
      return translated(this.path, work)
    } catch (error) {
      if (!isDamage(error)) throw error
      this.close()
      discard(this.path)
      throw new MasteryError(
        'invalid-data',
        `The cache of courses ${this.path} was damaged and has been set aside. No progress is lost.`,
        { next: 'Run the same command again: the cache is built anew.', cause: error },
      )
    }
  }
}

function partQuery(
  course: string,
  filter: PartFilter,
): { from: string; where: string; values: unknown[] } {
  const where = ['part.course = ?']
  const values: unknown[] = [course]
  if (filter.from !== undefined) {
    where.push('part.place >= ?')
    values.push(filter.from)
  }
  if (filter.kind !== undefined) {
    where.push('kind = ?')
    values.push(filter.kind)
  }
  if (filter.item !== undefined) {
    where.push('item = ?')
    values.push(filter.item)
  }
  let from = 'part'
  if (filter.skill !== undefined) {
    from = 'part_skill CROSS JOIN part USING (course, place)'
    where.push('skill = ?')
    values.push(filter.skill)
  }
  return { from, where: where.join(' AND '), values }
}
