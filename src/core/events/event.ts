import type { EventPayloads, EventType } from './types.ts'

/** The `v` of the events that are written: of the payloads in types.ts, which loads zod and is not loaded for it. */
export const EVENT_VERSION = 1

/** One recorded fact. Append only: a mistake is corrected by a later event. See docs/data.md. */
export type LearnerEvent<T extends EventType = EventType> = {
  [K in T]: EventEnvelope & { type: K; payload: EventPayloads[K] }
}[T]

/** Where and when a fact was recorded. */
export interface EventEnvelope {
  /** UUID version 7, made where the event happened, never reused. */
  id: string
  device: string
  /** Gapless per device, from 1. */
  seq: number
  /** Hybrid logical clock, `<12 hex digits of ms>-<4 hex digits of counter>`; sorts as text. */
  hlc: string
  /** The local clock when it happened, in ms since 1970. */
  wall: number
  /** IANA time zone. */
  tz: string
  /** Local calendar day, `YYYY-MM-DD`, from `wall` and `tz`. */
  day: string
  /** Version of the payload's schema. */
  v: number
}

/** What a use case hands to the log; the log adds the envelope. */
export type NewEvent<T extends EventType = EventType> = {
  [K in T]: { type: K; payload: EventPayloads[K] }
}[T]

/** Where facts are kept. Appending is one transaction with the projections the events change. */
export interface EventLog {
  /** Writes all of them or none, and returns them with their envelopes. Durable when it returns. */
  append(events: readonly NewEvent[], options?: AppendOptions): LearnerEvent[]
  /** In (hlc, id) order. Undone events are included. */
  read(filter?: EventFilter): IterableIterator<LearnerEvent>
}

export interface AppendOptions {
  /** Bodies too large for a payload, kept under their SHA-256 in the same transaction. */
  blobs?: readonly string[]
}

/** Bodies too large for an event: code that was run or submitted. */
export interface BlobStore {
  /** SHA-256 of the text's UTF-8, lower-case hex: the name under which `append` keeps it. */
  hash(text: string): string
  /** The text, or null when it was never kept. */
  readBlob(hash: string): string | null
}

export interface EventFilter {
  course?: string
  item?: string
  /** Card or question within the item. */
  part?: string
  types?: readonly EventType[]
  /** First and last local day, inclusive, `YYYY-MM-DD`. */
  fromDay?: string
  toDay?: string
  /** Only what comes later in the order of (hlc, id). */
  after?: { hlc: string; id: string }
  /** Newest first instead. */
  reverse?: boolean
  limit?: number
}

/** The time, as an argument: tests give their own. */
export interface Clock {
  /** ms since 1970. */
  now(): number
  /** IANA time zone of the learner. */
  timeZone(): string
  /** Local calendar day of a moment, `YYYY-MM-DD`. */
  localDay(ms: number): string
}

/** A source of numbers in [0, 1). */
export type Random = () => number
