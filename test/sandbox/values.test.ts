import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import type { AuthoredValue, Language } from '../../src/core/course/model.ts'
import { compareValues } from '../../src/core/grading/compare.ts'
import { readValue } from '../../src/core/grading/value.ts'
import { callCase, cases, READY_MS, runnerOf } from '../helpers/sandbox.ts'

const runner = runnerOf('namespaces', true)
const isolate = runnerOf('isolate', true)
afterAll(async () => {
  await runner.close()
  await isolate.close()
})

const float = fc.double().map((n) => ({
  $float: Number.isNaN(n)
    ? 'nan'
    : Number.isFinite(n)
      ? Object.is(n, -0)
        ? '-0.0'
        : String(n)
      : n > 0
        ? 'inf'
        : '-inf',
}))
const whole = fc.oneof(fc.integer(), fc.maxSafeInteger())
const large = fc
  .bigInt({ min: -(2n ** 300n), max: 2n ** 300n })
  .map((n) => ({ $int: n.toString() }))
const text = fc.oneof(fc.string({ maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 8 }))
const bytes = fc
  .uint8Array({ maxLength: 8 })
  .map((b) => ({ $bytes: Buffer.from(b).toString('base64') }))
const moment = fc
  .date({ min: new Date('1000-01-01'), max: new Date('9000-01-01'), noInvalidDate: true })
  .map((date) => ({ $datetime: date.toISOString() }))
const plain: fc.Arbitrary<AuthoredValue> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  whole,
  float,
  text,
  bytes,
)
/** What Python and JavaScript can hold in a set or as a key. */
const simple: fc.Arbitrary<AuthoredValue> = fc.oneof(fc.boolean(), whole, text)

function values(language: Language): fc.Arbitrary<AuthoredValue> {
  const own: fc.Arbitrary<AuthoredValue>[] =
    language === 'python'
      ? [large, moment, fc.tuple(whole, whole).map((pair) => ({ $complex: pair }))]
      : [large, moment, fc.constant({ $undefined: true })]
  const tie = fc.letrec<{ value: AuthoredValue }>((self) => {
    const item = self('value')
    const list = fc.array(item, { maxLength: 4 })
    const pairs = fc.uniqueArray(fc.tuple(simple, item), {
      maxLength: 4,
      selector: ([key]) => sameKey(key),
    })
    const set = fc.uniqueArray(simple, { maxLength: 4, selector: sameKey })
    const nested: fc.Arbitrary<AuthoredValue>[] = [
      list,
      fc
        .dictionary(fc.string({ maxLength: 5 }), item, { maxKeys: 4 })
        .map((entries) => ({ $dict: entries })),
      pairs.map((entries) => ({ $map: entries as AuthoredValue[] })),
      set.map((items) => ({ $set: items })),
    ]
    if (language === 'python')
      nested.push(
        list.map((items) => ({ $tuple: items })),
        set.map((items) => ({ $frozenset: items })),
      )
    return { value: fc.oneof({ maxDepth: 4, withCrossShrink: true }, plain, ...own, ...nested) }
  })
  return tie.value
}

/** `True == 1` in Python: both cannot be in one set. */
function sameKey(key: AuthoredValue): string {
  return typeof key === 'boolean' ? String(Number(key)) : String(key)
}

const IDENTITY = {
  python: 'def same(x): return x\ndef twice(x): return [x, x]\n',
  javascript: 'const same = (x) => x\nconst twice = async (x) => [x, x]\n',
} as const

test.each(['python', 'javascript'] as const)(
  'any value that goes into %s comes back equal to itself',
  async (language) => {
    // All in one guest: a process for each value would cost minutes.
    const samples = fc.sample(values(language), { numRuns: 400, seed: 20261120 })
    const list = samples.map((value, at) => callCase('same', [value], String(at)))
    const runs = await cases(runner, language, IDENTITY[language], list)
    const rules = { language, tolerance: null, types: 'exact' } as const
    const wrong = runs.flatMap((run, at) => {
      const difference = compareValues(
        readValue(samples[at], language),
        readValue(run.value, language),
        rules,
      )
      return difference === null && run.error === null
        ? []
        : [[samples[at], run.value, run.error, difference]]
    })
    expect(wrong).toEqual([])
    // The other way round: a value equals only itself.
    const other = runs.filter((run, at) => {
      const next = samples[(at + 1) % samples.length]
      return (
        compareValues(readValue(next, language), readValue(run.value, language), rules) === null
      )
    })
    expect(other.length).toBeLessThan(40)
  },
)

test.each(['python', 'javascript'] as const)(
  'the same object twice is no cycle (%s)',
  async (language) => {
    const [run] = await cases(runner, language, IDENTITY[language], [callCase('twice', [[1]])])
    expect(run?.value).toEqual([[1], [1]])
  },
)

