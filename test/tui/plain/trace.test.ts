import { describe, expect, test } from 'vitest'
import type { Trace } from '../../../src/core/trace/model.ts'
import { makeStyle } from '../../../src/tui/plain/style.ts'
import { renderTrace, traceDocument } from '../../../src/tui/plain/trace/listing.ts'
import { Playback } from '../../../src/tui/plain/trace/playback.ts'
import { sentences } from '../../../src/tui/plain/trace/sentences.ts'
import { type TraceName, tracedOf } from '../fixtures/traces.ts'

const style = makeStyle({ width: 80, color: false })

test.each<TraceName>(['loop', 'alias', 'fact', 'error', 'async', 'objects', 'many', 'cart'])(
  '%s: each difference is said in words, as it was',
  async (name) => {
    await expect(`${renderTrace(tracedOf(name), style)}\n`).toMatchFileSnapshot(
      `snapshots/trace-${name}.txt`,
    )
  },
)

/** The sentences of the last of two steps: `heap` and variables before, and what is different then. */
function said(
  before: Partial<Trace['steps'][number]>,
  now: Partial<Trace['steps'][number]>,
): string {
  const [set = {}] = [before.frames?.[0]?.set]
  const trace: Trace = {
    language: 'python',
    entry: 'main.py',
    files: [{ path: 'main.py', text: 'x = 1\n' }],
    maxSteps: 10,
    end: { how: 'finished' },
    steps: [
      {
        event: 'line',
        file: 0,
        line: 1,
        stack: [1],
        ...before,
        frames: [{ id: 1, name: '<module>', line: 1, set }],
      },
      { event: 'line', file: 0, line: 1, ...now },
    ],
  }
  const moment = new Playback(trace).moment(1)
  return moment === null ? '' : sentences(moment).join(' ')
}

const list = (...items: (string | number)[]) => ({
  type: 'list',
  shape: 'sequence' as const,
  items,
})
const frames = (set: Record<string, string | number>) => [{ id: 1, name: '<module>', set }]

describe('what happens to a list', () => {
  const before = { frames: frames({ xs: 1 }), heap: { 1: list('1', '2', '3') } }
  test.each([
    [list('1', '2', '3', '4'), 'The list xs has a new item at its end: 4.'],
    [list('0', '1', '2', '3'), 'The list xs has a new item at its beginning: 0.'],
    [list('1', '9', '2', '3'), 'The list xs has a new item, now [1]: 9.'],
    [list('1', '2'), 'The list xs lost the item 3.'],
    [list(), 'The list xs lost 3 items: 1, 2, 3.'],
    [list('1', '7', '3'), 'xs[1] is now 7 (was 2).'],
    [list('3', '2', '1', '0'), 'The list xs is now: 3, 2, 1, 0.'],
    [{ ...list('1', '2', '3'), more: 5 }, 'The list xs now has 8 items (had 3).'],
  ])('%j', (now, words) => {
    expect(said(before, { heap: { 1: now } })).toBe(`Line 1: ${words}`)
  })

  test('all its names are told, also where it is reached only through others', () => {
    const two = { frames: frames({ xs: 1, ys: 1 }), heap: { 1: list('1') } }
    expect(said(two, { heap: { 1: list('1', '2') } })).toBe(
      'Line 1: The list xs (also ys) has a new item at its end: 2.',
    )
    const grid = { frames: frames({ grid: 1 }), heap: { 1: list(2, 2), 2: list('0') } }
    expect(said(grid, { heap: { 2: list('7') } })).toBe(
      'Line 1: grid[0][0] (also grid[1][0]) is now 7 (was 0).',
    )
  })
})

describe('what happens to a dict, a set, an object', () => {
  const dict = (...entries: [string, string | number][]) => ({
    type: 'dict',
    shape: 'mapping' as const,
    entries,
  })
  test.each([
    [dict(["'a'", '1'], ["'b'", '2']), "The dict d has a new entry: 'b': 2."],
    [dict(["'a'", '5']), "d['a'] is now 5 (was 1)."],
    [dict(), "The dict d no longer has 'a'."],
  ])('%j', (now, words) => {
    const before = { frames: frames({ d: 1 }), heap: { 1: dict(["'a'", '1']) } }
    expect(said(before, { heap: { 1: now } })).toBe(`Line 1: ${words}`)
  })

  test('a set and an object', () => {
    const set = (...items: string[]) => ({ type: 'set', shape: 'set' as const, items })
    const before = { frames: frames({ s: 1 }), heap: { 1: set('1', '2') } }
    expect(said(before, { heap: { 1: set('2', '3') } })).toBe(
      'Line 1: The set s has a new item: 3. The set s lost the item 1.',
    )
    const point = (x: string) => ({
      type: 'Point',
      shape: 'object' as const,
      entries: [['x', x]] as [string, string][],
    })
    const object = { frames: frames({ p: 1 }), heap: { 1: point('1') } }
    expect(said(object, { heap: { 1: point('2') } })).toBe('Line 1: p.x is now 2 (was 1).')
  })
})

test('many changes at once are counted, not told one by one', () => {
  const set = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`v${at}`, '1']))
  const words = said({ frames: frames({}) }, { frames: [{ id: 1, set }] })
  expect(words).toContain('v6 is 1 (new).')
  expect(words).toContain('13 more changes.')
})

test('what a program says is shown, never obeyed', () => {
  const words = said(
    { frames: frames({}) },
    {
      frames: [{ id: 1, set: { 'a\u001b[31m': "'\u001b]0;title\u0007\u202etxt'" } }],
      out: 'red \u001b[2J\rgone\n',
    },
  )
  expect(words).toBe("Line 1: a is '⟨RLO⟩txt' (new). Prints: red  gone")
})

test('one step with everything there is; one that is not there is refused', () => {
  expect(renderTrace(tracedOf('alias'), style, 7)).toBe(
    [
      'Step 7 of 15.',
      'Line 2: The list places (also cities and backup in the program) has a new item',
      "  at its end: 'Oslo'.",
      'add_oslo ends and gives back nothing (None).',
      'Next: back in the program, line 6.',
      '',
      'The program, line 6:',
      "  cities = ['Rome', 'Lima', 'Oslo']",
      '  backup is the same list as cities',
      '  defined: add_oslo',
      'add_oslo, line 2, where it is now:',
      '  places is the same list as cities (in the program)',
      'Nothing is printed yet.',
    ].join('\n'),
  )
  expect(() => renderTrace(tracedOf('alias'), style, 16)).toThrow(
    'There is no step 16: there are 15.',
  )
})

test('the document is one JSON value with a step a line', () => {
  const traced = tracedOf('fact')
  const text = traceDocument(traced)
  expect(JSON.parse(text)).toEqual({ schema: 'mastery.trace/1', ...traced })
  expect(text.split('\n').filter((row) => row.startsWith('    {"event":'))).toHaveLength(19)
  expect(JSON.parse(traceDocument({ ...traced, steps: [] })).steps).toEqual([])
})
