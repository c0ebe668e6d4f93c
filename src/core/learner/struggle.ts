import type { LearnerEvent } from '../events/event.ts'
import { joinKey, type Projection, splitKey } from '../events/projection.ts'
import type { EventPayloads } from '../events/types.ts'

export type StruggleCause = EventPayloads['struggle.raised']['cause']

/** State of the `struggle` projection, key (course, item): what would raise it, and what was raised. */
export interface StruggleState {
  course: string
  item: string
  /** Latest error kinds with their time in ms, at most `ERRORS_KEPT`, oldest first. */
  errors: { kind: string; at: number }[]
  /** Active seconds since the last pass. */
  seconds: number
  failedInARow: number
  passed: boolean
  /** Score of the latest finished attempt at a quiz. */
  quizScore: number | null
  raised: RaisedStruggle[]
}

interface RaisedStruggle {
  cause: StruggleCause
  detail: string
  /** ms since 1970. */
  at: number
  /** What was offered, or null when nothing was yet. */
  offer: string | null
  resolved: boolean
}

const ERRORS_KEPT = 10
const SAME_ERRORS = 3
const WINDOW_MS = 30 * 60_000
const SLOW_SECONDS = 10 * 60
const LOW_QUIZ = 50
const FAILED_RUNS = 5

export const struggleProjection: Projection<StruggleState> = {
  name: 'struggle',
  keyOf(event) {
    switch (event.type) {
      case 'exercise.checked':
      case 'exercise.submitted':
      case 'learning.quiz_finished':
      case 'struggle.raised':
      case 'struggle.offered':
      case 'struggle.resolved':
        return joinKey(event.payload.course, event.payload.item)
      default:
        return null
    }
  },
  step(before, event) {
    const [course = '', item = ''] = splitKey(this.keyOf(event) ?? '')
    return stepped(before ?? unstruggled(course, item), event)
  },
  scopeOf(key) {
    const [course = '', item = ''] = splitKey(key)
    return { course, item }
  },
}

function stepped(state: StruggleState, event: LearnerEvent): StruggleState {
  switch (event.type) {
    case 'exercise.checked': {
      const { passed, total, errorKind, seconds } = event.payload
      // Visible tests that pass are no pass of the exercise, but they end a row of failed runs.
      const green = total > 0 && passed === total
      return ran(state, { green, errorKind, seconds, at: event.wall })
    }
    case 'exercise.submitted': {
      const { accepted, errorKind, seconds, regradeOf } = event.payload
      if (regradeOf !== null) return state
      const after = ran(state, { green: accepted, errorKind, seconds, at: event.wall })
      return accepted ? { ...after, passed: true, seconds: 0, errors: [] } : after
    }
    case 'learning.quiz_finished':
      return { ...state, quizScore: event.payload.score }
    case 'struggle.raised': {
      const { cause, detail } = event.payload
      if (state.raised.some((r) => r.cause === cause && r.detail === detail)) return state
      const raised = { cause, detail, at: event.wall, offer: null, resolved: false }
      return { ...state, raised: [...state.raised, raised] }
    }
    case 'struggle.offered': {
      const { cause, offer } = event.payload
      return changed(state, cause, (r) => (r.offer === null ? { ...r, offer } : r))
    }
    case 'struggle.resolved':
      return changed(state, event.payload.cause, (r) => ({ ...r, resolved: true }))
    default:
      return state
  }
}

/** A result that is not the right one says nothing about why: three of them are not one error three times. */
const PLAINLY_WRONG = new Set(['wrong-value', 'wrong-output', 'wrong-file'])

interface Run {
  green: boolean
  errorKind: string | null
  seconds: number
  at: number
}

function ran(state: StruggleState, run: Run): StruggleState {
  const errors =
    run.errorKind === null || PLAINLY_WRONG.has(run.errorKind)
      ? state.errors
      : [...state.errors, { kind: run.errorKind, at: run.at }].slice(-ERRORS_KEPT)
  return {
    ...state,
    errors,
    seconds: state.seconds + run.seconds,
    failedInARow: run.green ? 0 : state.failedInARow + 1,
  }
}

function changed(
  state: StruggleState,
  cause: string,
  change: (raised: RaisedStruggle) => RaisedStruggle,
): StruggleState {
  return { ...state, raised: state.raised.map((r) => (r.cause === cause ? change(r) : r)) }
}

/** Nothing happened yet. */
export function unstruggled(course: string, item: string): StruggleState {
  return {
    course,
    item,
    errors: [],
    seconds: 0,
    failedInARow: 0,
    passed: false,
    quizScore: null,
    raised: [],
  }
}

export interface FoundStruggle {
  cause: StruggleCause
  /** With the cause it says what was raised: the same pair is never raised again. */
  detail: string
}

/**
 * Causes that hold now and were not raised before, the most telling first (PRODUCT.md, Struggle).
 * @param now ms since 1970, the time of the run that was just recorded
 * @param said what the learner just said, if anything
 */
export function findStruggle(state: StruggleState, now: number, said?: string): FoundStruggle[] {
  const found: FoundStruggle[] = []
  if (said !== undefined && saysStuck(said)) found.push({ cause: 'said-so', detail: state.item })
  if (!state.passed || state.failedInARow > 0) {
    const kind = state.failedInARow > 0 ? repeatedError(state, now) : null
    if (kind !== null) found.push({ cause: 'repeated-error', detail: kind })
    if (state.failedInARow >= FAILED_RUNS) found.push({ cause: 'failed-runs', detail: state.item })
  }
  if (!state.passed && state.seconds > SLOW_SECONDS)
    found.push({ cause: 'slow', detail: state.item })
  if (state.quizScore !== null && state.quizScore < LOW_QUIZ)
    found.push({ cause: 'low-quiz', detail: state.item })
  return found.filter(
    ({ cause, detail }) => !state.raised.some((r) => r.cause === cause && r.detail === detail),
  )
}

/** The kind of the latest error when it came up three times within 30 minutes. */
function repeatedError(state: StruggleState, now: number): string | null {
  const kind = state.errors.at(-1)?.kind
  if (kind === undefined) return null
  const recent = state.errors.filter((e) => e.kind === kind && now - e.at <= WINDOW_MS)
  return recent.length >= SAME_ERRORS ? kind : null
}

const STUCK = [
  /\bi(?:'|’)?m (?:totally |completely |really |so |still )*(?:stuck|lost|confused)\b/i,
  /\bi am (?:totally |completely |really |so |still )*(?:stuck|lost|confused)\b/i,
  /\bi (?:really |still |just )*(?:don(?:'|’)?t|do not|can(?:'|’)?t|cannot) (?:really )?(?:understand|get (?:it|this)|follow|figure)/i,
  /\b(?:this|it) makes no sense\b/i,
  /\bno idea\b/i,
  /\b(?:please )?help me\b/i,
  /\bi give up\b/i,
]

/** Whether the learner says that they cannot go on ("I'm stuck", "I don't understand", …). */
export function saysStuck(text: string): boolean {
  return STUCK.some((pattern) => pattern.test(text))
}
