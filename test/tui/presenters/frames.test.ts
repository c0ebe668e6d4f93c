import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineWidth } from '../../../src/tui/plain/layout.ts'
import { plainText } from '../../../src/tui/plain/spans.ts'
import type { Size } from '../../../src/tui/presenters/view.ts'
import { homeScreen } from '../../../src/tui/screens/home.ts'
import { lessonScreen } from '../../../src/tui/screens/lesson.ts'
import { quizScreen } from '../../../src/tui/screens/quiz.ts'
import { reviewScreen } from '../../../src/tui/screens/review.ts'
import { statsScreen } from '../../../src/tui/screens/stats.ts'
import { traceScreen } from '../../../src/tui/screens/trace.ts'
import { treeScreen } from '../../../src/tui/screens/tree.ts'
import { watchScreen } from '../../../src/tui/screens/watch.ts'
import { type Screen, ScreenDriver } from '../../../src/tui/state/driver.ts'
import {
  checkReport,
  homeProps,
  lessonProps,
  reviewProps,
  statsProps,
  treeProps,
  watchProps,
} from '../fixtures/props.ts'
import { quizProps } from '../fixtures/quiz.ts'
import { traceProps } from '../fixtures/traces.ts'

// biome-ignore lint/suspicious/noExplicitAny: each screen has its own state, event and effect
type AnyScreen = Screen<any, any, any>

/** Keys that lead each screen through what it can show. */
const SCREENS: Record<string, { make: () => AnyScreen; keys: string[] }> = {
  home: { make: () => homeScreen(homeProps()), keys: ['j', 'j', '?', 'escape'] },
  tree: { make: () => treeScreen(treeProps()), keys: ['/', 'p', 'a', 'enter', 'G', 'enter', 'n'] },
  lesson: {
    make: () => lessonScreen(lessonProps(), 0),
    keys: ['r', 'space', 'space', 'space', '2', 'enter', 'enter', 's', 'escape', 'enter', 'enter'],
  },
  quiz: {
    make: () => quizScreen(quizProps(), 0),
    keys: [
      'h',
      '1',
      'enter',
      'enter',
      '1',
      'enter',
      'enter',
      '7',
      'enter',
      'enter',
      'x',
      'enter',
      'enter',
      'space',
      'down',
      'enter',
      'enter',
      '2',
      '1',
      'enter',
      'enter',
      'a',
      'tab',
      'b',
      'enter',
      'enter',
      '0',
      'enter',
      '1',
      'ctrl+d',
      'enter',
    ],
  },
  review: {
    make: () => reviewScreen(reviewProps(), () => 0),
    keys: [
      'space',
      '3',
      's',
      'enter',
      'enter',
      'i',
      'escape',
      '@',
      'n',
      '2',
      'enter',
      'u',
      'escape',
    ],
  },
  watch: {
    make: () => watchScreen({ ...watchProps(), report: checkReport('check', 1) }, () => 0),
    keys: ['h', 'tab', 'r', 's', 'x', 'y', 'r', 't'],
  },
  'trace-alias': {
    make: () => traceScreen(traceProps('alias')),
    keys: ['right', 'n', ' ', ' ', ' ', ' ', ' ', ' ', 'b', 'v', 'v', 'l', '1', '3', 'enter', 'G'],
  },
  'trace-recursion': {
    make: () => traceScreen(traceProps('fact')),
    keys: [
      'l',
      '3',
      'enter',
      'tab',
      'up',
      'u',
      'o',
      'o',
      'l',
      '9',
      'enter',
      's',
      '6',
      'enter',
      'e',
    ],
  },
  'trace-exception': {
    make: () => traceScreen(traceProps('error')),
    keys: ['s', '1', '2', 'enter', 'n', 'n', 'n', 'n', 'r'],
  },
  'trace-async': {
    make: () => traceScreen(traceProps('async')),
    keys: ['s', '7', 'enter', 'n', 'n', 'n', 'n', 'l', '9', 'enter', 'G'],
  },
  'trace-objects': {
    make: () => traceScreen(traceProps('objects')),
    keys: ['l', '1', '1', 'enter', 'n', 'n', 'G', 'tab', 'down', 'pagedown', 'v'],
  },
  'trace-javascript': {
    make: () => traceScreen(traceProps('cart')),
    keys: ['n', 'n', 'l', '1', '4', 'enter', 'n', 'n', 'o', 'G'],
  },
  'trace-many': {
    make: () => traceScreen(traceProps('many')),
    keys: ['l', '2', '0', 'enter', 'up', 'up', 'l', '3', '4', 'enter', 'n', 'n'],
  },
  stats: { make: () => statsScreen(statsProps()), keys: ['pagedown', 'G', '?'] },
}

