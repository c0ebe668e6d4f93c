import type { ItemMeta, LibraryReader } from '../course/library.ts'
import type { Clock, EventLog } from '../events/event.ts'
import { joinKey, type ProjectionReader } from '../events/projection.ts'
import { isInProgress } from './item-state.ts'
import type { ItemProgress } from './progress.ts'

/** Starts to look back over: enough for anyone, and few enough to read at every prompt. */
const LOOK_BACK = 50

export interface InProgress {
  course: string
  meta: ItemMeta
  progress: ItemProgress
}

/** Exercises in progress, the one touched last first. */
export function inProgress(
  ctx: {
    log: Pick<EventLog, 'read'> & Pick<ProjectionReader, 'get'>
    library: Pick<LibraryReader, 'meta'>
    clock: Pick<Clock, 'localDay'>
  },
  today: string,
): InProgress[] {
  const found = new Map<string, InProgress>()
  for (const event of ctx.log.read({
    types: ['exercise.started'],
    reverse: true,
    limit: LOOK_BACK,
  })) {
    if (event.type !== 'exercise.started') continue
    const { course, item } = event.payload
    const key = joinKey(course, item)
    if (found.has(key)) continue
    const progress = ctx.log.get<ItemProgress>('item', key)
    const meta = progress === null ? null : ctx.library.meta(course, item)
    if (progress === null || meta === null) continue
    const touchedOn = ctx.clock.localDay(progress.touchedAt)
    if (isInProgress({ meta, progress }, touchedOn, today))
      found.set(key, { course, meta, progress })
  }
  return [...found.values()].toSorted((a, b) => b.progress.touchedAt - a.progress.touchedAt)
}
