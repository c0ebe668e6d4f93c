import type { Clock } from './event.ts'

export const DAY_MS = 86_400_000

/**
 * Hybrid logical clock (Kulkarni et al., 2014): wall time where it moves forward, a counter where it does not.
 * Text `<12 hex digits of ms>-<4 hex digits>` sorts by time, also when the wall clock was set back.
 */
export function nextHlc(last: string | null, wallMs: number): string {
  if (last === null) return formatHlc(wallMs, 0)
  const { ms, counter } = parseHlc(last)
  if (wallMs > ms) return formatHlc(wallMs, 0)
  // A counter that is full borrows a millisecond rather than stop.
  return counter < 0xffff ? formatHlc(ms, counter + 1) : formatHlc(ms + 1, 0)
}

/** Physical part in ms since 1970, and the counter. */
export function parseHlc(hlc: string): { ms: number; counter: number } {
  return {
    ms: Number.parseInt(hlc.slice(0, 12), 16),
    counter: Number.parseInt(hlc.slice(13), 16),
  }
}

function formatHlc(ms: number, counter: number): string {
  return `${ms.toString(16).padStart(12, '0')}-${counter.toString(16).padStart(4, '0')}`
}

/** `days` after a local calendar day, both `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** Whole days from one local calendar day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

/**
 * The machine's clock. `MASTERY_NOW` (an ISO time) fixes the start for tests and rehearsals; the clock runs
 * on from there.
 */
export function systemClock(startAt?: number): Clock {
  const offset = startAt === undefined ? 0 : startAt - Date.now()
  return {
    now: () => Date.now() + offset,
    // Undefined when TZ names no zone; then local time is UTC.
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC',
    localDay: (ms) => {
      const date = new Date(ms)
      const pad = (n: number) => String(n).padStart(2, '0')
      return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
    },
  }
}
