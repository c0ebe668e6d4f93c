import type { GradedSubmission, GradeReport } from '../grade-report.ts'
import { outcomeOf } from '../report/rows.ts'
import type { SubmissionProblem } from '../submission.ts'

const WRONG = 1
/** What nobody could grade is never told like what is wrong. */
const CANNOT_GRADE: Record<SubmissionProblem['kind'], number> = {
  usage: 2,
  cancelled: 3,
  authentication: 6,
  network: 6,
  'invalid-data': 6,
  limit: 6,
  'no-sandbox': 7,
  internal: 70,
}

/**
 * The exit code of a grading: of one submission whether it passed, of a class whether grading itself worked.
 * @param failUnder fewest points that are enough; null: all tests of one, anything of a class
 */
export function exitCodeOf(report: GradeReport, many: boolean, failUnder: number | null): number {
  const { submissions } = report
  const [only] = submissions
  const codes = submissions.flatMap(({ problem }) =>
    problem === null ? [] : [CANNOT_GRADE[problem.kind]],
  )
  // One that cannot be read stops nobody else; when none can be, nothing was graded.
  const own = codes.filter((code) => code >= CANNOT_GRADE['no-sandbox'])
  if (own.length > 0) return Math.max(...own)
  if (codes.length === submissions.length) return Math.max(...codes)
  if (!many && only !== undefined) return isEnough(only, failUnder) ? 0 : WRONG
  if (failUnder === null) return 0
  return submissions.every((one) => one.verdict === null || isEnough(one, failUnder)) ? 0 : WRONG
}

function isEnough(submission: GradedSubmission, failUnder: number | null): boolean {
  const outcome = outcomeOf(submission)
  if (outcome === 'tampered' || outcome === 'flaky') return false
  return failUnder === null ? outcome === 'passed' : (submission.points ?? 0) >= failUnder
}
