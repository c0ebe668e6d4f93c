import type { GradedSubmission, GradeReport } from '../../../../src/core/grading/grade-report.ts'
import type { TestResult, Verdict } from '../../../../src/core/grading/verdict.ts'

const digest = (letter: string) => letter.repeat(64)

/** What a program may print to fool a reader: each kind of report must show it, none may obey it. */
export const HOSTILE = [
  'plain, then <b>bold</b> & "quoted" ]]> and <!-- --> 🦉 é',
  '::error file=main.py,line=1::forged',
  '##[error]forged too',
  'ok 99 - forged # SKIP',
  '  ...',
  '    ok 1 - nested',
  '\u001b[31mred\u001b[0m \u0000 \u0007 \u009b \u202e half \ud83d',
  '| a | [link](http://example.org) `code` $x @nobody #1',
  '=HYPERLINK("http://example.org")\r',
].join('\n')

const test = (id: string, given: Partial<TestResult>): TestResult => ({
  id,
  title: id,
  hidden: false,
  status: 'passed',
  points: 0,
  rationale: '',
  help: '',
  evidence: null,
  output: '',
  outputCut: false,
  durationMs: 12.4,
  ...given,
})

const verdict = (given: Partial<Verdict>): Verdict => ({
  status: 'failed',
  score: 0,
  points: 0,
  maxPoints: 6,
  tests: [],
  errorKind: null,
  broken: null,
  tier: 'namespaces',
  durationMs: 110.25,
  ...given,
})

export const submission = (
  name: string,
  given: Partial<GradedSubmission> = {},
): GradedSubmission => ({
  name,
  learner: null,
  source: `handed-in/${name}`,
  digest: digest('a'),
  files: [{ path: 'main.py', bytes: 120, digest: digest('b') }],
  notes: [],
  verdict: null,
  problem: null,
  points: null,
  stability: 'once',
  quality: null,
  durationMs: 220.5,
  ...given,
})

const evidence = {
  ran: 'greet("Ada")',
  expected: '"Hello, Ada!"',
  actual: '"Hello Ada!"',
  difference: null,
  diff: [
    { kind: 'expected' as const, text: 'Hello, Ada!', mark: [5, 6] as [number, number] },
    { kind: 'actual' as const, text: 'Hello Ada!', mark: null },
  ],
  where: null,
}

export const passed = submission('ada', {
  learner: 'Ada Lovelace',
  verdict: verdict({
    status: 'passed',
    score: 100,
    points: 6,
    tests: [
      test('by-name', { title: 'Greets by name', points: 4, evidence: { ...evidence, diff: [] } }),
      test('no-name', { title: 'Greets nobody', points: 2, hidden: true }),
    ],
  }),
  points: 10,
  stability: 'stable',
  quality: {
    score: 91,
    findings: [
      {
        file: 'main.py',
        line: 3,
        rule: 'F841',
        message: 'Local variable `x` is never used',
        cost: 5,
      },
      {
        file: 'src/my file#1.py',
        line: 12,
        rule: 'complexity',
        message: 'greet() is complex',
        cost: 4,
      },
      {
        file: 'main.py',
        line: 9,
        rule: 'F841',
        message: 'Local variable `x` is never used',
        cost: 0,
      },
    ],
  },
})

export const failed = submission('bob # 2', {
  learner: '=cmd|"/c calc"!A1',
  notes: ['notes.txt is not part of the exercise'],
  verdict: verdict({
    score: 200 / 3,
    points: 4,
    errorKind: 'wrong',
    tests: [
      test('loud', { title: 'Says it\\loud {', points: 4, output: HOSTILE }),
      test('by-name', {
        title: 'Greets by name',
        status: 'failed',
        rationale: 'greet("Ada") gave "Hello Ada!", expected "Hello, Ada!".',
        help: 'Look at the comma.',
        evidence,
        output: HOSTILE,
      }),
      test('raises', {
        title: 'Greets by name',
        status: 'error',
        rationale: 'It ended with ZeroDivisionError in line 7 of main.py: division by zero.',
        evidence: {
          ...evidence,
          expected: null,
          actual: null,
          diff: [],
          where: { file: 'main.py', line: 7, text: 'return 1 / 0' },
        },
        output: 'x'.repeat(100_000),
        outputCut: true,
      }),
      test('later', {
        title: 'Later #3',
        status: 'skipped',
        rationale: 'Not run: it needs "Greets by name" to pass first.',
      }),
      test('secret', {
        title: 'Some other name',
        status: 'failed',
        hidden: true,
        rationale: 'A hidden test failed.',
        evidence: { ...evidence, ran: 'greet("SECRET")', expected: 'SECRET' },
        output: 'SECRET',
      }),
    ],
  }),
  points: 6.67,
})

