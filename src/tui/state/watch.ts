import type { Traced } from '../../core/practice/traced.ts'
import type { CheckReport, ExerciseView, HintView } from '../../core/practice/types.ts'
import { shownInFull } from '../plain/verdict.ts'
import type { WatchProps } from '../screens/props.ts'
import {
  type BaseEffect,
  type BaseEvent,
  failure,
  isKey,
  leaving,
  type Machine,
  type Notice,
  type Step,
  stay,
} from './program.ts'
import { scrollTo } from './scroll.ts'

type RunMode = 'check' | 'submit' | 'trace'

export interface WatchState {
  view: ExerciseView
  next: WatchProps['next']
  report: CheckReport | null
  hints: readonly HintView[]
  running: RunMode | null
  /** Saved while a run was going on: run again after it. */
  again: boolean
  saved: { path: string; at: number } | null
  /** ms since 1970 of the last reset. */
  resetAt: number | null
  how: 'native' | 'polling' | null
  showing: 'task' | 'result' | 'hints'
  asking: 'reset' | null
  /** A hint or a reset is being recorded. */
  busy: 'hint' | 'reset' | null
  scroll: number
  notice: Notice | null
}

export type WatchEvent =
  | { type: 'watching'; how: 'native' | 'polling' }
  | { type: 'saved'; path: string; at: number }
  | { type: 'checked'; report: CheckReport }
  | { type: 'traced'; traced: Traced }
  | { type: 'stopped' }
  | { type: 'hinted'; hint: HintView }
  | { type: 'was-reset'; backup: string; at: number }
  | { type: 'edited' }

export type WatchEffect =
  | { type: 'watch' }
  | { type: 'run'; mode: Exclude<RunMode, 'trace'> }
  | { type: 'trace'; test: string }
  | { type: 'abort' }
  | { type: 'hint' }
  | { type: 'reset' }
  | { type: 'edit' }

type WatchStep = Step<WatchState, WatchEffect | BaseEffect>

export function startWatch(
  props: Pick<WatchProps, 'view' | 'report' | 'hintsShown' | 'next'>,
): WatchState {
  return {
    view: props.view,
    next: props.next,
    report: props.report,
    hints: props.hintsShown,
    running: null,
    again: false,
    saved: null,
    resetAt: null,
    how: null,
    showing: props.report === null ? 'task' : 'result',
    asking: null,
    busy: null,
    scroll: 0,
    notice: null,
  }
}

export function stepWatch(before: WatchState, event: WatchEvent | BaseEvent): WatchStep {
  const state = isKey(event) ? { ...before, notice: null } : before
  switch (event.type) {
    case 'watching':
      return stay({ ...state, how: event.how })
    case 'saved': {
      if (isOwnWriting(state, event.at)) return stay(state)
      const saved = { path: event.path, at: event.at }
      if (state.running !== null || state.asking !== null)
        return stay({ ...state, saved, again: state.running !== null })
      return run({ ...state, saved }, 'check')
    }
    case 'checked': {
      const done = {
        ...state,
        running: null,
        again: false,
        report: event.report,
        showing: 'result' as const,
        scroll: 0,
      }
      return state.again ? run(done, 'check') : stay(done)
    }
    case 'traced':
      return stay(
        { ...state, running: null },
        { type: 'leave', result: { to: 'trace', traced: event.traced, report: state.report } },
      )
    case 'stopped':
      if (state.again) return run({ ...state, running: null, again: false }, 'check')
      return stay({ ...state, running: null, notice: { kind: 'info', text: 'Stopped.' } })
    case 'hinted':
      return stay({
        ...state,
        busy: null,
        hints: [...state.hints, event.hint],
        showing: 'hints',
        scroll: 0,
      })
    case 'was-reset': {
      const notice: Notice = {
        kind: 'info',
        text: `The starter is back. Your work is kept in ${event.backup}`,
      }
      return stay({
        ...state,
        busy: null,
        report: null,
        resetAt: event.at,
        showing: 'task',
        scroll: 0,
        notice,
      })
    }
    case 'edited':
      return stay(state)
    case 'failed':
      return stay({ ...state, running: null, again: false, busy: null, notice: failure(event) })
    case 'action':
      return stepAction(state, event)
    default:
      return stay(state)
  }
}

