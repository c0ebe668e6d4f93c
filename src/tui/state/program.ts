import type { Answer } from '../../core/course/model.ts'
import type { ScreenName } from '../keys.ts'
import type { ScreenResult } from '../screens/props.ts'

/** What a view tells the reducer about itself, so that scrolling knows its bounds. */
export interface ViewFacts {
  /** Rows of the scrolling part. */
  page: number
  /** Largest offset that still fills the page. */
  maxScroll: number
  /** The offset drawn. */
  scroll: number
  /** Rows of the body that a presenter names: where programs and sections begin. */
  anchors: Readonly<Record<string, readonly number[]>>
}

export const NO_FACTS: ViewFacts = { page: 20, maxScroll: 0, scroll: 0, anchors: {} }

/** What every screen hears. `at`: ms since 1970. */
export type BaseEvent =
  | { type: 'action'; action: string; key: string; view: ViewFacts; at: number }
  /** Typed or pasted text; `pasted` may hold line ends. */
  | { type: 'text'; text: string; pasted: boolean }
  /** A key that edits text: `left`, `backspace`, `ctrl+w`, `enter` in a field of several lines. */
  | { type: 'edit'; key: string }
  /** A whole answer at once, and one of a list by its index: how the linear mode answers and chooses. */
  | { type: 'given'; answer: Answer; at: number }
  | { type: 'choose'; index: number }
  /** A callback was rejected: what to say and what to do. Nothing was recorded. */
  | { type: 'failed'; message: string; next: string | null }

/** What every screen may ask for; the rest are the screen's own effects. */
export type BaseEffect = { type: 'leave'; result: ScreenResult }

export interface Step<State, Effect> {
  state: State
  effects: Effect[]
}

export function stay<State, Effect>(state: State, ...effects: Effect[]): Step<State, Effect> {
  return { state, effects }
}

/** A message that stays until the next key. */
export interface Notice {
  kind: 'info' | 'error'
  text: string
}

/**
 * A screen without a terminal: where it begins, how it goes on, what it can do now. The ink shell and the linear
 * mode both drive it.
 */
export interface Machine<State, Event, Effect> {
  name: ScreenName
  initial: State
  /** Done at once, before the first key. */
  start: Effect[]
  step(state: State, event: Event | BaseEvent): Step<State, Effect | BaseEffect>
  /** Which keys work: see keys.ts. */
  mode(state: State): string
  /** Facts for `needs` in keys.ts. */
  facts(state: State): string[]
  /** Ends what goes on (a run, a watcher) when the screen is left. */
  stop?(): void
  /** Performs an effect. What it reports back comes as events. */
  perform(effect: Effect, report: (event: Event) => void, tools: Tools): Promise<void>
}

/** What effects may use beside the callbacks. */
export interface Tools {
  /** Hands the terminal to another program, such as an editor, until `use` is done. */
  suspend(use: () => Promise<void>): Promise<void>
}

/** What `back` and `leave` ask for; null for other actions. */
export function leaving(event: { type: string; action?: string }): BaseEffect | null {
  if (event.type !== 'action') return null
  if (event.action === 'back') return { type: 'leave', result: { to: 'back' } }
  return event.action === 'leave' ? { type: 'leave', result: { to: 'leave' } } : null
}

/** The message of a rejected callback. */
export function failure(event: { message: string; next: string | null }): Notice {
  return {
    kind: 'error',
    text: event.next === null ? event.message : `${event.message}\n${event.next}`,
  }
}

/** Whether the learner did something: then the last message has been seen. */
export function isKey(event: { type: string }): boolean {
  return event.type === 'action' || event.type === 'text' || event.type === 'edit'
}
