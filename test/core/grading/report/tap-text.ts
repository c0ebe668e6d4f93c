import { type EventLog, Parser } from 'tap-parser'

interface Point {
  ok: boolean
  id: number
  name: string
  skip?: string | boolean
  diag?: Record<string, unknown> | null
}

/** What a TAP 14 parser reads: the points of this level and of each subtest; anything it cannot read is thrown. */
export interface Tap {
  points: Point[]
  subtests: Tap[]
  plan: number
  comments: string[]
}

export function parseTap(text: string): Tap {
  return read(Parser.parse(text, { strict: true }))
}

function read(log: EventLog): Tap {
  const tap: Tap = { points: [], subtests: [], plan: -1, comments: [] }
  for (const [event, value] of log as [string, never][]) {
    if (event === 'assert') tap.points.push(value as Point)
    else if (event === 'child') tap.subtests.push(read(value as EventLog))
    else if (event === 'plan') tap.plan = (value as { end: number }).end
    else if (event === 'comment') tap.comments.push(value as string)
    else if (event === 'extra' || event === 'bailout') throw new Error(`${event}: ${value}`)
    else if (event === 'complete') {
      const faults = (value as { failures: { tapError: string | null }[] }).failures
      const fault = faults.find(({ tapError }) => tapError !== null)
      if (fault !== undefined) throw new Error(String(fault.tapError))
    }
  }
  return tap
}
