import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Outcome, OutcomeCache } from '../core/grading/outcome-cache.ts'
import { writeWhole } from './write-whole.ts'

/** Some hundred bytes each: more than that is of courses nobody checks any more. */
const MOST = 20_000

/**
 * Outcomes in a file of one JSON array a line, so that each is kept as soon as it is known and an interrupted check
 * goes on where it was. Two checks may write at once. A file that cannot be read or written costs time only.
 * @param options.fresh give back nothing of earlier checks
 */
export function openOutcomeCache(file: string, { fresh = false } = {}): OutcomeCache {
  let entries: Map<string, Outcome> | null = null
  const load = (): Map<string, Outcome> => {
    if (entries !== null) return entries
    entries = readEntries(file)
    if (entries.size > MOST) shrink(file, entries)
    return entries
  }
  let writable = true
  return {
    get: (key) => (fresh ? undefined : load().get(key)),
    set(key, outcome) {
      if (!writable) return
      try {
        if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
        appendFileSync(file, `${JSON.stringify([key, outcome])}\n`, { mode: 0o600 })
      } catch {
        writable = false
      }
    },
  }
}

function readEntries(file: string): Map<string, Outcome> {
  const entries = new Map<string, Outcome>()
  let text = ''
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return entries
  }
  for (const line of text.split('\n')) {
    const entry = readLine(line)
    if (entry !== null) entries.set(...entry)
  }
  return entries
}

/** Null for what is no entry: a line may be cut where a check was killed. */
function readLine(line: string): [string, Outcome] | null {
  try {
    const [key, outcome] = JSON.parse(line)
    const { fault, slowestMs } = outcome
    const isFault = fault === null || typeof fault === 'string'
    return typeof key === 'string' && isFault && typeof slowestMs === 'number'
      ? [key, { fault, slowestMs }]
      : null
  } catch {
    return null
  }
}

/** Keeps the newer half. */
function shrink(file: string, entries: Map<string, Outcome>): void {
  const kept = [...entries].slice(-MOST / 2)
  try {
    writeWhole(file, kept.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
  } catch {
    // Read-only: it is no larger than it was.
  }
}
