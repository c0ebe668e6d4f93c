import type { LibraryReader } from '../course/library.ts'
import type { Clock, EventLog, NewEvent } from '../events/event.ts'
import { joinKey, type ProjectionReader } from '../events/projection.ts'
import type { ItemProgress } from './progress.ts'
import { findStruggle, type StruggleCause, type StruggleState, unstruggled } from './struggle.ts'

export interface StruggleContext {
  log: Pick<EventLog, 'append'> & Pick<ProjectionReader, 'get'>
  library: Pick<LibraryReader, 'meta' | 'outline'>
  clock: Pick<Clock, 'now'>
}

export interface StruggleOffer {
  cause: StruggleCause
  /** One sentence, to be shown once. */
  offer: string
  command: string
}

/**
 * Looks at what was just recorded for an item and, when a cause of struggle holds for the first time,
 * records it and says what to offer. Call it after each check, submission and finished quiz, and with
 * `said` for what the learner wrote. Never blocks; null when there is nothing to offer.
 */
export function raiseStruggle(
  ctx: StruggleContext,
  subject: { course: string; item: string; said?: string },
): StruggleOffer | null {
  const { course, item } = subject
  const state =
    ctx.log.get<StruggleState>('struggle', joinKey(course, item)) ?? unstruggled(course, item)
  const meta = ctx.library.meta(course, item)
  if (meta === null) return null
  const about = {
    course,
    item,
    revision: `${meta.revision.major}.${meta.revision.minor}`,
    skills: meta.skills,
  }
  const events: NewEvent[] = []
  const resolvedNow = isOver(state)
  if (resolvedNow)
    for (const cause of new Set(state.raised.filter((r) => !r.resolved).map((r) => r.cause)))
      events.push({ type: 'struggle.resolved', payload: { ...about, cause } })
  const found = findStruggle(state, ctx.clock.now(), subject.said)
  const first = found[0]
  if (first === undefined) {
    if (events.length > 0) ctx.log.append(events)
    return null
  }
  const offer = offerFor(ctx, course, item, first.cause)
  for (const { cause, detail } of found)
    events.push({ type: 'struggle.raised', payload: { ...about, cause, detail } })
  // All that hold now are answered by one offer.
  for (const { cause } of found)
    events.push({ type: 'struggle.offered', payload: { ...about, cause, offer: offer.command } })
  ctx.log.append(events)
  return { cause: first.cause, ...offer }
}

/** A pass ends every cause; so does a quiz at half the points or more. */
function isOver(state: StruggleState): boolean {
  if (state.passed && state.failedInARow === 0) return true
  return state.quizScore !== null && state.quizScore >= 50
}

const WORDS: Record<StruggleCause, string> = {
  'repeated-error': 'The same error came up three times.',
  slow: 'You have been at it for more than ten minutes.',
  'low-quiz': 'Less than half of that quiz was right.',
  'failed-runs': 'Five runs in a row did not pass.',
  'said-so': 'Being stuck is part of learning.',
}

/** The next useful thing: a hint that is left, else the lesson behind it, else the solution or the quiz. */
export function offerFor(
  ctx: { log: Pick<ProjectionReader, 'get'>; library: StruggleContext['library'] },
  course: string,
  item: string,
  cause: StruggleCause,
): { offer: string; command: string } {
  const meta = ctx.library.meta(course, item)
  const progress = ctx.log.get<ItemProgress>('item', joinKey(course, item))
  const said = WORDS[cause]
  if (meta?.kind === 'exercise') {
    const left = meta.parts - (progress?.hintsShown ?? 0)
    if (left > 0)
      return {
        offer: `${said} ${left === 1 ? 'One hint is' : `${left} hints are`} left, when you want one.`,
        command: `mastery hint ${item}`,
      }
  }
  const skills = new Set(meta?.skills ?? [])
  const lesson = ctx.library
    .outline(course, { kinds: ['lesson'] })
    .find((l) => l.skills.some((skill) => skills.has(skill)))
  if (lesson !== undefined)
    return {
      offer: `${said} The lesson “${lesson.title}” explains it; reading it again may help.`,
      command: `mastery learn ${lesson.id}`,
    }
  if (meta?.kind === 'exercise')
    return {
      offer: `${said} You can look at the solution and try it again later.`,
      command: `mastery solution ${item}`,
    }
  return { offer: `${said} Taking it again is the best practice.`, command: `mastery quiz ${item}` }
}
