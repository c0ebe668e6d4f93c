import type { GradedSubmission, GradeReport } from '../grade-report.ts'
import { outcomeOf, type Row, rowsOf } from './rows.ts'
import { MOST_MESSAGE, oneLine } from './text.ts'

/**
 * TAP version 14 (https://testanything.org/tap-version-14-specification.html). One submission: its tests. Several: a
 * subtest for each, indented by four blanks and followed by its own test point.
 */
export function renderTap(report: GradeReport): string {
  const { submissions } = report
  const [only] = submissions
  const lines =
    submissions.length === 1 && only !== undefined
      ? testPoints(only)
      : [`1..${submissions.length}`, ...submissions.flatMap(subtest)]
  const notes = report.notes.map((note) => `# note: ${oneLine(note, MOST_MESSAGE)}`)
  return ['TAP version 14', ...notes, ...lines, ''].join('\n')
}

function subtest(submission: GradedSubmission, index: number): string[] {
  const name = escaped(oneLine(submission.name))
  const outcome = outcomeOf(submission)
  const isOk = outcome === 'passed'
  return [
    `# Subtest: ${name}`,
    ...testPoints(submission).map((line) => `    ${line}`),
    testPoint(isOk, index + 1, name),
    ...diagnostics({
      outcome,
      learner: submission.learner === null ? null : oneLine(submission.learner),
      points: submission.points,
      notes: submission.notes.map((note) => oneLine(note, MOST_MESSAGE)),
    }),
  ]
}

/** A plan and one test point for each row, so that a run that ends early is never taken for a whole one. */
function testPoints(submission: GradedSubmission): string[] {
  const rows = rowsOf(submission)
  return [`1..${rows.length}`, ...rows.flatMap((row, index) => pointOf(row, index + 1))]
}

function pointOf(row: Row, number: number): string[] {
  const name = escaped(row.name)
  if (row.status === 'skipped')
    return [`${testPoint(true, number, name)} # SKIP ${escaped(row.message)}`.trimEnd()]
  const isOk = row.status === 'passed'
  return [
    testPoint(isOk, number, name),
    ...diagnostics({
      message: row.message === '' ? null : row.message,
      severity: isOk ? null : row.status === 'error' ? 'error' : 'fail',
      kind: row.kind === 'test' ? null : row.kind,
      at: row.where === null ? null : `${row.where.file}:${row.where.line}`,
      details: row.details.includes('\n') ? row.details.split('\n') : null,
      output: row.output === '' ? null : row.output.split('\n'),
      duration_ms: Math.round(row.durationMs),
    }),
  ]
}

function testPoint(isOk: boolean, number: number, name: string): string {
  return `${isOk ? 'ok' : 'not ok'} ${number} - ${name}`
}

/** A YAML block. Strings are in double quotes: what JSON writes is YAML, and no line of them can end the block. */
function diagnostics(given: Record<string, string | string[] | number | null>): string[] {
  const lines = Object.entries(given).flatMap(([key, value]) => {
    if (value === null || (Array.isArray(value) && value.length === 0)) return []
    if (!Array.isArray(value)) return [`  ${key}: ${JSON.stringify(value)}`]
    return [`  ${key}:`, ...value.map((line) => `    - ${JSON.stringify(line)}`)]
  })
  return lines.length === 0 ? [] : ['  ---', ...lines, '  ...']
}

/**
 * What would begin a directive, and the escape itself. Where a line ends with an opening brace, parsers look for a subtest
 * in braces: such a text stands in quotes.
 */
function escaped(text: string): string {
  const safe = text.replaceAll('\\', '\\\\').replaceAll('#', '\\#')
  return /\{\s*$/.test(safe) ? `"${safe}"` : safe
}
