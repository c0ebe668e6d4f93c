import type { EventFilter, EventLog, LearnerEvent } from '../events/event.ts'
import type { Projection } from '../events/projection.ts'

/** Events of a card, question or item in order, without those that were taken back. */
export function standingEvents(log: Pick<EventLog, 'read'>, filter: EventFilter): LearnerEvent[] {
  const events = [...log.read(filter)]
  const undone = new Set(
    events.flatMap((e) => (e.type === 'learning.review_undone' ? [e.payload.event] : [])),
  )
  return events.filter((e) => e.type !== 'learning.review_undone' && !undone.has(e.id))
}

/** The state that a projection gives for these events, which share a key. */
export function foldOf<State>(
  projection: Projection<State>,
  events: readonly LearnerEvent[],
): State | null {
  return events
    .filter((event) => projection.keyOf(event) !== null)
    .reduce<State | null>((state, event) => projection.step(state, event), null)
}
