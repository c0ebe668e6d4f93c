import { TEXT_MODES } from '../keys.ts'
import { type BoundKey, keyLabels } from '../state/bindings.ts'
import type { ScreenDriver } from '../state/driver.ts'
import type { BaseEvent, Notice } from '../state/program.ts'
import type { Speaker } from './speaker.ts'

/** What no voice needs to hear: moving a mark about. */
const SILENT = new Set([
  'up',
  'down',
  'page-up',
  'page-down',
  'top',
  'bottom',
  'leave',
  'cancel',
  'pick',
  'take',
  'toggle',
  'move-up',
  'move-down',
  'change',
  'change-back',
  'next-gap',
  'previous-gap',
  'type',
  'open',
  'answer',
])

/** Told by `?`, but not again at each prompt. */
const SELDOM = new Set(['edit', 'bury', 'suspend', 'flag', 'why', 'next-program', 'task'])

/** One screen as a conversation. */
export class Conversation<State, Event, Effect> {
  private readonly driver: ScreenDriver<State, Event, Effect>
  private readonly speaker: Speaker<State>
  private readonly now: () => number
  private readonly write: (text: string) => void
  private said: State | null = null
  private message: Notice | null = null
  private asked = ''

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
    const name = word === '' ? 'enter' : word === 'quit' || word === 'exit' ? 'back' : word
    const found =
      this.keys().find((key) => key.keys.includes(name)) ??
      this.keys().find(
        (key) =>
          key.action === name.toLowerCase() || key.label?.toLowerCase() === name.toLowerCase(),
      )
    if (found !== undefined) this.driver.act(found.action, name)
    else if (TEXT_MODES.includes(this.driver.mode) && word === '')
      this.driver.act('answer', 'enter')
    else {
      this.write(word === '' ? '' : `“${word}” does nothing here. ? says what does.\n`)
      this.speak()
    }
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
    const slash = TEXT_MODES.includes(this.driver.mode) ? '/' : ''
    for (const key of this.keys()) {
      if (SILENT.has(key.action) && key.action !== 'open') continue
      this.write(`${slash}${keyLabels(key.keys.slice(0, 1))}: ${key.description}.\n`)
    }
    this.asked = ''
    this.speak()
  }

  /** Says what is new, then asks. */
  private speak(): void {
    const { current, message } = this.driver
    const lines = current === this.said ? [] : this.speaker.say(current, this.said)
    this.said = current
    if (lines.length > 0) this.write(`\n${lines.join('\n')}\n`)
    if (message !== null && message !== this.message) this.write(`${message.text}\n`)
    this.message = message
    const asks = this.prompt()
    if (asks === this.asked && lines.length === 0) return
    this.asked = asks
    if (asks !== '') this.write(`\n${asks} > `)
  }

  /** `A number. h: Hint. q: Back` */
  private prompt(): string {
    const question = this.speaker.ask(this.driver.current)
    if (question === null) return ''
    const slash = TEXT_MODES.includes(this.driver.mode) ? '/' : ''
    const keys = this.keys()
      .filter(
        (key) => key.label !== undefined && !SILENT.has(key.action) && !SELDOM.has(key.action),
      )
      .map((key) => `${slash}${keyLabels(key.keys.slice(0, 1))}: ${key.label}`)
    const unique = [...new Set(keys)]
    if (question === '' && unique.length === 0) return ''
    return [question, ...unique].filter((part) => part !== '').join('. ')
  }
}
