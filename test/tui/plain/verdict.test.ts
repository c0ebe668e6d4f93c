import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffLines } from '../../../src/core/grading/diff.ts'
import type { Evidence, TestResult, Verdict } from '../../../src/core/grading/verdict.ts'
import { textWidth } from '../../../src/tui/plain/layout.ts'
import { makeStyle } from '../../../src/tui/plain/style.ts'
import { renderVerdict } from '../../../src/tui/plain/verdict.ts'

const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  ran: 'main.py',
  expected: null,
  actual: null,
  difference: null,
  diff: [],
  where: null,
  ...more,
})
const result = (more: Partial<TestResult>): TestResult => ({
  id: 'a',
  title: 'adds',
  hidden: false,
  status: 'passed',
  points: 1,
  rationale: '',
  help: '',
  evidence: evidence(),
  output: '',
  outputCut: false,
  durationMs: 1,
  ...more,
})
const verdict = (tests: TestResult[], more: Partial<Verdict> = {}): Verdict => ({
  status: 'failed',
  score: 0,
  points: 0,
  maxPoints: tests.length,
  tests,
  errorKind: null,
  broken: null,
  tier: 'namespaces',
  durationMs: 9,
  ...more,
})

const EXPECTED = 'Name?\n1\n2\n3\n4\n5\nHello, Ada!\nbye'
const ACTUAL = 'Name?\n1\n2\n3\n4\n5\nHello Ada! \nbye'
const TESTS = [
  result({ title: 'says hello', status: 'passed' }),
  result({
    title: 'prints the greeting',
    status: 'failed',
    rationale: 'What it printed is different: line 7 is "Hello Ada! " instead of "Hello, Ada!".',
    help: 'Look at the comma.',
    output: 'debug: here\n',
    evidence: evidence({
      ran: 'main.py with the input "Ada"',
      expected: EXPECTED,
      actual: ACTUAL,
      difference: 'line 7 is "Hello Ada! " instead of "Hello, Ada!"',
      diff: diffLines(EXPECTED.split('\n'), ACTUAL.split('\n')),
    }),
  }),
  result({
    title: 'divides many numbers by each other and gives back all of the results',
    status: 'error',
    rationale: 'It ended with ZeroDivisionError in line 12 of main.py: division by zero.',
    evidence: evidence({
      ran: `divide([${'1, '.repeat(60)}0])`,
      actual: 'ZeroDivisionError: division by zero',
      where: { file: 'main.py', line: 12, text: '    return 1 / n' },
    }),
  }),
  result({
    title: 'and more',
    status: 'skipped',
    rationale: 'Not run: it needs "x" to pass first.',
    evidence: null,
  }),
  result({
    title: 'long names',
    status: 'failed',
    hidden: true,
    rationale: 'It gave back a wrong value.',
    evidence: null,
  }),
]

const plain = (width: number, verbose = false, value = verdict(TESTS)) =>
  renderVerdict(value, makeStyle({ width, color: false }), { verbose })

test('the first failing case in full, the others short, the totals last', () => {
  expect(plain(72)).toBe(`✗ failed  prints the greeting
  What it printed is different: line 7 is "Hello Ada! " instead of
  "Hello, Ada!".

  Ran
    main.py with the input "Ada"

  Difference
           │ … 4 equal lines
           │ 4
           │ 5
  expected │ Hello, Ada!
  got      │ Hello Ada!·
           │      ^^^^^^
           │ bye

  Your program printed
  │ debug: here

  Help
  Look at the comma.

✓ passed  says hello
✗ error   divides many numbers by each other and gives back all of the
          results
          It ended with ZeroDivisionError in line 12 of main.py:
          division by zero.
– skipped and more
          Not run: it needs "x" to pass first.
✗ failed  long names (hidden test)
          It gave back a wrong value.

✗ 1 of 5 tests passed, 3 failed, 1 not run.`)
})

test('with verbose every failing case stands in full, with the line of its exception', () => {
  const text = plain(72, true)
  expect(text).toContain('Where: main.py, line 12\n  12 │     return 1 / n')
  expect(text.indexOf('prints the greeting')).toBeLessThan(text.indexOf('divides many'))
})

test('a broken program is said once', () => {
  const broken = {
    rationale: 'main.py cannot be read as Python, line 2: invalid syntax.',
    where: { file: 'main.py', line: 2, text: 'if x = 2:' },
    output: 'so far\n',
  }
  expect(
    plain(60, false, verdict(TESTS, { status: 'error', broken })),
  ).toBe(`✗ error   main.py cannot be read as Python, line 2: invalid
          syntax.

  Where: main.py, line 2
  2 │ if x = 2:

  Your program printed
  │ so far

✗ None of the 5 tests could run.`)
})

test('all passed', () => {
  const text = plain(
    60,
    false,
    verdict([result({}), result({ title: 'more' })], { status: 'passed' }),
  )
  expect(text).toBe('✓ passed  adds\n✓ passed  more\n\n✓ All 2 tests passed.')
})

test('colour adds nothing that is not also a word or a sign, and no line is too wide', () => {
  for (const width of [20, 34, 43, 44, 60, 80, 100, 200])
    for (const verbose of [false, true]) {
      const colored = renderVerdict(verdict(TESTS), makeStyle({ width, color: true }), { verbose })
      expect(stripVTControlCharacters(colored)).toBe(plain(width, verbose))
      for (const row of plain(width, verbose).split('\n'))
        expect(textWidth(row)).toBeLessThanOrEqual(width)
    }
})

test('nothing a program printed reaches the terminal as a command', () => {
  const nasty = '\u001b]0;title\u0007\u001b[2J\u001b[31mred\r\nback\bspace\u202e'
  const hostile = verdict([
    result({
      status: 'failed',
      title: nasty,
      rationale: nasty,
      help: nasty,
      output: nasty,
      evidence: evidence({
        ran: nasty,
        difference: nasty,
        diff: diffLines([nasty], [`${nasty}x`]),
      }),
    }),
  ])
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(plain(80, true, hostile)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
})

test('any text at any width is drawn within it', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 })
  fc.assert(
    fc.property(text, text, fc.integer({ min: 20, max: 120 }), (expected, actual, width) => {
      const one = result({
        status: 'failed',
        evidence: evidence({ diff: diffLines(expected.split('\n'), actual.split('\n')) }),
        output: actual,
      })
      for (const row of plain(width, false, verdict([one])).split('\n'))
        expect(textWidth(row)).toBeLessThanOrEqual(width)
    }),
    { numRuns: 60 },
  )
})

test('of failing cases that are alike the author’s first is shown, but never a very long one', () => {
  const failing = (id: string, ran: string) =>
    result({ id, title: id, status: 'failed', evidence: evidence({ ran, diff: [] }) })
  const shown = (...tests: TestResult[]) => plain(80, false, verdict(tests))
  expect(shown(failing('example', 'f(10)'), failing('other', 'f(1)'))).toMatch(/Ran\n +f\(10\)/)
  const long = failing('long', `f(${'1234567890, '.repeat(40)})`)
  expect(shown(long, failing('other', 'f(1)'))).toMatch(/Ran\n +f\(1\)/)
})

test('what was said of the test in full is not said again', () => {
  const rationale = 'It ended with NameError in line 6.'
  const tests = ['one', 'two'].map((id) => result({ id, title: id, status: 'error', rationale }))
  const text = plain(80, false, verdict(tests))
  expect(text.split('NameError')).toHaveLength(2)
  expect(text).toContain('✗ error   two\n          The same.')
  expect(plain(80, true, verdict(tests)).split('NameError')).toHaveLength(3)
})
