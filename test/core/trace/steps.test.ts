import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changesAt } from '../../../src/core/trace/changes.ts'
import type { Trace } from '../../../src/core/trace/model.ts'
import { objectNames } from '../../../src/core/trace/names.ts'
import { outlineOf, waitingAt } from '../../../src/core/trace/outline.ts'
import { Replay } from '../../../src/core/trace/replay.ts'
import { firstAtLine, nextAtLine, stepOut, stepOver } from '../../../src/core/trace/seek.ts'

/**
 * `twice(xs)` adds an item to a list that the program calls `a` and `b`, then a generator hands over a value.
 * Written by hand, so that it says what the format means.
 */
const trace: Trace = {
  language: 'python',
  entry: 'main.py',
  files: [{ path: 'main.py', text: 'a = []\nb = a\ntwice(a)\n' }],
  maxSteps: 1000,
  end: { how: 'finished' },
  steps: [
    { event: 'line', file: 0, line: 1, stack: [1], frames: [{ id: 1, name: '<module>', line: 1 }] },
    {
      event: 'line',
      file: 0,
      line: 2,
      frames: [{ id: 1, line: 2, set: { a: 7 } }],
      heap: { 7: { type: 'list', shape: 'sequence', items: ['1'] } },
    },
    { event: 'line', file: 0, line: 3, frames: [{ id: 1, line: 3, set: { b: 7 } }] },
    {
      event: 'call',
      file: 0,
      line: 5,
      keep: 1,
      stack: [2],
      frames: [{ id: 2, name: 'twice', line: 5, set: { xs: 7 } }],
    },
    {
      event: 'line',
      file: 0,
      line: 6,
      frames: [{ id: 2, line: 6, set: { x: '1' } }],
      heap: {
        7: { type: 'list', shape: 'sequence', items: ['1', 8] },
        8: { type: 'dict', shape: 'mapping', entries: [["'k'", 7]] },
      },
    },
    { event: 'return', file: 0, line: 6, returned: 'None' },
    {
      event: 'line',
      file: 0,
      line: 4,
      keep: 1,
      stack: [],
      frames: [{ id: 1, line: 4, set: { a: '5' }, unset: ['b'] }],
    },
    {
      event: 'call',
      file: 0,
      line: 8,
      keep: 1,
      stack: [3],
      frames: [{ id: 3, name: 'gen', kind: 'generator', line: 8 }],
    },
    { event: 'suspend', file: 0, line: 9, returned: '1', frames: [{ id: 3, line: 9 }] },
    { event: 'line', file: 0, line: 4, keep: 1, stack: [] },
    { event: 'resume', file: 0, line: 9, keep: 1, stack: [3] },
    { event: 'return', file: 0, line: 10, returned: 'None' },
  ],
}
const outline = outlineOf(trace)
const replay = new Replay(trace)
const changes = (index: number) =>
  changesAt(outline, index === 0 ? null : replay.at(index - 1), replay.at(index))

describe('what is different from the step before', () => {
  test('variables with what they were, and the line that has run', () => {
    expect(changes(0)).toMatchObject({ ran: null, variables: [], objects: [] })
    expect(changes(1)).toMatchObject({
      ran: { line: 1, frame: { name: '<module>' } },
      variables: [{ name: 'a', before: null, now: 7 }],
      objects: [{ id: 7, before: null }],
    })
    expect(changes(6)).toMatchObject({
      ran: { line: 3 },
      variables: [
        { name: 'a', before: 7, now: '5' },
        { name: 'b', before: 7, now: null },
      ],
    })
  })

  test('a call: the frame that is new, and the line that called it', () => {
    expect(changes(3)).toMatchObject({
      ran: { line: 3, frame: { name: '<module>' } },
      variables: [{ frame: { name: 'twice' }, name: 'xs', before: null, now: 7 }],
    })
  })

  test('objects with what they were; one that is given again as it was has not changed', () => {
    expect(changes(4).objects).toMatchObject([
      { id: 7, before: { items: ['1'] }, now: { items: ['1', 8] } },
      { id: 8, before: null },
    ])
    const again = structuredClone(trace)
    ;(again.steps[2] as Trace['steps'][number]).heap = {
      7: { type: 'list', shape: 'sequence', items: ['1'] },
    }
    const other = new Replay(again)
    expect(changesAt(outline, other.at(1), other.at(2)).objects).toEqual([])
  })
})

test('names of objects: all variables, the innermost frame first, then ways through other objects', () => {
  const names = objectNames(replay.at(4))
  const said = (id: number) =>
    names.get(id)?.map(({ text, frame, direct }) => [text, frame.name, direct])
  expect(said(7)).toEqual([
    ['xs', 'twice', true],
    ['a', '<module>', true],
    ['b', '<module>', true],
    ["xs[1]['k']", 'twice', false],
  ])
  expect(said(8)).toEqual([['xs[1]', 'twice', false]])
  expect([...names.keys()]).toEqual([7, 8])
})

test('a step is found by its line, over a call, and out of one', () => {
  expect([
    nextAtLine(trace, 0, 0, 4),
    nextAtLine(trace, 6, 0, 4),
    nextAtLine(trace, 9, 0, 4),
  ]).toEqual([6, 9, null])
  expect([firstAtLine(trace, 0, 3), firstAtLine(trace, 0, 5), firstAtLine(trace, 1, 3)]).toEqual([
    2,
    null,
    null,
  ])
  // Over the call in line 3; a frame that ends leads to its caller; at the end there is nothing more.
  expect([2, 3, 5, 11].map((from) => stepOver(outline, from))).toEqual([6, 4, 6, 11])
  expect([3, 4, 2].map((from) => stepOut(outline, from))).toEqual([6, 6, 11])
})

test('a state is the same whatever was looked at before, and stays as it was handed out', () => {
  const long: Trace = {
    ...trace,
    steps: Array.from({ length: 400 }, (_, at) => ({
      event: 'line' as const,
      file: 0,
      line: 1,
      ...(at % 50 === 0 ? { stack: [1 + at / 50] } : {}),
      frames: [{ id: 1 + Math.floor(at / 50), name: 'f', set: { x: String(at) } }],
      heap: { [at % 7]: { type: 'list', shape: 'sequence' as const, items: [String(at)] } },
      out: at % 10 === 0 ? `${at}\n` : '',
    })),
  }
  const picture = (of: Replay, index: number) => {
    const { stack, heap, out } = of.at(index)
    return JSON.stringify([stack.map((one) => [one.id, [...one.variables]]), [...heap], out])
  }
  fc.assert(
    fc.property(fc.array(fc.nat(399), { minLength: 2, maxLength: 8 }), (indexes) => {
      const replayed = new Replay(long)
      const first = replayed.at(indexes[0] as number)
      const heap = JSON.stringify([...first.heap])
      for (const index of indexes) {
        const fresh = new Replay({ ...long, steps: long.steps.slice(0, index + 1) })
        expect(picture(replayed, index)).toBe(picture(fresh, index))
      }
      expect(JSON.stringify([...first.heap])).toBe(heap)
    }),
    { numRuns: 50 },
  )
})

test('a frame that waits is told of while it is off the stack', () => {
  const waiting = (index: number) => waitingAt(trace, outline, index)
  expect([waiting(8), waiting(10), waiting(11)]).toEqual([[], [], []])
  expect(waiting(9)).toEqual([{ id: 3, name: 'gen', line: 9 }])
})
