import fc from 'fast-check'
import type { GradedSubmission, GradeReport } from '../../../../src/core/grading/grade-report.ts'
import { HOSTILE, rich, submission } from './rich-report.ts'

/** Any sequence of UTF-16 units, halves of pairs too, and pieces of what formats are made of. */
const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    ...HOSTILE.split('\n'),
    ...[
      '\n',
      '\r\n',
      '"',
      "'",
      '\\',
      '#',
      '{',
      '}',
      ' ',
      '\t',
      '---',
      '...',
      '  ...\n',
      '- ',
      '%0A',
    ],
    ...[
      '<![CDATA[',
      ']]>',
      '&amp;',
      '</testcase>',
      '<!--',
      '</pre>',
      '|',
      ',',
      ';',
      '=',
      '@',
      '::',
    ],
    ...['1..1', 'ok 1', 'not ok 2', 'Bail out!', 'TAP version 13', '# TODO', 'pragma +strict'],
    ...[
      '# Subtest: x',
      '::stop-commands::x',
      '::endgroup::',
      '~~~',
      '```',
      '<b>',
      '\u2028',
      '../..',
    ],
  ),
)
const text = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''))
const orNull = fc.option(text, { nil: null })

const where = fc.option(fc.record({ file: text, line: fc.integer({ min: 1, max: 9999 }), text }), {
  nil: null,
})
const testResult = fc.record({
  id: text,
  title: text,
  hidden: fc.boolean(),
  status: fc.constantFrom(
    'passed' as const,
    'failed' as const,
    'error' as const,
    'skipped' as const,
  ),
  points: fc.integer({ min: 0, max: 9 }),
  rationale: text,
  help: text,
  evidence: fc.option(
    fc.record({
      ran: text,
      expected: orNull,
      actual: orNull,
      difference: orNull,
      diff: fc.array(
        fc.record({
          kind: fc.constantFrom('same' as const, 'expected' as const, 'actual' as const),
          text,
          mark: fc.constant(null),
        }),
        { maxLength: 2 },
      ),
      where,
    }),
    { nil: null },
  ),
  output: fc.oneof(
    { weight: 9, arbitrary: text },
    text.map((one) => one + '🦉x'.repeat(2_500)),
  ),
  outputCut: fc.boolean(),
  durationMs: fc.double({ min: 0, max: 1e5, noNaN: true }),
})

/** Ids are unique in an exercise, so they are here. */
const verdict = fc.record({
  status: fc.constantFrom(
    'passed' as const,
    'failed' as const,
    'error' as const,
    'tampered' as const,
  ),
  score: fc.integer({ min: 0, max: 100 }),
  points: fc.integer({ min: 0, max: 9 }),
  maxPoints: fc.integer({ min: 0, max: 9 }),
  tests: fc.uniqueArray(testResult, { maxLength: 4, selector: ({ id }) => id }),
  errorKind: orNull,
  broken: fc.option(fc.record({ rationale: text, where, output: text }), { nil: null }),
  tier: fc.constantFrom('namespaces' as const, 'kernel' as const, 'isolate' as const),
  durationMs: fc.nat(),
})

export const anySubmission: fc.Arbitrary<GradedSubmission> = fc
  .record({
    name: text,
    learner: orNull,
    source: text,
    notes: fc.array(text, { maxLength: 2 }),
    verdict: fc.option(verdict, { nil: null }),
    problem: fc.option(
      fc.record({ kind: fc.constant('invalid-data' as const), message: text, next: orNull }),
      { nil: null },
    ),
    points: fc.option(fc.integer({ min: 0, max: 10 }), { nil: null }),
    stability: fc.constantFrom('stable' as const, 'flaky' as const, 'once' as const),
    quality: fc.option(
      fc.record({
        score: fc.constant(50),
        findings: fc.array(
          fc.record({
            file: text,
            line: fc.integer({ min: 1, max: 9999 }),
            rule: text,
            message: text,
            cost: fc.integer({ min: 0, max: 9 }),
          }),
          { maxLength: 3 },
        ),
      }),
      { nil: null },
    ),
  })
  .map(({ name, ...given }) => submission(name, given))

export const anyReport: fc.Arbitrary<GradeReport> = fc
  .record({
    title: text,
    id: text,
    notes: fc.array(text, { maxLength: 2 }),
    submissions: fc.array(anySubmission, { maxLength: 3 }),
    clusters: fc.array(fc.record({ what: text, submissions: fc.array(text, { maxLength: 2 }) }), {
      maxLength: 2,
    }),
  })
  .map(({ title, id, notes, submissions, clusters }) => ({
    ...rich,
    course: { ...rich.course, id, title },
    exercise: { ...rich.exercise, id, title },
    notes,
    submissions,
    summary: { ...rich.summary, clusters },
  }))
