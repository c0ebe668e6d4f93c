import type { Clock } from '../../src/core/events/event.ts'

/** A clock that the test moves; local days are UTC days. */
export function testClock(
  start = '2026-11-20T09:00:00Z',
): Clock & { set(iso: string): void; advance(ms: number): void } {
  let now = Date.parse(start)
  return {
    now: () => now,
    timeZone: () => 'UTC',
    localDay: (ms) => new Date(ms).toISOString().slice(0, 10),
    set: (iso) => {
      now = Date.parse(iso)
    },
    advance: (ms) => {
      now += ms
    },
  }
}
