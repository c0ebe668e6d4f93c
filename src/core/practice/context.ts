import { followAliases } from '../course/aliases.ts'
import type { ItemMeta, LibraryReader } from '../course/library.ts'
import type { Item, ItemKind } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import type { BlobStore, Clock, EventLog, LearnerEvent, NewEvent, Random } from '../events/event.ts'
import { joinKey, type ProjectionReader } from '../events/projection.ts'
import { mergeProgress } from '../learner/merge-progress.ts'
import type { ItemProgress } from '../learner/progress.ts'

/** What practice needs of the machine. A use case takes a `Pick` of it. */
export interface PracticeContext {
  log: EventLog & ProjectionReader & BlobStore
  library: LibraryReader
  clock: Clock
  random: Random
  settings: SettingsReader
}

export interface SettingsReader {
  get<T extends string | number | boolean | null>(key: string): T
}

/** How long a pause between two signs of life still counts as work, in seconds. */
const LONGEST_PAUSE = 300

/** Which item, for use cases. Ids as `findItem` gives them. */
export interface Subject {
  course: string
  item: string
}

/** An item to open on its screen. */
export interface Opening extends Subject {
  kind: ItemKind
  /** Quizzes: begin anew. */
  restart?: boolean
}

/** What every event about an item says of it. */
export function about(meta: Pick<ItemMeta, 'course' | 'id' | 'revision' | 'skills'>): {
  course: string
  item: string
  revision: string
  skills: string[]
} {
  return {
    course: meta.course,
    item: meta.id,
    revision: revisionText(meta.revision),
    skills: meta.skills,
  }
}

/** `3.1`: the third scoring revision, with one change of text. */
export function revisionText(revision: { major: number; minor: number }): string {
  return `${revision.major}.${revision.minor}`
}

/** Where the learner stands with an item, also under the ids it had before; null when it was never touched. */
export function progressOf(
  ctx: { log: Pick<ProjectionReader, 'get'>; library: Pick<LibraryReader, 'summary'> },
  { course, item }: Subject,
): ItemProgress | null {
  const read = (id: string) => ctx.log.get<ItemProgress>('item', joinKey(course, id))
  const aliases = ctx.library.summary(course)?.aliases ?? {}
  return Object.keys(aliases)
    .filter((old) => old !== item && followAliases(old, aliases) === item)
    .map(read)
    .reduce((state, old) => (state && old ? mergeProgress(old, state) : (state ?? old)), read(item))
}

/** An item with its body. @throws MasteryError `usage` when there is none of that id and kind */
export function requiredItem<Kind extends ItemKind>(
  ctx: { library: Pick<LibraryReader, 'meta' | 'item'> },
  { course, item: id }: Subject,
  kind: Kind,
): { meta: ItemMeta; item: Extract<Item, { kind: Kind }> } {
  const meta = ctx.library.meta(course, id)
  const item = ctx.library.item(course, id)
  if (meta === null || item?.kind !== kind) {
    throw new MasteryError('usage', `There is no ${kind} "${id}" in ${course}.`, {
      next: 'mastery list',
    })
  }
  return { meta, item: item as Extract<Item, { kind: Kind }> }
}

/** Seconds as an event takes them: whole numbers would lose quick answers, pauses must not count as work. */
export function activeSeconds(seconds: number, most = LONGEST_PAUSE): number {
  if (!Number.isFinite(seconds) || seconds < 0) return 0
  return Math.min(most, Math.round(seconds * 10) / 10)
}

/** A random UUID (version 4, RFC 9562) out of the given source. */
export function uuidOf(random: Random): string {
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('')
  const variant = '89ab'[Math.floor(random() * 4)]
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`
}

/** Writes one visible step: all of it or nothing is on disk when this returns. */
export function record(
  ctx: { log: Pick<EventLog, 'append'> },
  events: readonly NewEvent[],
  blobs: readonly string[] = [],
): LearnerEvent[] {
  return ctx.log.append(events, { blobs })
}
