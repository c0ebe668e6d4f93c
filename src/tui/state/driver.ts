import { TEXT_MODES } from '../keys.ts'
import { composeFrame, type Frame, footer } from '../presenters/frame.ts'
import { HELP_FOOTER, presentHelp } from '../presenters/help.ts'
import type { Size, View } from '../presenters/view.ts'
import { innerWidth } from '../presenters/view.ts'
import type { ScreenResult } from '../screens/props.ts'
import { activeKeys, type BoundKey, bindKeys, disabledReason, findBinding } from './bindings.ts'
import type { BaseEffect, BaseEvent, Machine, Notice, Tools, ViewFacts } from './program.ts'
import { scrollTo } from './scroll.ts'

/** One key. `text`: what it types; null for keys that type nothing. */
export interface Stroke {
  key: string
  text: string | null
}

export interface Screen<State, Event, Effect> {
  machine: Machine<State, Event, Effect>
  present(state: State, size: Size): View
}

/** A running screen, whatever draws it. */
export interface Driver {
  press(stroke: Stroke): void
  paste(text: string): void
  frame(size: Size): Frame
  /** Called after each change; gives back how to stop. */
  onChange(listener: () => void): () => void
  /** Settles when the screen is left and everything it was recording is recorded. */
  done: Promise<ScreenResult>
}

export interface DriverOptions<State> {
  keys: Readonly<Record<string, string>>
  now: () => number
  tools: Tools
  /** What to take for the view's facts where nothing is drawn. */
  facts?: ((state: State) => ViewFacts) | undefined
}

/** How long leaving waits for what is being recorded, in ms. A lock in the database is released sooner. */
const PATIENCE = 10_000

/** Runs a screen: keys to events, events through the reducer, effects to the callbacks, state to a frame. */
export class ScreenDriver<State, Event, Effect> implements Driver {
  readonly done: Promise<ScreenResult>
  readonly bound: BoundKey[]
  private readonly screen: Screen<State, Event, Effect>
  private readonly now: () => number
  private readonly tools: Tools
  private readonly facts: ((state: State) => ViewFacts) | undefined
  private readonly listeners = new Set<() => void>()
  private readonly pending = new Set<Promise<void>>()
  private readonly settle: { resolve(result: ScreenResult): void; reject(error: unknown): void }
  private state: State
  private size: Size = { columns: 80, rows: 24 }
  private notice: Notice | null = null
  private help: { open: boolean; scroll: number } = { open: false, scroll: 0 }
  private drawn: { state: State; frame: Frame; key: string } | null = null
  private left = false

  constructor(screen: Screen<State, Event, Effect>, options: DriverOptions<State>) {
    this.screen = screen
    this.bound = bindKeys(screen.machine.name, options.keys)
    this.now = options.now
    this.tools = options.tools
    this.facts = options.facts
    this.state = screen.machine.initial
    const { promise, resolve, reject } = Promise.withResolvers<ScreenResult>()
    this.done = promise
    // Whoever opened the screen awaits it; that may be a moment after a bug ends it.
    promise.catch(() => undefined)
    this.settle = { resolve, reject }
  }

  /** Begins what the screen does by itself. */
  start(): void {
    for (const effect of this.screen.machine.start) this.run(effect)
  }

  /** Ends the screen with an error that is nobody's answer: a bug. */
  readonly fail = (error: unknown): void => {
    this.left = true
    this.settle.reject(error)
  }

  get current(): State {
    return this.state
  }

  /** What is to be said beside the state: why a key did nothing, what was saved, what failed. */
  get message(): Notice | null {
    return this.notice ?? noticeOf(this.state)
  }

  get isLeft(): boolean {
    return this.left
  }

  get mode(): string {
    return this.screen.machine.mode(this.state)
  }

  /** The keys that work now and do something. */
  get active(): BoundKey[] {
    return activeKeys(this.bound, this.mode).filter((key) => this.isUsable(key))
  }