function stepAction(state: WatchState, event: BaseEvent & { type: 'action' }): WatchStep {
  if (event.action === 'leave') return stay(state, { type: 'leave', result: { to: 'leave' } })
  if (state.asking !== null) {
    if (event.action !== 'yes') return stay({ ...state, asking: null })
    return stay({ ...state, asking: null, busy: 'reset' }, { type: 'reset' })
  }
  const leave = leaving(event)
  if (leave !== null) return stay(state, leave)
  switch (event.action) {
    case 'run':
      return run(state, 'check')
    case 'submit':
      return run(state, 'submit')
    case 'trace': {
      const test = failingTest(state)
      if (test === null) return stay(state)
      return stay({ ...state, running: 'trace', again: false }, { type: 'trace', test })
    }
    case 'cancel':
      return state.running === null
        ? stay(state)
        : stay({ ...state, again: false }, { type: 'abort' })
    case 'hint':
      return state.busy === null ? stay({ ...state, busy: 'hint' }, { type: 'hint' }) : stay(state)
    case 'reset':
      return stay({ ...state, asking: 'reset' })
    case 'edit':
      return stay(state, { type: 'edit' })
    case 'task':
      return stay({ ...state, showing: nextShowing(state), scroll: 0 })
    case 'next': {
      if (state.next === null) return stay(state)
      const { course, item, kind } = state.next
      return stay(state, { type: 'leave', result: { to: 'open', course, item, kind } })
    }
  }
  const scroll = scrollTo(event.action, event.view)
  return stay(scroll === null ? state : { ...state, scroll })
}

/** How long after a reset the watcher may still tell of the starter that was put back, in ms. */
const RESET_ECHO = 1_500

/** A reset writes the files; that is no save of the learner's, and nothing to test. */
function isOwnWriting(state: WatchState, at: number): boolean {
  return state.busy === 'reset' || (state.resetAt !== null && at - state.resetAt < RESET_ECHO)
}

/** The test to trace: the failing one that the result shows in full, of those that are no secret. */
function failingTest({ report }: WatchState): string | null {
  return report === null ? null : (shownInFull(report.verdict)?.id ?? null)
}

function run(state: WatchState, mode: Exclude<RunMode, 'trace'>): WatchStep {
  return stay({ ...state, running: mode, again: false }, { type: 'run', mode })
}

/** Task → result → hints, without those there are none of. */
function nextShowing({ showing, report, hints }: WatchState): WatchState['showing'] {
  const order = [
    'task' as const,
    ...(report === null ? [] : ['result' as const]),
    ...(hints.length === 0 ? [] : ['hints' as const]),
  ]
  return order[(order.indexOf(showing) + 1) % order.length] ?? 'task'
}

export function watchFacts(state: WatchState): string[] {
  return [
    ...(state.running === null && state.busy === null ? ['idle'] : []),
    ...(failingTest(state) === null ? [] : ['failing']),
    ...(state.hints.length < state.view.exercise.hints.length ? ['hints'] : []),
    ...(state.next === null ? [] : ['next']),
  ]
}

export function watchMachine(
  props: WatchProps,
  now: () => number,
): Machine<WatchState, WatchEvent, WatchEffect> {
  let stopping = new AbortController()
  let stopWatching = () => {}
  return {
    name: 'watch',
    initial: startWatch(props),
    start: [{ type: 'watch' }],
    step: stepWatch,
    mode: (state) =>
      state.asking !== null ? 'confirm' : state.running !== null ? 'running' : 'idle',
    facts: (state) => [...watchFacts(state), ...(props.edit === null ? [] : ['editable'])],
    stop() {
      stopping.abort()
      stopWatching()
    },
    async perform(effect, report, tools) {
      switch (effect.type) {
        case 'watch': {
          const { how, stop } = await props.watch((path, at) => report({ type: 'saved', path, at }))
          stopWatching = stop
          return report({ type: 'watching', how })
        }
        case 'run':
          stopping = new AbortController()
          return report(await runWith(props, effect.mode, stopping.signal))
        case 'trace':
          stopping = new AbortController()
          return report(await traceWith(props, effect.test, stopping.signal))
        case 'abort':
          return stopping.abort()
        case 'hint':
          return report({ type: 'hinted', hint: await props.hint() })
        case 'reset':
          return report({ type: 'was-reset', backup: (await props.reset()).backup, at: now() })
        case 'edit':
          if (props.edit !== null) await tools.suspend(props.edit)
          return report({ type: 'edited' })
      }
    },
  }
}

/** A run that was stopped is no result, whatever it gave. */
async function runWith(
  props: WatchProps,
  mode: Exclude<RunMode, 'trace'>,
  signal: AbortSignal,
): Promise<WatchEvent> {
  try {
    const report = await (mode === 'check' ? props.check(signal) : props.submit(signal))
    return signal.aborted ? { type: 'stopped' } : { type: 'checked', report }
  } catch (error) {
    if (signal.aborted) return { type: 'stopped' }
    throw error
  }
}

async function traceWith(
  props: WatchProps,
  test: string,
  signal: AbortSignal,
): Promise<WatchEvent> {
  try {
    const traced = await props.trace(test, signal)
    return signal.aborted ? { type: 'stopped' } : { type: 'traced', traced }
  } catch (error) {
    if (signal.aborted) return { type: 'stopped' }
    throw error
  }
}
