import { splitId } from '../course/ids.ts'
import type { CourseSummary } from '../course/model.ts'
import type { ProjectionReader } from '../events/projection.ts'
import { keyOfPart } from './memory.ts'
import { noteOf } from './order.ts'
import type { PartKey } from './queries.ts'
import type { MemoryState } from './types.ts'

type Aliases = CourseSummary['aliases']

/**
 * The state of a card or question, wherever it was recorded: under its present ids, else under the ids it had
 * before it was renamed. Answers go on under the key that is given back, so that its schedule goes on.
 */
export function recordedState(
  log: Pick<ProjectionReader, 'get'>,
  aliases: Aliases,
  present: PartKey,
): { key: PartKey; state: MemoryState | null } {
  for (const key of [present, ...formerKeys(aliases, present)]) {
    const state = log.get<MemoryState>('memory', keyOfPart(key))
    if (state !== null) return { key, state }
  }
  return { key: present, state: null }
}

/** Keys that aliases lead from to this one, the latest name first. */
function formerKeys(aliases: Aliases, present: PartKey): PartKey[] {
  const found: PartKey[] = []
  const renamed = Object.entries(aliases)
  if (renamed.length === 0) return found
  const seen = new Set<string>()
  const look = ({ course, item, part }: PartKey): void => {
    const id = `${item}/${part}`
    if (seen.has(id)) return
    seen.add(id)
    const side = part.slice(noteOf(part).length)
    for (const [old, now] of renamed) {
      const former =
        now === item && !old.includes('/')
          ? { course, item: old, part }
          : now === id
            ? keyOfId(course, old, '')
            : now === `${item}/${noteOf(part)}`
              ? keyOfId(course, old, side)
              : null
      if (former === null) continue
      found.push(former)
      look(former)
    }
  }
  look(present)
  return found
}

function keyOfId(course: string, id: string, side: string): PartKey | null {
  const halves = splitId(id)
  return halves === null ? null : { course, item: halves[0], part: `${halves[1]}${side}` }
}