  isUsable(key: BoundKey): boolean {
    return disabledReason(key, this.screen.machine.facts(this.state)) === null
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  press(stroke: Stroke): void {
    if (this.left) return
    this.notice = null
    if (this.help.open) this.pressInHelp(stroke.key)
    else this.pressOnScreen(stroke)
  }

  /** Does an action by name, as its key would. */
  act(action: string, key = ''): void {
    const view = this.facts?.(this.state) ?? this.frame(this.size).facts
    this.send({ type: 'action', action, key, view, at: this.now() })
  }

  paste(text: string): void {
    if (this.left || !TEXT_MODES.includes(this.screen.machine.mode(this.state))) return
    this.send({ type: 'text', text, pasted: true })
  }

  send(event: Event | BaseEvent): void {
    if (this.left) return
    const { state, effects } = this.screen.machine.step(this.state, event)
    this.state = state
    for (const effect of effects) {
      if (isLeave(effect)) void this.leave(effect.result)
      else this.run(effect)
    }
    this.changed()
  }

  frame(size: Size): Frame {
    this.size = size
    const key = JSON.stringify([size, this.notice, this.help])
    if (this.drawn !== null && this.drawn.state === this.state && this.drawn.key === key) {
      return this.drawn.frame
    }
    const mode = this.screen.machine.mode(this.state)
    const facts = this.screen.machine.facts(this.state)
    const keys = this.help.open
      ? HELP_FOOTER
      : footer(activeKeys(this.bound, mode), facts, innerWidth(size))
    const view = this.help.open
      ? presentHelp(this.bound, mode, facts, this.help.scroll, size)
      : this.screen.present(this.state, size)
    const notice = this.help.open ? null : this.message
    const frame = composeFrame(view, size, keys, notice)
    this.drawn = { state: this.state, frame, key }
    return frame
  }

  private pressOnScreen({ key, text }: Stroke): void {
    const mode = this.screen.machine.mode(this.state)
    const binding = findBinding(this.bound, mode, key)
    if (binding === null) {
      if (!TEXT_MODES.includes(mode)) this.changed()
      else this.send(text === null ? { type: 'edit', key } : { type: 'text', text, pasted: false })
      return
    }
    const reason = disabledReason(binding, this.screen.machine.facts(this.state))
    if (reason !== null) this.notice = { kind: 'info', text: reason }
    else if (binding.action === 'help') this.help = { open: true, scroll: 0 }
    else this.act(binding.action, key)
    this.changed()
  }

  private pressInHelp(key: string): void {
    const action = findBinding(this.bound, 'help', key)?.action ?? ''
    if (action === 'leave') this.act('leave', key)
    const scroll = scrollTo(action, this.frame(this.size).facts)
    if (scroll !== null) this.help = { open: true, scroll }
    if (['help', 'back', 'cancel'].includes(action)) this.help = { open: false, scroll: 0 }
    this.changed()
  }

  private run(effect: Effect): void {
    const report = (event: Event | BaseEvent) => this.send(event)
    const work = this.screen.machine.perform(effect, report, this.tools).catch((error: unknown) => {
      if (!(error instanceof Error) || error.name !== 'MasteryError')
        return this.settle.reject(error)
      const next = (error as Error & { next?: string }).next ?? null
      this.send({ type: 'failed', message: error.message, next })
    })
    this.pending.add(work)
    void work.finally(() => this.pending.delete(work))
  }

  /** What is being recorded is recorded first: nothing that was answered is lost. */
  private async leave(result: ScreenResult): Promise<void> {
    this.left = true
    this.screen.machine.stop?.()
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE)
    })
    await Promise.race([Promise.allSettled([...this.pending]), patience])
    clearTimeout(timer)
    this.settle.resolve(result)
  }

  private changed(): void {
    for (const listener of this.listeners) listener()
  }
}

function isLeave(effect: unknown): effect is BaseEffect {
  return (effect as { type?: string }).type === 'leave'
}

function noticeOf(state: unknown): Notice | null {
  return (state as { notice?: Notice | null }).notice ?? null
}
