import { TEXT_MODES } from '../keys.ts'
import type { BoundKey } from '../state/bindings.ts'
import type { ScreenDriver } from '../state/driver.ts'
import type { BaseEvent, Notice } from '../state/program.ts'
import type { Speaker } from './speaker.ts'

/** What no voice needs to hear: moving a mark about, and what an answer does by itself. */
const SILENT = new Set(
  `up down page-up page-down top bottom leave pick take toggle move-up move-down change change-back next-gap
previous-gap type open answer pane`.split(/\s+/),
)

/** Callbacks in this many ms come before the next question, so that nothing is asked twice. */
const BREATH = 15

/** Told by `?`, but not again at each prompt. */
const SELDOM = new Set(['edit', 'bury', 'suspend', 'flag', 'why', 'next-program', 'task', 'again'])

/** One screen as a conversation. */
export class Conversation<State, Event, Effect> {
  private readonly driver: ScreenDriver<State, Event, Effect>
  private readonly speaker: Speaker<State>
  private readonly now: () => number
  private readonly write: (text: string) => void
  private said: State | null = null
  private message: Notice | null = null
  private asked = ''
  private timer: NodeJS.Timeout | undefined

  constructor(
    driver: ScreenDriver<State, Event, Effect>,
    speaker: Speaker<State>,
    now: () => number,
    write: (text: string) => void,
  ) {
    this.driver = driver
    this.speaker = speaker
    this.now = now
    this.write = write
  }

  begin(): void {
    this.driver.onChange(() => this.speak())
    this.driver.start()
    this.speak()
  }

  hear(text: string): void {
    this.asked = ''
    try {
      const heard = this.speaker.hear(this.driver.current, text, this.now())
      if (heard.do === 'event') this.give(heard.event)
      else if (heard.do === 'more') this.speak()
      else this.press(text.trim().replace(/^\/(?=.)/, ''))
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'MasteryError') throw error
      const next = (error as Error & { next?: string }).next
      this.write(`${error.message}\n${next === undefined ? '' : `${next}\n`}`)
      this.speak()
    }
  }

  leave(): void {
    this.driver.act('leave')
  }

  /** Nothing more can be typed: as `q`. */
  end(): void {
    clearTimeout(this.timer)
    this.driver.act('back')
  }

  /** Typed text goes into the field and is the answer at once. */
  private give(event: BaseEvent): void {
    const { mode } = this.driver
    this.driver.send(event)
    if (event.type === 'text') this.driver.act(mode === 'filter' ? 'accept' : 'answer')
  }

  private press(word: string): void {
    if (word === '?' || word === 'help') {
      this.sayKeys()
      return
    }
    const name = word === 'quit' || word === 'exit' ? 'back' : word.toLowerCase()
    const keys = this.keys()
    const found =
      word === ''
        ? this.enterKey()
        : (keys.find((key) => key.keys.includes(word)) ??
          keys.find((key) => key.action === name || key.label?.toLowerCase() === name))
    if (found !== undefined) this.driver.act(found.action, word)
    else if (word !== '') this.write(`“${word}” does nothing here. ? says what does.\n`)
    this.speak()
  }

  /** What an empty line does: in a lesson it reads on, elsewhere it is Enter. */
  private enterKey(): BoundKey | undefined {
    const keys = this.driver.active
    return (
      keys.find(({ action }) => action === 'forward') ??
      keys.find((key) => key.keys.includes('enter'))
    )
  }

  /** How a key is typed in a line of text. */
  private typed(key: BoundKey): string {
    if (key === this.enterKey() || key.action === this.enterKey()?.action) return 'Enter'
    const sign = key.keys.find((name) => [...name].length === 1)
    const slash = TEXT_MODES.includes(this.driver.mode) ? '/' : ''
    return `${slash}${sign ?? key.label?.toLowerCase() ?? key.action}`
  }

  /** The keys that work, also in a text field, where they are typed after a slash. */
  private keys(): BoundKey[] {
    const typed = ['help', 'back', 'hint', 'undo', 'why', 'bury', 'suspend', 'flag', 'edit']
    const all = this.driver.active
    const more = TEXT_MODES.includes(this.driver.mode)
      ? this.driver.bound.filter((key) => typed.includes(key.action) && this.driver.isUsable(key))
      : []
    const keys = [...all, ...more]
    const general = (key: BoundKey) => key.group === 'general'
    return [...keys.filter((key) => !general(key)), ...keys.filter(general)]
  }

  private sayKeys(): void {
    for (const key of this.keys()) {
      if (this.isHeard(key)) this.write(`${this.typed(key)}: ${key.description}.\n`)
    }
    this.asked = ''
    this.speak()
  }

  /** Says what is new; a moment later, when nothing more came, asks. */
  private speak(): void {
    const { current, message, isLeft } = this.driver
    if (isLeft) return
    const lines = current === this.said ? [] : this.speaker.say(current, this.said)
    this.said = current
    if (lines.length > 0) this.write(`\n${lines.join('\n')}\n`)
    if (message !== null && message !== this.message) this.write(`${message.text}\n`)
    if (lines.length > 0 || message !== this.message) this.asked = ''
    this.message = message
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.question(), BREATH)
  }

  private question(): void {
    if (this.driver.isLeft) return
    const asks = this.prompt()
    if (asks === this.asked) return
    this.asked = asks
    if (asks !== '') this.write(`\n${asks} > `)
  }

  /** `A number. h: Hint. q: Back` */
  private prompt(): string {
    const question = this.speaker.ask(this.driver.current)
    if (question === null) return ''
    const keys = this.keys()
      .filter((key) => key.label !== undefined && this.isHeard(key) && !SELDOM.has(key.action))
      .filter((key) => !this.doublesEnter(key))
      .map((key) => `${this.typed(key)}: ${key.label}`)
    return [question, ...new Set(keys)].filter((part) => part !== '').join('. ')
  }

  /** Cancelling means something only while something runs: lines of text have no field to leave. */
  private isHeard({ action }: BoundKey): boolean {
    return action === 'cancel' ? this.driver.mode === 'running' : !SILENT.has(action)
  }

  /** Enter is one key; of two that it could be, only the one that it is is told. */
  private doublesEnter(key: BoundKey): boolean {
    const enter = this.enterKey()
    const only = key.keys.every((name) => name === 'enter' || name === 'space')
    return only && enter !== undefined && key.action !== enter.action
  }
}
