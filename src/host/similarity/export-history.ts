import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { HISTORY_EVENTS, type HistoryEvent } from '../../core/practice/history/versions.ts'
import type { Place } from '../../core/practice/workspace.ts'
import { readLines } from '../../core/store/transfer.ts'

/** Of one exercise. */
export interface History {
  events: HistoryEvent[]
  readBlob: (hash: string) => string | null
}

/** A history of years is far smaller. */
const MOST_BYTES = 256 * 1024 * 1024
/** Runs of one exercise beyond that tell nothing more. */
const MOST_EVENTS = 5_000
/** Files of a folder that are looked at. */
const MOST_FILES = 20

/**
 * A history that was handed in with a submission: an export (`mastery export`) in its folder, or beside it under the same
 * name with the ending `.jsonl`. What it says is its learner's: it is checked for form, and nothing can vouch for it.
 * @param source file or folder of the submission
 * @returns null when there is none, or it cannot be read
 */
export async function exportedHistory(source: string, place: Place): Promise<History | null> {
  const path = exportsAt(source).find(isExport)
  if (path === undefined) return null
  try {
    return await readHistory(path, place)
  } catch {
    // No export after all: what was handed in is judged without one.
    return null
  }
}

function exportsAt(source: string): string[] {
  const stat = statSync(source, { throwIfNoEntry: false })
  if (stat?.isDirectory())
    return readdirSync(source)
      .filter((name) => name.endsWith('.jsonl'))
      .slice(0, MOST_FILES)
      .map((name) => join(source, name))
  const bare = source.slice(0, source.length - extname(source).length)
  return [`${source}.jsonl`, `${bare}.jsonl`].filter((path) => existsSync(path))
}

function isExport(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat?.isFile() || stat.size > MOST_BYTES) return false
  try {
    const [first = ''] = readLines(path)
    return (JSON.parse(first) as { format?: unknown }).format === 'mastery.export/1'
  } catch {
    return false
  }
}

/** Read twice: the code stands before the events that name it, and most of it is of other exercises. */
async function readHistory(path: string, place: Place): Promise<History> {
  const { eventSchemas } = await import('../../core/events/types.ts')
  const { parseEnvelope } = await import('../../core/events/envelope-schema.ts')
  const events: HistoryEvent[] = []
  for (const line of readLines(path)) {
    if (!line.startsWith('{"event"')) continue
    const envelope = parseEnvelope((JSON.parse(line) as { event: unknown }).event)
    if (typeof envelope === 'string') continue
    const type = HISTORY_EVENTS.find((one) => one === envelope.type)
    if (type === undefined || !eventSchemas[type].safeParse(envelope.payload).success) continue
    const event = envelope as unknown as HistoryEvent
    if (event.payload.course !== place.course || event.payload.item !== place.exercise) continue
    if (events.length < MOST_EVENTS) events.push(event)
  }
  events.sort((one, other) => compare(one.hlc, other.hlc) || compare(one.id, other.id))
  const wanted = new Set(
    events.flatMap((event) => ('code' in event.payload ? [event.payload.code] : [])),
  )
  const bodies = new Map<string, string>()
  for (const line of readLines(path)) {
    if (!line.startsWith('{"blob"')) continue
    const { hash, body } = (JSON.parse(line) as { blob: { hash: string; body: string } }).blob
    if (wanted.has(hash) && typeof body === 'string' && sha256(body) === hash)
      bodies.set(hash, body)
  }
  return { events, readBlob: (hash) => bodies.get(hash) ?? null }
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
