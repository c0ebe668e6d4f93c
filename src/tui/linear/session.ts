import { createInterface } from 'node:readline'
import type { ScreenOptions, ScreenResult } from '../screens/props.ts'
import { type Session, screensWith } from '../session.ts'
import { type Screen, ScreenDriver } from '../state/driver.ts'
import { Conversation } from './conversation.ts'
import { homeSpeaker } from './home.ts'
import { lessonSpeaker } from './lesson.ts'
import { quizSpeaker } from './quiz.ts'
import { reviewSpeaker } from './review.ts'
import type { Speaker } from './speaker.ts'
import { statsSpeaker } from './stats.ts'
import { traceSpeaker } from './trace.ts'
import { treeSpeaker } from './tree.ts'
import { watchSpeaker } from './watch.ts'

/** Screens as a conversation: lines of text out, lines of text in. No ink, no cursor, nothing redrawn. */
export function openLinear(options: ScreenOptions): Session {
  const input = options.stdin ?? process.stdin
  const output = options.stdout ?? process.stdout
  const reader = createInterface({ input, output, terminal: Boolean(input.isTTY) })
  const waiting: string[] = []
  let current: { hear(text: string): void; leave(): void; end(): void } | null = null
  let ended = false
  reader.on('line', (text) => {
    if (current === null) waiting.push(text)
    else current.hear(text)
  })
  reader.on('SIGINT', () => current?.leave())
  reader.on('close', () => {
    ended = true
    current?.end()
  })

  async function open<S, E, F>(screen: Screen<S, E, F>): Promise<ScreenResult> {
    const speaker = SPEAKERS[screen.machine.name]() as unknown as Speaker<S>
    const tools = {
      // The editor gets the terminal; what is typed into it is not for us.
      suspend: async (use: () => Promise<void>) => {
        reader.pause()
        if (input.isTTY) input.setRawMode(false)
        await use()
        if (input.isTTY) input.setRawMode(true)
        reader.resume()
      },
    }
    const driver = new ScreenDriver(screen, {
      keys: options.keys,
      now: options.now,
      tools,
      facts: speaker.facts,
    })
    const conversation = new Conversation(driver, speaker, options.now, (text) =>
      output.write(text),
    )
    current = conversation
    conversation.begin()
    for (const text of waiting.splice(0)) conversation.hear(text)
    if (ended) conversation.end()
    try {
      return await driver.done
    } finally {
      current = null
    }
  }

  return {
    screens: screensWith(open, options.now),
    async close() {
      reader.close()
    },
  }
}

const SPEAKERS = {
  home: homeSpeaker,
  tree: treeSpeaker,
  lesson: lessonSpeaker,
  quiz: quizSpeaker,
  review: reviewSpeaker,
  watch: watchSpeaker,
  stats: statsSpeaker,
  trace: traceSpeaker,
}
