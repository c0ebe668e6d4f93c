import { followAliases, isRetired } from './aliases.ts'
import type { Hashes } from './hashes.ts'
import { splitId } from './ids.ts'
import type { Revision } from './model.ts'
import { type ProblemList, START } from './problems.ts'
import { revisionText } from './revision.ts'

export const LOCK_FILE = 'course.lock.json'
/** It is generated, so it may be larger than what people write. */
export const MAX_LOCK_BYTES = 64 * 1024 * 1024

/** The revision of every item, question and card, by full id. */
export interface Lock {
  course: string
  items: ReadonlyMap<string, Revision>
}

export interface LockUpdate {
  lock: Lock
  /** Ids of the old lock that are gone without alias or retirement. */
  vanished: { id: string; renamedTo: string | null }[]
}

/**
 * Counts revisions on: a change of scoring is a new major one (`2.0`), a change of text alone a minor one
 * (`1.1`), something new is `1.0`. What was renamed through `aliases` goes on where it was.
 */
export function updateLock(
  course: string,
  hashes: readonly (readonly [string, Hashes])[],
  before: Lock | null,
  names: { aliases: Readonly<Record<string, string>>; retired: readonly string[] },
): LockUpdate {
  const present = new Map(hashes)
  const retired = new Set(names.retired)
  const previous = new Map<string, Revision>()
  const vanished: string[] = []
  for (const [id, revision] of before?.items ?? []) {
    const now = followAliases(id, names.aliases)
    if (present.has(now)) {
      if (id === now || !before?.items.has(now)) previous.set(now, revision)
    } else if (!isRetired(id, retired) && !isRetired(now, retired)) vanished.push(id)
  }
  const items = new Map<string, Revision>()
  for (const id of [...present.keys()].sort()) {
    const hash = present.get(id)
    if (hash !== undefined) items.set(id, nextRevision(previous.get(id), hash))
  }
  const fresh = [...present].filter(([id]) => !previous.has(id))
  return {
    lock: { course, items },
    vanished: vanished
      // A part that went with its item needs no word of its own.
      .filter((id) => !vanished.includes(splitId(id)?.[0] ?? ''))
      .map((id) => ({ id, renamedTo: sameHash(before?.items.get(id), id, fresh) })),
  }
}

export function nextRevision(before: Revision | undefined, now: Hashes): Revision {
  const { scoring, text } = now
  if (before === undefined) return { major: 1, minor: 0, scoring, text }
  if (before.scoring !== scoring) return { major: before.major + 1, minor: 0, scoring, text }
  if (before.text !== text) return { major: before.major, minor: before.minor + 1, scoring, text }
  return { ...before }
}

function sameHash(
  gone: Revision | undefined,
  id: string,
  fresh: readonly (readonly [string, Hashes])[],
): string | null {
  if (gone === undefined) return null
  const isPart = id.includes('/')
  const alike = fresh.filter(([other]) => other.includes('/') === isPart)
  const found =
    alike.find(([, hash]) => hash.text === gone.text && hash.scoring === gone.scoring) ??
    alike.find(([, hash]) => hash.scoring !== null && hash.scoring === gone.scoring) ??
    alike.find(([, hash]) => hash.text === gone.text)
  return found?.[0] ?? null
}

/** One line for each id, so that a change shows as one line. */
export function lockText(lock: Lock): string {
  const lines = [...lock.items].map(([id, revision]) => {
    const scoring = JSON.stringify(revision.scoring)
    const entry = `"revision": "${revisionText(revision)}", "scoring": ${scoring}, "text": "${revision.text}"`
    return `    ${JSON.stringify(id)}: {${entry}}`
  })
  const items = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`
  return `{\n  "format": "mastery-lock/1",\n  "course": ${JSON.stringify(lock.course)},\n  "items": ${items}\n}\n`
}

/** Reads a lock. Null, with the problem reported, when it is no lock. */
export async function parseLock(text: string, problems: ProblemList): Promise<Lock | null> {
  const broken = (message: string): null => {
    const next = 'restore it from version control; without it, revisions start again at 1.0'
    problems.error(LOCK_FILE, START, 'bad-lock', message, next)
    return null
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const conflict = /^(<<<<<<<|>>>>>>>)/m.test(text)
    return broken(
      conflict ? 'The lock holds the marks of a merge conflict.' : 'The lock is not JSON.',
    )
  }
  const { lockSchema } = await import('./schemas.ts')
  const result = lockSchema.safeParse(value)
  if (!result.success) {
    const [issue] = result.error.issues
    return broken(`The lock is damaged at "${issue?.path.join('" → "') ?? ''}".`)
  }
  const items = Object.entries(result.data.items).map(([id, entry]): [string, Revision] => {
    const [major, minor] = entry.revision.split('.').map(Number)
    return [id, { major: major ?? 1, minor: minor ?? 0, scoring: entry.scoring, text: entry.text }]
  })
  return { course: result.data.course, items: new Map(items) }
}

/** Reports what vanished, at its line of the lock. */
export function reportVanished(
  vanished: LockUpdate['vanished'],
  text: string,
  problems: ProblemList,
): void {
  for (const { id, renamedTo } of vanished) {
    const at = text.indexOf(`    ${JSON.stringify(id)}:`)
    const line = at === -1 ? 1 : text.slice(0, at).split('\n').length
    problems.error(
      LOCK_FILE,
      { line, column: at === -1 ? 1 : 5 },
      'vanished',
      `"${id}" stands in the lock but not in the course any more: learners would lose their place.`,
      renamedTo === null
        ? `in course.yaml: retired: [${id}], or aliases: {${id}: <its new id>}`
        : `in course.yaml: aliases: {${id}: ${renamedTo}}`,
    )
  }
}
