import { expect, test } from 'vitest'
import {
  assessQuality,
  type FunctionMeasure,
  scoreQuality,
  WEIGHTS,
} from '../../../src/core/grading/quality.ts'
import { createLinter } from '../../../src/sandbox/lint/linter.ts'
import { exercise, root } from '../../helpers/sandbox.ts'

const linter = createLinter(root)
const FILE = { path: 'main.py', text: 'x = 1\n' }
const measure = (more: Partial<FunctionMeasure>): FunctionMeasure => ({
  file: 'main.py',
  line: 1,
  name: 'f',
  complexity: 1,
  lines: 5,
  parameters: 1,
  nesting: 0,
  ...more,
})
const problem = (rule: string) => ({ file: 'main.py', line: 1, rule, message: 'm' })

test('the score is 100 less the cost of every finding', () => {
  const report = scoreQuality(
    {
      problems: [problem('F841'), problem('E711'), problem('E703')],
      functions: [measure({ complexity: 11 })],
    },
    [FILE],
    [],
  )
  // From the table: F 5, E7 4, E70 2, three decisions over eight at 2 each.
  expect(report.findings.map(({ rule, cost }) => [rule, cost])).toEqual([
    ['complexity', 6],
    ['F841', 5],
    ['E711', 4],
    ['E703', 2],
  ])
  expect(report.score).toBe(83)
})

test('the same habit many times is one habit', () => {
  const report = scoreQuality(
    { problems: Array(20).fill(problem('F841')), functions: [] },
    [FILE],
    [],
  )
  expect(report.score).toBe(100 - (WEIGHTS.rules.F?.most ?? 0))
  expect(report.findings.every(({ cost }) => cost > 0)).toBe(true)
})

test('a program much longer than its solution is told so', () => {
  const long = { path: 'main.py', text: 'x = 1\n'.repeat(60) }
  const solution = [{ path: 'main.py', text: 'x = 1\n'.repeat(10) }]
  const report = scoreQuality({ problems: [], functions: [] }, [long], solution)
  expect(report.findings).toMatchObject([{ rule: 'program-length', line: 1 }])
  expect(scoreQuality({ problems: [], functions: [] }, [FILE], solution).score).toBe(100)
})

test('it never falls below 0', () => {
  const functions = Array.from({ length: 9 }, () =>
    measure({ complexity: 40, lines: 200, parameters: 20, nesting: 9 }),
  )
  const problems = Object.keys(WEIGHTS.rules).flatMap((rule) => [
    problem(rule),
    problem(rule),
    problem(rule),
  ])
  expect(scoreQuality({ problems, functions }, [FILE], []).score).toBe(0)
})

async function assess(runner: 'python' | 'javascript' | 'typescript', text: string) {
  const one = exercise(runner, [])
  return assessQuality({ linter }, { exercise: one, files: [{ path: one.edit[0] ?? '', text }] })
}

test('Python: what ruff finds, with its line', async () => {
  const report = await assess(
    'python',
    'import os\n\n\ndef total(list):\n    sum = 0\n    for x in list:\n        if x == None:\n            sum = sum + x\n    return sum\n',
  )
  expect(report.findings.map(({ line, rule }) => `${line} ${rule}`).toSorted()).toEqual([
    '1 F401',
    '4 A002',
    '5 A001',
    '7 E711',
  ])
  expect((await assess('python', 'def double(n):\n    return 2 * n\n')).score).toBe(100)
})

test('JavaScript and TypeScript: what oxlint finds; what the tests call is not unused', async () => {
  const report = await assess(
    'javascript',
    'var seen = 1\nfunction greet(name) {\n  if (name == 2) return seen\n  let spare = 3\n}\n',
  )
  expect(report.findings.map(({ line, rule }) => `${line} ${rule}`).toSorted()).toEqual([
    '1 no-var',
    '3 eqeqeq',
    '4 no-unused-vars',
    '4 prefer-const',
  ])
  expect(
    (await assess('typescript', 'export function double(n: number): number {\n  return 2 * n\n}\n'))
      .score,
  ).toBe(100)
})

// Counted by hand after McCabe (1976): one, and one for each decision.
test.each([
  [
    'python',
    'def f(a, b=1, *c, d=2):\n    if a and b:\n        return [x for x in a if x]\n    elif b:\n        pass\n    return 1 if a else 2\n',
    7,
    4,
    1,
  ],
  [
    'python',
    'class A:\n    def f(self, a):\n        try:\n            for x in a:\n                while x:\n                    x -= 1\n        except ValueError:\n            pass\n',
    4,
    1,
    3,
  ],
  [
    'javascript',
    'function f(a, b) {\n  switch (a) {\n    case 1: return b && 2\n    case 2: return b ?? 3\n    default: return a ? 1 : 2\n  }\n}\n',
    6,
    2,
    1,
  ],
  [
    'javascript',
    'const f = (a) => {\n  if (a) {} else if (a > 1) {} else {}\n  for (const x of a) do { x() } while (x)\n}\n',
    5,
    1,
    2,
  ],
] as const)('complexity of %s %j', async (language, text, complexity, parameters, nesting) => {
  const path = language === 'python' ? 'main.py' : 'main.js'
  const { functions } = await linter.inspect(language, [{ path, text }])
  expect(functions.find(({ name }) => name === 'f')).toMatchObject({
    complexity,
    parameters,
    nesting,
  })
})
