import { closeSync, openSync, readSync } from 'node:fs'
import { MasteryError } from '../errors.ts'
import type { LearnerEvent } from '../events/event.ts'
import type { EventStore } from './event-store.ts'
import { noteLosses } from './integrity.ts'

/**
 * Everything the product knows about the learner, as JSON Lines: a header, one line an event and a blob, and
 * an end line with the counts, so that a file that was cut off is noticed. Described in docs/data.md.
 */
export function* exportLines(store: EventStore, now: number): IterableIterator<string> {
  yield JSON.stringify({
    format: 'mastery.export/1',
    exported: new Date(now).toISOString(),
    device: store.device(),
  })
  let blobs = 0
  for (const row of store.db.prepare('SELECT hash, body FROM blobs ORDER BY hash').iterate()) {
    blobs++
    yield JSON.stringify({ blob: row })
  }
  let events = 0
  for (const event of store.read()) {
    events++
    yield JSON.stringify({ event })
  }
  yield JSON.stringify({ end: { events, blobs } })
}

export interface ImportReport {
  events: number
  blobs: number
  /** Events of types that this version does not know; kept and ignored. */
  unknown: number
}

/**
 * Restores an export on an empty home, whole or not at all.
 * @throws MasteryError `invalid-data` with the line that is wrong, `usage` when the home is not empty
 */
export async function importLines(store: EventStore, path: string): Promise<ImportReport> {
  if (store.count() > 0)
    throw new MasteryError(
      'usage',
      'This profile already has a history; an import needs an empty one.',
      {
        next: `mastery export --import ${path} --profile restored`,
      },
    )
  const { eventSchemas } = await import('../events/types.ts')
  const { parseEnvelope } = await import('../events/envelope-schema.ts')
  const report: ImportReport = { events: 0, blobs: 0, unknown: 0 }
  const bad = (line: number, why: string) =>
    new MasteryError('invalid-data', `${path}, line ${line}: ${why}. Nothing was imported.`, {
      next: 'Export again on the old machine: mastery export --output FILE',
    })

  let line = 0
  function* events(): IterableIterator<LearnerEvent> {
    let ended = false
    for (const text of readLines(path)) {
      line++
      const entry = parseLine(text)
      if (typeof entry === 'string') throw bad(line, entry)
      if (ended) throw bad(line, 'something follows the end')
      if (line === 1) {
        if (entry.format !== 'mastery.export/1') throw bad(1, 'this is no export of mastery')
      } else if ('blob' in entry) {
        const { hash, body } = fields(entry.blob)
        if (typeof body !== 'string' || store.hash(body) !== hash)
          throw bad(line, 'a stored file does not match its hash')
        store.db.prepare('INSERT OR IGNORE INTO blobs (hash, body) VALUES (?, ?)').run(hash, body)
        report.blobs++
      } else if ('event' in entry) {
        const parsed = parseEnvelope(entry.event)
        if (typeof parsed === 'string') throw bad(line, parsed)
        const schema = eventSchemas[parsed.type as keyof typeof eventSchemas]
        if (schema === undefined) report.unknown++
        else {
          const payload = schema.safeParse(parsed.payload)
          if (!payload.success)
            throw bad(line, `${parsed.type}: ${payload.error.issues[0]?.message}`)
        }
        report.events++
        yield parsed as LearnerEvent
      } else if ('end' in entry) {
        const end = fields(entry.end)
        if (end.events !== report.events || end.blobs !== report.blobs)
          throw bad(line, `it promises ${end.events} events, but ${report.events} are there`)
        ended = true
      } else throw bad(line, 'neither event, blob nor end')
    }
    if (line === 0) throw bad(1, 'the file is empty')
    if (!ended) throw bad(line, 'the end is missing; the file was cut off')
  }

  let added: number
  try {
    added = store.adopt(events())
  } catch (error) {
    // The rules that the tables have themselves.
    if (!String((error as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT')) throw error
    throw bad(line, 'this event is too long, or another one has its number')
  }
  // What the old machine had lost already is no damage of this one.
  noteLosses(store)
  return { ...report, events: added }
}

function parseLine(text: string): Record<string, unknown> | string {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return { ...value }
    return 'neither event, blob nor end'
  } catch {
    return 'this is no JSON; the file may have been cut off'
  }
}

/** Members of what should be an object; none when it is not. */
function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Lines of a UTF-8 file, without reading it whole. */
export function* readLines(path: string): IterableIterator<string> {
  const file = openSync(path, 'r')
  const decoder = new TextDecoder('utf-8')
  const chunk = Buffer.alloc(1 << 16)
  let rest = ''
  try {
    for (;;) {
      const length = readSync(file, chunk, 0, chunk.length, null)
      rest += decoder.decode(chunk.subarray(0, length), { stream: length > 0 })
      const lines = rest.split('\n')
      rest = lines.pop() ?? ''
      yield* lines.filter((line) => line !== '')
      if (length === 0) break
      if (rest.length > 4 << 20)
        throw new MasteryError(
          'invalid-data',
          `${path} has a line of over 4 MB: this is no export.`,
          { next: 'Export again on the old machine: mastery export --output FILE' },
        )
    }
    if (rest !== '') yield rest
  } finally {
    closeSync(file)
  }
}
