import type { GradedSubmission, GradeReport } from '../grade-report.ts'
import { outcomeOf, type Row, rowsOf } from './rows.ts'
import { MOST_OUTPUT, oneLine } from './text.ts'

const OUTCOMES = {
  passed: 'All tests passed.',
  failed: 'Not all tests passed.',
  error: 'The program could not be run.',
  tampered: 'The program reached into the tests, so nothing of it counts.',
  flaky: 'The program gave different results for the same input, so it does not pass.',
  ungraded: 'This was not graded, so the score says nothing.',
} as const

/**
 * `results.json` of a Gradescope autograder (https://gradescope-autograders.readthedocs.io/en/latest/specs/). The score is
 * that of the whole, in the points of `--max-score`; tests have a status and no points of their own. All text is `text`:
 * nothing in it is read as HTML, Markdown or escapes. What mastery prints is for instructors.
 */
export function renderGradescope(report: GradeReport, submission: GradedSubmission): string {
  const { course, exercise, environment, options } = report
  const outcome = outcomeOf(submission)
  const notes = [...report.notes, ...submission.notes].map((note) => oneLine(note, MOST_OUTPUT))
  const document = {
    score: submission.points ?? 0,
    execution_time: Math.round(submission.durationMs) / 1000,
    output: [OUTCOMES[outcome], ...notes].join('\n'),
    output_format: 'text',
    test_output_format: 'text',
    test_name_format: 'text',
    visibility: 'visible',
    stdout_visibility: 'hidden',
    extra_data: {
      outcome,
      course: oneLine(`${course.id}@${course.version}`),
      exercise: oneLine(exercise.id),
      revision: exercise.revision.number,
      max_score: options.maxScore,
      seed: options.seed,
      tier: submission.verdict?.tier ?? null,
      framework: submission.verdict?.framework ?? null,
      mastery: environment.mastery,
      sha256: submission.digest,
    },
    tests: rowsOf(submission).map(testOf),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function testOf({ name, status, details, message, output, hidden, id }: Row) {
  const said = [details || message, output === '' ? '' : `It printed:\n${output}`]
  return {
    name,
    status: status === 'passed' ? 'passed' : 'failed',
    output: said.filter((text) => text !== '').join('\n\n'),
    visibility: 'visible',
    extra_data: { id: oneLine(id), status, hidden },
  }
}