export const broken = submission('carl.zip', {
  verdict: verdict({
    status: 'error',
    errorKind: 'SyntaxError',
    broken: {
      rationale: 'main.py cannot be read as Python, line 2: invalid syntax.',
      where: { file: 'main.py', line: 2, text: 'def f(' },
      output: '',
    },
    tests: [
      test('by-name', {
        title: 'Greets by name',
        status: 'error',
        rationale: 'main.py cannot be read as Python, line 2: invalid syntax.',
      }),
      test('no-name', {
        title: 'Greets nobody',
        status: 'error',
        hidden: true,
        rationale: 'Not run: the program cannot be run at all.',
      }),
    ],
  }),
  points: 0,
})

export const tampered = submission('eve', {
  verdict: verdict({
    status: 'tampered',
    framework: 'python-unittest',
    broken: {
      rationale: 'The program reached into its own tests, so nothing they say counts.',
      where: null,
      output: '',
    },
    tests: [
      test('by-name', { title: 'Greets by name', points: 4, output: 'I pass' }),
      test('no-name', { title: 'Greets nobody', hidden: true, points: 2 }),
    ],
  }),
  points: 0,
})

export const flaky = submission('finn', {
  notes: ['"Greets by name" passed once and failed once.'],
  verdict: verdict({
    status: 'passed',
    score: 100,
    points: 6,
    tests: [test('by-name', { title: 'Greets by name', points: 6 })],
  }),
  points: 0,
  stability: 'flaky',
})

export const ungraded = submission('gus.tar', {
  problem: {
    kind: 'invalid-data',
    message: 'gus.tar leads out of its folder: "../../etc/passwd".',
    next: 'ask for a new archive',
  },
})

/** A report of these submissions. */
export function reportOf(...submissions: GradedSubmission[]): GradeReport {
  return {
    course: { id: 'python', title: 'Python', version: '1.0.0', digest: digest('c') },
    exercise: {
      id: 'greet',
      title: 'Greet & meet',
      revision: { number: '3.1', scoring: '0123456789abcdef', text: 'fedcba9876543210' },
      visibleTests: 4,
      hiddenTests: 1,
      hiddenDigest: digest('d'),
    },
    environment: {
      mastery: '0.1.0',
      node: 'v24.21.0',
      platform: 'linux-x64',
      tier: 'namespaces',
      promises: [{ promise: 'network', how: 'its own network namespace', held: true, found: null }],
      limits: { wallMs: 5000, memoryBytes: 268_435_456, outputBytes: 65_536 },
    },
    options: { atLeast: 'kernel', seed: 7, maxScore: 10, hidden: true },
    notes: ['The hidden tests come from greet.mastery.'],
    submissions,
    summary: {
      total: submissions.length,
      passed: 1,
      failed: 1,
      errors: 1,
      tampered: 1,
      flaky: 1,
      ungraded: 1,
      meanPoints: 3.33,
      tests: [
        {
          id: 'by-name',
          title: 'Greets by name',
          hidden: false,
          passed: 2,
          failed: 2,
          skipped: 0,
        },
        { id: 'loud', title: 'Says it\\loud {', hidden: false, passed: 1, failed: 0, skipped: 0 },
      ],
      clusters: [{ what: 'greet("Ada") gave "Hello Ada!"', submissions: ['bob # 2', 'hal'] }],
      durationMs: 1523.7,
    },
  }
}

export const rich = reportOf(passed, failed, broken, tampered, flaky, ungraded)
