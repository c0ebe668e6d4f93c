import type { GradedSubmission, GradeReport } from '../grade-report.ts'
import { outcomeOf, type Row, rowsOf } from './rows.ts'
import { MOST_MESSAGE, oneLine } from './text.ts'

/** Of the schema published as ctrf-schema-0.0.json. */
const SPEC_VERSION = '0.0.0'

/**
 * CTRF (https://ctrf.io/docs/specification/overview). Times count from the start of grading, as the same report gives the
 * same bytes. CTRF has no word for an error, so those are `failed`, with ours in `rawStatus`.
 */
export function renderCtrf(report: GradeReport): string {
  const { environment, exercise, course, options, summary } = report
  const rows = report.submissions.map((submission) => ({ submission, rows: rowsOf(submission) }))
  const tests = rows.flatMap(({ submission, rows }) =>
    rows.map((row) => testOf(report, submission, row)),
  )
  const number = (status: string) => tests.filter((test) => test.status === status).length
  const duration = Math.round(summary.durationMs)
  const document = {
    reportFormat: 'CTRF',
    specVersion: SPEC_VERSION,
    generatedBy: `mastery ${environment.mastery}`,
    results: {
      tool: { name: 'mastery', version: environment.mastery },
      summary: {
        tests: tests.length,
        passed: number('passed'),
        failed: number('failed'),
        skipped: number('skipped'),
        pending: 0,
        other: 0,
        suites: report.submissions.length,
        start: 0,
        stop: duration,
        duration,
      },
      tests,
      environment: { osPlatform: oneLine(environment.platform), appName: oneLine(exercise.title) },
      extra: {
        course: {
          id: oneLine(course.id),
          version: oneLine(course.version),
          digest: oneLine(course.digest),
        },
        exercise: { id: oneLine(exercise.id), revision: exercise.revision.number },
        maxScore: options.maxScore,
        seed: options.seed,
        tier: environment.tier,
        notes: report.notes.map((note) => oneLine(note, MOST_MESSAGE)),
        submissions: report.submissions.map((submission) => ({
          name: oneLine(submission.name),
          learner: submission.learner === null ? null : oneLine(submission.learner),
          outcome: outcomeOf(submission),
          points: submission.points,
          framework: submission.verdict?.framework ?? null,
          sha256: submission.digest,
          notes: submission.notes.map((note) => oneLine(note, MOST_MESSAGE)),
        })),
      },
    },
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function testOf(report: GradeReport, { name }: GradedSubmission, row: Row) {
  const { course, exercise } = report
  return {
    name: row.name,
    status: row.status === 'error' ? 'failed' : row.status,
    rawStatus: row.kind === 'test' ? row.status : row.kind,
    duration: Math.round(row.durationMs),
    testId: oneLine(`${course.id}/${exercise.id}/${row.id}`),
    suite: [oneLine(name)],
    ...(row.message === '' ? {} : { message: row.message }),
    ...(row.details === '' ? {} : { trace: row.details }),
    ...(row.where === null ? {} : { filePath: row.where.file, line: row.where.line }),
    ...(row.output === '' ? {} : { stdout: row.output.split('\n') }),
    extra: { points: row.points, hidden: row.hidden },
  }
}
