import type { EventFilter, LearnerEvent } from './event.ts'

/**
 * State computed from events. For each key the state is the fold of `step` over the events that `keyOf` maps
 * to it, in (hlc, id) order, without those that were undone. The store saves it in the same transaction
 * as the event; when an event arrives out of order or is undone, it folds that key again from the log.
 * `step` is pure, and its state is plain JSON.
 */
export interface Projection<State = unknown> {
  readonly name: ProjectionName
  /** The key an event counts for, or null when it does not concern this projection. */
  keyOf(event: LearnerEvent): string | null
  step(state: State | null, event: LearnerEvent): State | null
  /** A filter that finds at least all events of a key. */
  scopeOf(key: string): EventFilter
}

/** One table in learner.db each. */
export const PROJECTION_NAMES = ['memory', 'item', 'day', 'struggle', 'setting'] as const
export type ProjectionName = (typeof PROJECTION_NAMES)[number]

/** Reads projected state. States are what `step` returned last. */
export interface ProjectionReader {
  get<State>(name: ProjectionName, key: string): State | null
  /** All states whose key begins with these parts (all of the table when there are none), in key order. */
  list<State>(name: ProjectionName, ...parts: string[]): IterableIterator<State>
}

const SEPARATOR = '\u001f'

/** `(course, item, part)` as one key; the parts are slugs and never hold the separator. */
export function joinKey(...parts: string[]): string {
  return parts.join(SEPARATOR)
}

/** The parts that `joinKey` put together. */
export function splitKey(key: string): string[] {
  return key.split(SEPARATOR)
}
