import type { PartKey } from './queries.ts'

/** A place in the queue. */
export interface Entry extends PartKey {
  /** Entries with the same note are siblings: one gives the other away. */
  note: string
  kind: 'due' | 'new' | 'repeat'
}

/** Most due reviews between two new cards. */
const LONGEST_RUN = 5
/** Fewest entries between siblings, where there are enough others. */
const SIBLINGS_APART = 5

/**
 * New cards spread evenly among the due ones, which keep their order and begin: after each few reviews one new
 * card, never more than five reviews apart, so that they come while there is still attention for them.
 */
export function interleave<T>(due: readonly T[], fresh: readonly T[]): T[] {
  if (fresh.length === 0) return [...due]
  const run = Math.max(1, Math.min(LONGEST_RUN, Math.floor(due.length / fresh.length)))
  const mixed: T[] = []
  let at = 0
  for (const card of fresh) {
    mixed.push(...due.slice(at, at + run), card)
    at += run
  }
  return [...mixed, ...due.slice(at)]
}

/** Moves siblings back until others stand between them; as near to the given order as that allows. */
export function siblingsApart<T extends Pick<Entry, 'course' | 'item' | 'note'>>(
  entries: readonly T[],
): T[] {
  const ordered: T[] = []
  const put: T[] = []
  /** How many of the last ones placed have this note. */
  const near = new Set<string>()
  const place = (entry: T) => {
    ordered.push(entry)
    near.clear()
    for (const last of ordered.slice(-SIBLINGS_APART)) near.add(noteKey(last))
  }
  for (const entry of entries) {
    for (let at = put.findIndex((e) => !near.has(noteKey(e))); at !== -1; ) {
      place(put.splice(at, 1)[0] as T)
      at = put.findIndex((e) => !near.has(noteKey(e)))
    }
    if (near.has(noteKey(entry))) put.push(entry)
    else place(entry)
  }
  while (put.length > 0) {
    const at = put.findIndex((e) => !near.has(noteKey(e)))
    place(put.splice(Math.max(0, at), 1)[0] as T)
  }
  return ordered
}

export function sameEntry(one: PartKey, other: PartKey): boolean {
  return one.course === other.course && one.item === other.item && one.part === other.part
}

/** A part's id without `#r` or `#c1`. */
export function noteOf(part: string): string {
  return part.split('#')[0] ?? part
}

function noteKey({ course, item, note }: Pick<Entry, 'course' | 'item' | 'note'>): string {
  return `${course}/${item}/${note}`
}
