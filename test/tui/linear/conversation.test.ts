import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { openLinear } from '../../../src/tui/linear/session.ts'
import type { Screens } from '../../../src/tui/screens/props.ts'
import {
  homeProps,
  lessonProps,
  reviewProps,
  statsProps,
  treeProps,
  watchProps,
} from '../fixtures/props.ts'
import { quizProps } from '../fixtures/quiz.ts'
import { traceProps } from '../fixtures/traces.ts'

/** Types lines into a screen in linear mode; gives all it said. */
async function talk<T>(
  lines: string[],
  open: (screens: Screens) => Promise<T>,
): Promise<{ said: string; result: T }> {
  const input = new PassThrough()
  const output = new PassThrough()
  let said = ''
  output.on('data', (data: Buffer) => {
    said += data.toString()
  })
  const session = openLinear({
    keys: {},
    color: false,
    linear: true,
    now: () => 0,
    stdin: input as unknown as NodeJS.ReadStream,
    stdout: output as unknown as NodeJS.WriteStream,
  })
  let left = false
  const done = open(session.screens).finally(() => {
    left = true
  })
  /** Waits until it asks, or is over: a person types then. */
  const asked = async () => {
    for (let tries = 0; tries < 1000 && !left && !said.endsWith(' > '); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 3))
    }
  }
  for (const line of lines) {
    await asked()
    said += `${line}\n`
    input.write(`${line}\n`)
  }
  await asked()
  input.end()
  const result = await done
  await session.close()
  return { said, result }
}

describe('linear mode', () => {
  test('home', async () => {
    const { said, result } = await talk(['9', 'nonsense', '3'], (screens) =>
      screens.home(homeProps()),
    )
    await expect(said).toMatchFileSnapshot('snapshots/home.txt')
    expect(result).toMatchObject({ to: 'open', item: 'swap' })
  })

  test('trace: forward, back, to a step, to a line, all there is', async () => {
    const { said, result } = await talk(
      ['', '', 'b', '7', 'l 13', 'l', '4', 'v', '99', 'G', 'nonsense', '?', 'q'],
      (screens) => screens.trace(traceProps('alias')),
    )
    await expect(said).toMatchFileSnapshot('snapshots/trace.txt')
    expect(result).toEqual({ to: 'back' })
  })

  test('course tree', async () => {
    const { said, result } = await talk(['/', 'part 20', '1', 'n', '1', 'y'], (screens) =>
      screens.tree(treeProps()),
    )
    await expect(said).toMatchFileSnapshot('snapshots/tree.txt')
    expect(result).toMatchObject({ to: 'open', item: 'loop-19' })
  })

  test('lesson', async () => {
    const log: string[] = []
    const { said, result } = await talk(
      ['r', '', 'r', '', '', '2', '', 'strip', '', ''],
      (screens) => screens.lesson(lessonProps((text) => log.push(text))),
    )
    await expect(said).toMatchFileSnapshot('snapshots/lesson.txt')
    expect(result).toMatchObject({ to: 'open', item: 'swap' })
    expect(log).toEqual([
      'place 1',
      'place 2',
      'read',
      'place 3',
      'answer first-four',
      'answer strip',
    ])
  })

  test('quiz, with every type of question', async () => {
    const props = quizProps()
    const { said, result } = await talk(
      [
        'h',
        'nine',
        '9',
        '1',
        '',
        '1 3',
        '',
        'seven',
        '7',
        '',
        'strip',
        '',
        '2 3 1',
        '',
        '2',
        '1',
        '',
        'range',
        'print',
        '',
        '0',
        '1',
        '.',
        '',
        '',
      ],
      (screens) => screens.quiz(props),
    )
    await expect(said).toMatchFileSnapshot('snapshots/quiz.txt')
    expect(props.recorded.map(({ question, correct }) => [question, correct])).toEqual([
      ['first-four', false],
      ['methods', true],
      ['seven', true],
      ['strip', true],
      ['order', true],
      ['pairs', true],
      ['gaps', true],
      ['output', true],
    ])
    expect(result).toEqual({ to: 'back' })
  })

  test('review', async () => {
    const log: string[] = []
    const { said } = await talk(
      ['', '3', 'strip', '', 'i', '', 'u', '/u', '?', '', '4', 'q'],
      (screens) => screens.review(reviewProps((text) => log.push(text))),
    )
    await expect(said).toMatchFileSnapshot('snapshots/review.txt')
    expect(log).toEqual([
      'record basics-cards/upper 4',
      'record basics-cards/strip 4',
      'undo basics-cards/strip',
      'undo basics-cards/upper',
      'record basics-cards/upper 5',
    ])
  })

  test('exercise', async () => {
    const props = watchProps()
    const { said, result } = await talk(['r', 'hint', 'submit', 'x', 'n', 'next'], (screens) =>
      screens.watch(props),
    )
    await expect(said).toMatchFileSnapshot('snapshots/watch.txt')
    expect(result).toMatchObject({ to: 'open', item: 'text' })
  })

  test('statistics; the end of the input is the end', async () => {
    const { said, result } = await talk([], (screens) => screens.stats(statsProps()))
    expect(said).toContain('Statistics')
    expect(result).toEqual({ to: 'back' })
  })

  test('draws nothing: no escape codes', async () => {
    const { said } = await talk(['q'], (screens) => screens.home(homeProps()))
    expect(said).not.toContain('\u001b')
  })
})