// Made inside, not passed through: what a learner's own code gives back.
const MADE: [Language, string, AuthoredValue][] = [
  [
    'python',
    '(1, 2.5, -0.0, float("inf"), 2**70, True)',
    {
      $tuple: [
        1,
        2.5,
        { $float: '-0.0' },
        { $float: 'inf' },
        { $int: '1180591620717411303424' },
        true,
      ],
    },
  ],
  [
    'python',
    '[{1, 2}, frozenset([1]), b"hi", None, 1+2j]',
    [{ $set: [1, 2] }, { $frozenset: [1] }, { $bytes: 'aGk=' }, null, { $complex: [1, 2] }],
  ],
  [
    'python',
    '{1: "a", (1, 2): [3]}',
    {
      $map: [
        [1, 'a'],
        [{ $tuple: [1, 2] }, [3]],
      ],
    },
  ],
  ['python', '{"$odd": 1}', { $dict: { $odd: 1 } }],
  ['python', '__import__("datetime").date(2026, 11, 20)', { $date: '2026-11-20' }],
  [
    'python',
    '__import__("datetime").datetime(2026, 11, 20, 10)',
    { $datetime: '2026-11-20T10:00:00' },
  ],
  ['python', '__import__("collections").Counter("aab")', { a: 2, b: 1 }],
  ['python', 'Point(1, y="b")', { $object: { type: 'Point', fields: { x: 1, y: 'b' } } }],
  ['python', 'Slotted()', { $object: { type: 'Slotted', fields: { a: 1 } } }],
  ['python', 'Pair(1, 2)', { $object: { type: 'Pair', fields: { a: 1, b: 2 } } }],
  ['python', 'Colour.RED', { $object: { type: 'Colour', fields: { name: 'RED', value: 1 } } }],
  [
    'javascript',
    '[1, 2.5, -0, NaN, Infinity, 5n, true, null, undefined]',
    [
      1,
      2.5,
      { $float: '-0.0' },
      { $float: 'nan' },
      { $float: 'inf' },
      { $int: '5' },
      true,
      null,
      { $undefined: true },
    ],
  ],
  [
    'javascript',
    '({ m: new Map([[1, "a"]]), s: new Set([[1]]), d: new Date(0), b: new Uint8Array([104, 105]) })',
    {
      m: { $map: [[1, 'a']] },
      s: { $set: [[1]] },
      d: { $datetime: '1970-01-01T00:00:00Z' },
      b: { $bytes: 'aGk=' },
    },
  ],
  ['javascript', 'new Point(1, "b")', { $object: { type: 'Point', fields: { x: 1, y: 'b' } } }],
  ['javascript', 'Object.assign(Object.create(null), { $a: 1 })', { $dict: { $a: 1 } }],
  ['javascript', 'Promise.resolve([1])', [1]],
]

/** What cannot be given back as it is. */
const REFUSED = `
def cycle():
    a = []
    a.append(a)
    return a
def deep():
    a = []
    for _ in range(200): a = [a]
    return a
def large(): return "x" * 10**6
def number(): return 2 ** (10**6)
def func(): return func.__class__
def raised(): return {}["k"]
`

const CLASSES = `
from dataclasses import dataclass
from collections import namedtuple
from enum import Enum
@dataclass
class Point:
    x: int
    y: str
class Slotted:
    __slots__ = ("a", "unset")
    def __init__(self): self.a = 1
class Colour(Enum):
    RED = 1
Pair = namedtuple("Pair", "a b")
`

test.each(MADE)('%s: %s', async (language, expression, expected) => {
  const python = `${CLASSES}def make(): return ${expression}`
  const javascript = `class Point { constructor(x, y) { this.x = x; this.y = y } }\nfunction make() { return ${expression} }`
  const [run] = await cases(runner, language, language === 'python' ? python : javascript, [
    callCase('make'),
  ])
  expect(run?.error).toBeNull()
  const rules = { language, tolerance: null, types: 'exact' } as const
  const difference = compareValues(
    readValue(expected, language),
    readValue(run?.value, language),
    rules,
  )
  expect(difference === null ? null : [difference.words, run?.value]).toBeNull()
})

test(
  'Python in an isolate gives the same values as Python in a box, to the letter',
  async () => {
    const samples = fc.sample(values('python'), { numRuns: 200, seed: 20261121 })
    const expressions = MADE.filter(([language]) => language === 'python')
    const text = `${IDENTITY.python}${CLASSES}${expressions
      .map(([, expression], at) => `def make${at}(): return ${expression}\n`)
      .join('')}${REFUSED}`
    const list = [
      ...samples.map((value, at) => callCase('same', [value], `same ${at}`)),
      callCase('twice', [[1]]),
      ...expressions.map((_, at) => callCase(`make${at}`)),
      ...[...REFUSED.matchAll(/^def (\w+)/gm)].map(([, name = '']) => callCase(name)),
    ]
    const boxed = await cases(runner, 'python', text, list)
    const isolated = await cases(isolate, 'python', text, list)
    // Numbers of 32 bits and of 64 have other hashes, so sets are walked in another order.
    const sorted = (key: string, part: unknown) =>
      /^\$(frozen)?set$/.test(key) && Array.isArray(part)
        ? part.map((item) => JSON.stringify(item)).sort()
        : part
    const given = (runs: typeof boxed) =>
      runs.map(({ id, value, error }) =>
        JSON.stringify(JSON.parse(JSON.stringify([id, value, error]), sorted)),
      )
    expect(given(isolated)).toEqual(given(boxed))
  },
  READY_MS,
)
