import type { GradedSubmission, GradeSummary } from '../grade-report.ts'
import { type Outcome, outcomeOf } from '../report/rows.ts'
import { clustersOf } from './mistakes.ts'

/** What came of all submissions together. Each counts in exactly one of the six numbers that make up the total. */
export function summaryOf(
  submissions: readonly GradedSubmission[],
  durationMs: number,
): GradeSummary {
  const count = (kind: Outcome) => submissions.filter((one) => outcomeOf(one) === kind).length
  const points = submissions.flatMap((one) => one.points ?? [])
  const sum = points.reduce((total, one) => total + one, 0)
  return {
    total: submissions.length,
    passed: count('passed'),
    failed: count('failed'),
    errors: count('error'),
    tampered: count('tampered'),
    flaky: count('flaky'),
    ungraded: count('ungraded'),
    meanPoints: points.length === 0 ? null : Math.round((sum / points.length) * 100) / 100,
    tests: testsOf(submissions),
    clusters: clustersOf(submissions),
    durationMs,
  }
}

/** The ones that most failed first, else in the order of the exercise. What was not run did not fail. */
function testsOf(submissions: readonly GradedSubmission[]): GradeSummary['tests'] {
  const tests = new Map<string, GradeSummary['tests'][number]>()
  for (const { verdict } of submissions) {
    if (verdict === null) continue
    const ran = verdict.broken == null && verdict.status !== 'tampered'
    for (const { id, title, hidden, status } of verdict.tests) {
      const test = tests.get(id) ?? { id, title, hidden, passed: 0, failed: 0, skipped: 0 }
      tests.set(id, test)
      if (!ran || status === 'skipped') test.skipped++
      else if (status === 'passed') test.passed++
      else test.failed++
    }
  }
  return [...tests.values()].sort((one, other) => other.failed - one.failed)
}