function drive(screen: AnyScreen): ScreenDriver<unknown, unknown, unknown> {
  const driver = new ScreenDriver(screen, {
    keys: {},
    now: () => 0,
    tools: { suspend: (use) => use() },
  })
  driver.start()
  return driver
}

/** Lets callbacks in memory settle. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

async function press(driver: ScreenDriver<unknown, unknown, unknown>, key: string): Promise<void> {
  driver.press({ key, text: [...key].length === 1 ? key : key === 'space' ? ' ' : null })
  await settled()
}

function picture(driver: ScreenDriver<unknown, unknown, unknown>, size: Size): string {
  const text = driver.frame(size).rows.map((row) => plainText(row).trimEnd())
  const edge = `+${'-'.repeat(size.columns)}+`
  return [edge, ...text, edge].join('\n')
}

describe.each(Object.entries(SCREENS))('%s', (name, { make, keys }) => {
  test('looks as it did at three sizes, through all it can show', async () => {
    const sizes: Size[] = [
      { columns: 80, rows: 24 },
      { columns: 40, rows: 24 },
      { columns: 120, rows: 30 },
    ]
    for (const size of sizes) {
      const driver = drive(make())
      await settled()
      const pictures = [picture(driver, size)]
      for (const key of keys) {
        await press(driver, key)
        pictures.push(`${key}\n${picture(driver, size)}`)
      }
      await expect(`${pictures.join('\n\n')}\n`).toMatchFileSnapshot(
        `snapshots/${name}-${size.columns}.txt`,
      )
    }
  })

  test('fits any terminal: as many rows as it has, none too wide, the cursor inside', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 160 }),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(keys.length),
        async (columns, rows, presses) => {
          const driver = drive(make())
          for (const key of keys.slice(0, presses)) await press(driver, key)
          const frame = driver.frame({ columns, rows })
          expect(frame.rows).toHaveLength(rows)
          for (const row of frame.rows) expect(lineWidth(row)).toBeLessThanOrEqual(columns)
          if (frame.cursor !== null) {
            expect(frame.cursor.x).toBeLessThan(columns)
            expect(frame.cursor.y).toBeLessThan(rows)
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})

test('no key does anything surprising: any row of keys leaves a screen that can still be left', async () => {
  const names = Object.keys(SCREENS)
  const keys = fc.array(
    fc.constantFrom(
      ...'jkgGhrsxetnpqiulobv12345?/!@- '.split('').filter((key) => key !== 'q'),
      'enter',
      'escape',
      'up',
      'down',
      'pagedown',
      'pageup',
      'tab',
      'ctrl+d',
      'left',
      'right',
      'backspace',
    ),
    { maxLength: 25 },
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), keys, async (name, pressed) => {
      const driver = drive((SCREENS[name] as (typeof SCREENS)[string]).make())
      for (const key of pressed) await press(driver, key)
      expect(driver.frame({ columns: 60, rows: 20 }).rows).toHaveLength(20)
      await press(driver, 'ctrl+c')
      expect((await driver.done).to).toMatch(/leave|open|back|review|tree|stats|trace/)
    }),
    { numRuns: 150 },
  )
})

describe('leaving', () => {
  test('waits for what is being recorded', async () => {
    const recorded: string[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    const props = quizProps()
    const slow = {
      ...props,
      answer: async (...given: Parameters<typeof props.answer>) => {
        await promise
        recorded.push('answer')
        return props.answer(...given)
      },
    }
    const driver = drive(quizScreen(slow, 0))
    for (const key of ['2', 'enter', 'ctrl+c']) await press(driver, key)
    let left = false
    void driver.done.then(() => {
      left = true
    })
    await settled()
    expect([left, recorded]).toEqual([false, []])
    resolve()
    expect(await driver.done).toEqual({ to: 'leave' })
    expect(recorded).toEqual(['answer'])
  })

  test('a bug in a callback ends the screen with it; an error with a remedy is shown', async () => {
    const broken = {
      ...quizProps(),
      answer: () => Promise.reject(new TypeError('x is not a function')),
    }
    const driver = drive(quizScreen(broken, 0))
    for (const key of ['2', 'enter']) await press(driver, key)
    await expect(driver.done).rejects.toThrow('x is not a function')
  })
})
