import type { Language } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import type { EventLog } from '../events/event.ts'
import { causeOf } from '../grading/cause-words.ts'
import {
  type CodeRunner,
  NO_CAUSES,
  type RunLimits,
  type Tier,
  type TraceResult,
} from '../grading/code-runner.ts'
import type { Place } from '../grading/verdict.ts'
import { placeOf, unexpectedError } from '../grading/words.ts'
import type { Trace } from '../trace/model.ts'
import { type about, record } from './context.ts'

export interface TraceContext {
  runner: Pick<CodeRunner, 'trace'>
  log: Pick<EventLog, 'append'>
}

/** A trace of one program or case, and how that ended in words. */
export interface Traced extends Trace {
  /** What was run, as the learner would type it: `main.py`, `greet("Ada")`. */
  ran: string
  /** The case of an exercise; null for a file. */
  case: { course: string; exercise: string; id: string; title: string } | null
  tier: Tier
  /** Whether nothing went wrong as far as it was followed. */
  ok: boolean
  /** Why it is not ok: a cause, an exception's class or `missing-name`; null when it is. */
  errorKind: string | null
  /** How it ended, when not by itself: also that it was followed only so far. */
  what: string | null
  where: Place | null
  seconds: number
  peakMemoryBytes: number | null
}

/** More steps are refused: a trace must fit in memory and be made in a moment. */
export const STEPS = { usual: 1_000, most: 10_000 } as const

/** @throws MasteryError `usage` for a language without steps */
export function requireTraceable(language: Language, name: string, instead: string): void {
  if (language !== 'sql') return
  throw new MasteryError(
    'usage',
    `${name} cannot be followed step by step: SQL says what is wanted, not in which steps to get it.`,
    { next: instead },
  )
}

/**
 * What a trace came to, in words, and its event.
 * @param missing says what a name that the case calls and the program does not have means
 * @throws MasteryError `cancelled`
 */
export function toldTrace(
  ctx: Pick<TraceContext, 'log'>,
  result: TraceResult,
  subject: {
    ran: string
    /** The test of an exercise, and what its event says of that exercise; null for a file. */
    test: (NonNullable<Traced['case']> & { about: ReturnType<typeof about> }) | null
    limits: RunLimits
    missing?: string | null
  },
): Traced {
  const { trace, tier, durationMs, peakMemoryBytes } = result
  if (trace.end.how === 'limit' && trace.end.cause === 'cancelled')
    throw new MasteryError('cancelled', 'Stopped. Nothing was recorded.')
  const { ran, test, limits, missing = null } = subject
  const end = endOf(result, limits, missing)
  const errorKind = end?.kind ?? null
  const seconds = durationMs / 1000
  const { language, steps } = trace
  const event = { language, tier, errorKind, seconds, steps: steps.length }
  const payload = test === null ? event : { ...test.about, ...event, case: test.id }
  record(ctx, [{ type: 'code.traced', payload }])
  return {
    ran,
    case: test === null ? null : caseOf(test),
    tier,
    ok: errorKind === null,
    errorKind,
    what: end?.words ?? null,
    where: placeOf(result.error),
    seconds,
    peakMemoryBytes,
    ...trace,
  }
}

function caseOf({ course, exercise, id, title }: NonNullable<Traced['case']>): Traced['case'] {
  return { course, exercise, id, title }
}

function endOf(
  { trace, error }: TraceResult,
  limits: RunLimits,
  missing: string | null,
): { kind: string | null; words: string } | null {
  const { end, maxSteps, language } = trace
  if (end.how === 'steps') return { kind: null, words: stoppedWords(maxSteps) }
  if (end.how === 'limit' && end.cause === 'traceSize')
    return { kind: null, words: tooLargeWords(trace.steps.length) }
  if (end.how === 'limit') {
    const cause = causeOf(atLimit(trace, end.cause), {
      runner: language,
      limits: {
        seconds: limits.wallMs / 1000,
        memoryMb: limits.memoryBytes / 1024 / 1024,
        outputKb: limits.outputBytes / 1024,
      },
    })
    if (cause !== null)
      return end.cause === 'timedOut' && trace.steps.length > STEPS.usual
        ? { ...cause, words: slowWords(trace.steps.length, limits) }
        : cause
  }
  if (missing !== null) return { kind: 'missing-name', words: missing }
  if (error === null) return exitOf(trace)
  return { kind: error.type, words: unexpectedError(error, { runner: language }) }
}

/** A program that ends itself with a status other than 0 has failed, as it has for `mastery run`. */
function exitOf({ steps }: Trace): { kind: string; words: string } | null {
  const { exception } = steps.at(-1) ?? {}
  if (exception?.type !== 'SystemExit' || /^(|0|None)$/.test(exception.message)) return null
  const status = /^-?\d+$/.test(exception.message) ? exception.message : '1'
  return { kind: 'exit', words: `It ended with status ${status}.` }
}

function stoppedWords(maxSteps: number): string {
  const more =
    maxSteps < STEPS.most
      ? `More with --steps, up to ${thousands(STEPS.most)}.`
      : 'A trace holds no more.'
  return `It was followed for ${thousands(maxSteps)} steps, and would have gone on. ${more}`
}

/** So many steps may just take that long: that it never ends is not said. */
function slowWords(steps: number, { wallMs }: RunLimits): string {
  return `It was followed for ${thousands(steps)} steps until its ${wallMs / 1000} seconds were over, and would have gone on. A program that is followed is slower than by itself.`
}

function tooLargeWords(steps: number): string {
  return `It was followed for ${thousands(steps)} steps: its values took more room than a trace has. Fewer or smaller values can be followed farther.`
}

/** A limit as the words for limits take it: the line that was running is the last one followed. */
function atLimit({ files, steps }: Trace, cause: string): Parameters<typeof causeOf>[0] {
  const last = steps.at(-1)
  const file = last === undefined ? undefined : files[last.file]
  return {
    ...NO_CAUSES,
    ...(cause in NO_CAUSES ? { [cause]: true } : { crashed: true }),
    where:
      last === undefined || file === undefined
        ? null
        : {
            file: file.path,
            line: last.line,
            text: file.text.split('\n')[last.line - 1] ?? '',
          },
    grew: null,
    error: null,
    stdout: steps.map(({ out = '' }) => out).join(''),
    stderr: steps.map(({ err = '' }) => err).join(''),
  }
}

function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
