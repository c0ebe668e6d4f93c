import type { GradedSubmission, GradeReport } from '../grade-report.ts'
import { type Row, rowsOf } from './rows.ts'
import { MOST_MESSAGE, oneLine } from './text.ts'

/**
 * JUnit XML as https://github.com/testmoapp/junitxml describes it: a suite for each submission, times in seconds.
 * There is no time stamp, as the same report gives the same bytes.
 */
export function renderJunit(report: GradeReport): string {
  const suites = report.submissions.map((submission) => ({ submission, rows: rowsOf(submission) }))
  const name = oneLine(`${report.course.id}/${report.exercise.id}`)
  const all = suites.flatMap(({ rows }) => rows)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name, ...counts(all), time: seconds(report.summary.durationMs) })}>`,
    ...suites.flatMap(({ submission, rows }) => suite(report, submission, rows)),
    '</testsuites>',
    '',
  ].join('\n')
}

function suite(report: GradeReport, submission: GradedSubmission, rows: Row[]): string[] {
  const name = oneLine(submission.name)
  const time = seconds(submission.durationMs)
  const file = oneLine(submission.source)
  const properties: [string, string | number | null][] = [
    ['course', `${report.course.id}@${report.course.version}`],
    ['exercise', report.exercise.id],
    ['learner', submission.learner],
    ['points', submission.points],
    ['maxScore', report.options.maxScore],
    ['sha256', submission.digest],
    ['tier', submission.verdict?.tier ?? null],
    ['framework', submission.verdict?.framework ?? null],
    ...[...report.notes, ...submission.notes].map((note): [string, string] => ['note', note]),
  ]
  return [
    `  <testsuite${attributes({ name, ...counts(rows), time, file })}>`,
    '    <properties>',
    ...properties.flatMap(([key, value]) =>
      value === null
        ? []
        : [
            `      <property${attributes({ name: key, value: oneLine(String(value), MOST_MESSAGE) })}/>`,
          ],
    ),
    '    </properties>',
    ...rows.flatMap((row) => testcase(name, row)),
    '  </testsuite>',
  ]
}

function testcase(classname: string, row: Row): string[] {
  const { name, where, output } = row
  const place = where === null ? {} : { file: where.file, line: where.line }
  const open = `    <testcase${attributes({ name, classname, time: seconds(row.durationMs), ...place })}`
  const inside = [...outcome(row), ...(output === '' ? [] : [element('system-out', {}, output)])]
  if (inside.length === 0) return [`${open}/>`]
  return [`${open}>`, ...inside, '    </testcase>']
}

function outcome({ status, kind, message, details }: Row): string[] {
  if (status === 'passed') return []
  if (status === 'skipped') return [`      <skipped${attributes({ message })}/>`]
  const type = kind === 'test' ? status : kind
  return [element(status === 'error' ? 'error' : 'failure', { message, type }, details)]
}

function counts(rows: readonly Row[]): Record<string, number> {
  const number = (status: Row['status']) => rows.filter((row) => row.status === status).length
  return {
    tests: rows.length,
    failures: number('failed'),
    errors: number('error'),
    skipped: number('skipped'),
  }
}

/** XML 1.0 has no way to write a control character, so the text must have been made visible before. */
function element(name: string, given: Record<string, string>, text: string): string {
  return `      <${name}${attributes(given)}>${escaped(text)}</${name}>`
}

function attributes(given: Record<string, string | number>): string {
  return Object.entries(given)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('')
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}
