import { MasteryError } from '../errors.ts'
import type { EventLog } from '../events/event.ts'
import { nearest } from '../nearest.ts'

/** Events to look back over for the course used last. */
const LOOK_BACK = 50

/**
 * The course the learner is taking: the one the setting names, else the one used last, else the first one.
 * @param installed ids in the order of installation
 */
export function currentCourse(
  ctx: { log: Pick<EventLog, 'read'>; settings: { get<T extends string | null>(key: string): T } },
  installed: readonly string[],
): string | null {
  const wanted = ctx.settings.get<string | null>('course')
  if (wanted !== null && installed.includes(wanted)) return wanted
  for (const event of ctx.log.read({ reverse: true, limit: LOOK_BACK })) {
    if (event.type.startsWith('course.') || !('course' in event.payload)) continue
    if (installed.includes(event.payload.course)) return event.payload.course
  }
  return installed[0] ?? null
}

/**
 * The course that was named, when it is there.
 * @param command what to run with the right name: `mastery next --course`
 * @throws MasteryError `usage` with the nearest name
 */
export function knownCourse(installed: readonly string[], named: string, command: string): string {
  if (installed.includes(named)) return named
  const near = nearest(named, installed)
  throw new MasteryError('usage', `There is no course "${named}".`, {
    next:
      near === null
        ? 'See those you have: mastery course list'
        : `Did you mean: ${command} ${near}`,
  })
}
