import type { GradedSubmission } from '../grade-report.ts'
import { type Outcome, outcomeOf, type Row, rowsOf } from './rows.ts'
import { cut } from './text.ts'

/** https://exercism.org/docs/building/tooling/test-runners/interface, version 3, sets these and words the mark. */
const MOST_OUTPUT = 500
const MARK = '\nOutput was truncated. Please limit to 500 chars'

/**
 * `results.json` of an Exercism test runner. Our courses have no numbered tasks, so no test names one. Exercism knows no
 * skipped test: one that was not run is `fail`, with the reason.
 */
export function renderExercism(submission: GradedSubmission): string {
  const rows = rowsOf(submission)
  const status = statusOf(outcomeOf(submission))
  // The reason of the whole: no test says more than it.
  const why = rows.find(({ details }) => details !== '')?.details ?? 'The program could not be run.'
  const message = status === 'error' ? why : null
  const tests = status === 'error' ? [] : rows.map(testOf)
  const document = { version: 3, status, message, tests }
  return `${JSON.stringify(document, null, 2)}\n`
}

/** `error` is for a run in which nothing can be said of single tests. */
function statusOf(outcome: Outcome): 'pass' | 'fail' | 'error' {
  if (outcome === 'passed') return 'pass'
  return outcome === 'failed' || outcome === 'flaky' ? 'fail' : 'error'
}

function testOf({ name, status, details, message, output, ran }: Row) {
  return {
    name,
    status: status === 'passed' ? 'pass' : status === 'error' ? 'error' : 'fail',
    message: status === 'passed' ? null : details || message,
    ...(output === '' ? {} : { output: outputOf(output) }),
    ...(ran === null ? {} : { test_code: ran }),
  }
}

function outputOf(output: string): string {
  return output.length <= MOST_OUTPUT ? output : cut(output, MOST_OUTPUT - MARK.length, MARK)
}
