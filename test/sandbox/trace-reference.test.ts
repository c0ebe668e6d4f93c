import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import type { TraceState } from '../../src/core/trace/replay.ts'
import { findPython } from '../../src/sandbox/interpreter.ts'
import { runnerOf } from '../helpers/sandbox.ts'
import { states, trace } from '../helpers/trace.ts'

/** Event, line, frames with their variables, and what these refer to, numbered as it is come upon. */
type State = [string, number, [string, [string, string | number][]][], unknown[]]

const runner = runnerOf('namespaces', true)
afterAll(() => runner.close())
const python = findPython()?.file ?? ''
const reference = readFileSync(join(import.meta.dirname, 'fixtures/reference-tracer.py'), 'utf8')

/** Full states as the reference tracer tells them, and the address of each object. */
function referenceStates(text: string): { state: State; addresses: number[] }[] {
  const out = execFileSync(python, ['-I', '-S', '-c', reference], {
    input: text,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return out
    .trim()
    .split('\n')
    .map((line) => {
      const [event, row, frames, heap, addresses] = JSON.parse(line)
      return { state: [event, row, frames, heap], addresses }
    })
}

/** The same of a state that was put together from differences, with the ids of its objects. */
function numbered(state: TraceState): { state: State; ids: number[] } {
  const ids: number[] = []
  const heap: unknown[] = []
  const value = (one: string | number): string | number => {
    if (typeof one === 'string') return one
    const known = ids.indexOf(one)
    if (known >= 0) return known
    const number = ids.push(one) - 1
    heap[number] = null
    heap[number] = written(one)
    return number
  }
  const written = (id: number): unknown => {
    const object = state.heap.get(id)
    if (object === undefined) throw new Error(`object ${id} was never told`)
    const { type, shape, items = [], entries = [] } = object
    const [word = ''] = type.split(' ')
    if (['function', 'class', 'generator'].includes(word) || shape === 'text') return [word]
    if (shape === 'set') return [type, items.map(value).sort()]
    if (shape === 'sequence') return [type, items.map(value)]
    if (shape === 'object') return [type, entries.map(([name, item]) => [name, value(item)])]
    return [type, entries.map(([key, item]) => [value(key), value(item)])]
  }
  const frames = state.stack.map(({ name, variables }): State[2][number] => [
    name.replace(/^class /, '').replace(/^.*\./, ''),
    [...variables]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([variable, one]) => [variable, value(one)]),
  ])
  const { event, line } = state.step
  const raw = { suspend: 'return', resume: 'call' }[event as string] ?? event
  return { state: [raw, line, frames, heap], ids }
}

/**
 * Containers with more in them than plain values and each other: Python gives no way to know such a list again once it
 * was out of sight, or another came to its address within one line.
 */
function looseIds(all: readonly TraceState[]): Set<number> {
  const loose = new Set<number>()
  for (const { heap } of all) {
    const isPlain = (id: number, open: number[]): boolean => {
      const { shape, items = [], entries = [] } = heap.get(id) ?? { shape: 'text' }
      if (shape === 'text' || shape === 'object' || open.includes(id)) return false
      return [...items, ...entries.flat()].every(
        (one) => typeof one === 'string' || isPlain(one, [...open, id]),
      )
    }
    for (const [id, { shape }] of heap)
      if (shape !== 'text' && shape !== 'object' && !isPlain(id, [])) loose.add(id)
  }
  return loose
}

const PRELUDE = `
class Point:
    made = 0
    def __init__(self, x, y=None):
        self.x = x
        self.y = y
        Point.made += 1
    def move(self, d):
        self.x = [self.x, d]
        return self
class Slots:
    __slots__ = ("left", "right")
    def __init__(self, left):
        self.left = left
def same(value):
    kept = [value]
    return kept[0]
def grow(items, n=2):
    if n > 0:
        items.append(n)
        grow(items, n - 1)
    return items
def numbers(n):
    seen = []
    for i in range(n):
        seen.append([i])
        yield seen
def swap():
    global d
    d = [d]
def counter():
    n = [0]
    def up():
        nonlocal n
        n = [n, 1]
        return n
    return up
a, b, c, d = [1], {"k": [2]}, Point([3]), 4
up = counter()
gen = numbers(9)
`
const NAMES = ['a', 'b', 'c', 'd'] as const
const name = fc.constantFrom(...NAMES)
const plain = fc.constantFrom('0', '7', '1000', "'s'", 'True', 'None', '2.5')
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    plain,
    name,
    fc.constantFrom(
      'next(gen)',
      'up()',
      '[i for i in range(3)]',
      '{1, 2}',
      '{n: [n] for n in (1, 2)}',
    ),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    tie('expression').map((item) => `(${item},)`),
    tie('expression').map((item) => `{'k': ${item}}`),
    tie('expression').map((item) => `same(${item})`),
    tie('expression').map((item) => `Point(${item})`),
    tie('expression').map((item) => `Slots(${item})`),
    fc.tuple(name, tie('expression')).map(([one, item]) => `${one}.move(${item})`),
    name.map((one) => `grow(${one})`),
    name.map((one) => `${one}[0]`),
    name.map((one) => `${one}[:]`),
  ),
}))
const statement = fc.oneof(
  fc.tuple(name, expression).map(([to, from]) => `${to} = ${from}`),
  fc.tuple(name, expression).map(([to, from]) => `${to}.append(${from})`),
  fc.tuple(name, expression).map(([to, from]) => `${to}[0] = ${from}`),
  fc.tuple(name, expression).map(([to, from]) => `${to}['k'] = ${from}`),
  fc.tuple(name, expression).map(([to, from]) => `${to}.x = ${from}`),
  fc.tuple(name, name).map(([to, from]) => `${to} += ${from}[:2]`),
  fc.tuple(name, name).map(([one, other]) => `${one}, ${other} = ${other}, ${one}`),
  fc.tuple(name, expression).map(([to, from]) => `del ${to}; ${to} = ${from}`),
  name.map((one) => `del ${one}[0]`),
  name.map((one) => `${one}.pop()`),
  name.map((one) => `${one} = Point(1)`),
  name.map((one) => `del ${one}; ${one} = Point(2)`),
  fc.constant('swap()'),
  name.map((one) => `${one}.right = ${one}`),
)
/** A statement that may fail, alone, in a loop, or in a function with variables of its own. */
const block = fc
  .tuple(
    fc.constantFrom('try', 'loop', 'function'),
    fc.array(statement, { minLength: 1, maxLength: 3 }),
  )
  .map(([how, lines]) => {
    const tried = lines.flatMap((line) => [
      'try:',
      `    ${line}`,
      'except Exception as error:',
      '    pass',
    ])
    const inner = tried.map((line) => `    ${line}`)
    if (how === 'try') return tried
    if (how === 'loop') return ['for i in range(2):', ...inner]
    const within = ['    d = a', '    def swap():', '        nonlocal d', '        d = [d]']
    return ['def work(a, b, c=[]):', ...within, ...inner, 'work(a, b)']
  })
const programs = fc
  .array(block, { minLength: 2, maxLength: 8 })
  .map((blocks) => `${PRELUDE}${blocks.flat().join('\n')}\n`)

test('differences put together are the full states that a plain tracer sees', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(programs, async (text) => {
      const expected = referenceStates(text)
      const result = await trace(runner, 'python', text, { maxSteps: 10_000 })
      const found = states(result).map(numbered)
      expect(found.map(({ state }) => state)).toEqual(expected.map(({ state }) => state))
      // An id stands for one object as long as that lives, and for no other.
      const loose = looseIds(states(result))
      const address = new Map<number, number>()
      const id = new Map<number, number>()
      found.forEach(({ ids }, step) => {
        ids.forEach((one, at) => {
          if (loose.has(one)) return
          const where = expected[step]?.addresses[at] as number
          expect([step, one, address.get(one) ?? where]).toEqual([step, one, where])
          expect([step, where, id.get(where) ?? one]).toEqual([step, where, one])
          address.set(one, where)
          id.set(where, one)
        })
      })
    }),
    { numRuns: Number(process.env.TRACE_RUNS ?? 12), seed: Number(process.env.TRACE_SEED ?? 2026) },
  )
})
