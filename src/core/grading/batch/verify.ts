import type { GradedSubmission, GradeReport } from '../grade-report.ts'
import type { EarlierReport, EarlierSubmission } from './read-report.ts'

/** Something that must be equal and is not. */
interface GradeDifference {
  /** Null: of the report as a whole. */
  submission: string | null
  /** In one or two words: `verdict`, `points`, `test "greets Ada"`, `course`. */
  what: string
  before: string
  now: string
}

/** What came of grading again what a report says. */
export interface GradeVerification {
  /** Nothing that must be equal differs. */
  verified: boolean
  /** Submissions that were compared. */
  compared: number
  differences: GradeDifference[]
  /** What differs and may: the version of mastery, the tier. They may explain a difference. */
  circumstances: Omit<GradeDifference, 'submission'>[]
}

/** Compares what must be equal, not the times: hashes, verdicts, the status of each test, points. */
export function compareReports(before: EarlierReport, now: GradeReport): GradeVerification {
  const differences = [...courseDifferences(before, now)]
  const again = new Map(now.submissions.map((one) => [one.name, one]))
  const shared = before.submissions.filter(({ name }) => again.has(name))
  for (const one of before.submissions) {
    const other = again.get(one.name)
    if (other === undefined)
      differences.push(difference(one.name, 'submission', 'graded', 'not handed in'))
    else differences.push(...submissionDifferences(one, other))
  }
  const known = new Set(before.submissions.map(({ name }) => name))
  for (const { name } of now.submissions)
    if (!known.has(name)) differences.push(difference(name, 'submission', 'not there', 'graded'))
  return {
    verified: differences.length === 0,
    compared: shared.length,
    differences,
    circumstances: circumstancesOf(before, now),
  }
}

function courseDifferences(before: EarlierReport, now: GradeReport): GradeDifference[] {
  return changed(null, [
    ['course', before.course.id, now.course.id],
    ['hash of the course', before.course.digest, now.course.digest],
    ['exercise', before.exercise.id, now.exercise.id],
    ['revision', before.exercise.revision.number, now.exercise.revision.number],
    [
      'hash of the tests',
      before.exercise.revision.scoring ?? 'none',
      now.exercise.revision.scoring ?? 'none',
    ],
    ['hash of the hidden tests', before.exercise.hiddenDigest, now.exercise.hiddenDigest],
    ['tests', testsRun(before.options.hidden), testsRun(now.options.hidden)],
  ])
}

function submissionDifferences(
  before: EarlierSubmission,
  now: GradedSubmission,
): GradeDifference[] {
  const status = ({ verdict }: EarlierSubmission): string => verdict?.status ?? 'not graded'
  const tests = new Map(now.verdict?.tests.map((test) => [test.id, test.status]))
  const earlier = before.verdict?.tests ?? []
  const had = new Set(earlier.map(({ id }) => id))
  return changed(before.name, [
    ['hash of the files', before.digest, now.digest],
    ['verdict', status(before), status(now)],
    ['stability', before.stability, now.stability],
    ['points', String(before.points ?? 'none'), String(now.points ?? 'none')],
    ...earlier.map(({ id, title, status }): Row => {
      return [`test "${title}"`, status, tests.get(id) ?? 'not there']
    }),
    ...(now.verdict?.tests ?? [])
      .filter(({ id }) => !had.has(id))
      .map(({ title, status }): Row => [`test "${title}"`, 'not there', status]),
  ])
}

function circumstancesOf(
  before: EarlierReport,
  now: GradeReport,
): GradeVerification['circumstances'] {
  const rows: Row[] = [
    ['version of mastery', before.environment.mastery, now.environment.mastery],
    ['Node', before.environment.node, now.environment.node],
    ['system', before.environment.platform, now.environment.platform],
    ['sandbox', before.environment.tier ?? 'none', now.environment.tier ?? 'none'],
  ]
  return changed(null, rows).map(({ submission: _, ...rest }) => rest)
}

type Row = [what: string, before: string, now: string]

function changed(submission: string | null, rows: readonly Row[]): GradeDifference[] {
  return rows.flatMap(([what, before, now]) =>
    before === now ? [] : [difference(submission, what, before, now)],
  )
}

function difference(
  submission: string | null,
  what: string,
  before: string,
  now: string,
): GradeDifference {
  return { submission, what, before, now }
}

function testsRun(hidden: boolean): string {
  return hidden ? 'visible and hidden' : 'only visible'
}
