import type { GradedSubmission, GradeSummary } from '../grade-report.ts'
import { isAccepted, type TestResult, type Verdict } from '../verdict.ts'

type Cluster = GradeSummary['clusters'][number]

/** Names shown of one cluster are all names; what is said of it is cut. */
const MOST_WORDS = 200

/**
 * Submissions that go wrong in the same way: the same tests fail, with the same wrong values or errors. Only what two or
 * more share, the largest first.
 */
export function clustersOf(submissions: readonly GradedSubmission[]): Cluster[] {
  const clusters = new Map<string, Cluster>()
  for (const { name, verdict } of submissions) {
    if (verdict === null || isAccepted(verdict)) continue
    const key = mistakeOf(verdict)
    const known = clusters.get(key)
    if (known === undefined) clusters.set(key, { what: inWords(verdict), submissions: [name] })
    else known.submissions.push(name)
  }
  return [...clusters.values()]
    .filter(({ submissions: { length } }) => length > 1)
    .sort((one, other) => other.submissions.length - one.submissions.length)
}

/** Equal for two verdicts that are wrong in the same way. */
function mistakeOf({ status, broken, errorKind, tests }: Verdict): string {
  if (status === 'tampered') return 'tampered'
  if (broken != null) return JSON.stringify(['broken', errorKind, withoutPlaces(broken.rationale)])
  const wrong = tests
    .filter(isWrong)
    .map(({ id, status, evidence, rationale }) => [
      id,
      status,
      evidence?.actual ?? withoutPlaces(rationale),
    ])
  return JSON.stringify([errorKind, wrong])
}

function inWords({ status, broken, tests }: Verdict): string {
  if (status === 'tampered') return 'reached into the tests'
  if (broken != null) return cut(withoutPlaces(broken.rationale))
  const wrong = tests.filter(isWrong)
  const [first] = wrong
  if (first === undefined) return 'no test passed'
  const more = wrong.length - 1
  const others =
    more === 0 ? '' : more === 1 ? ' One more test fails.' : ` ${more} more tests fail.`
  return `${first.title}: ${cut(withoutPlaces(first.rationale))}${others}`
}

function isWrong({ status }: TestResult): boolean {
  return status === 'failed' || status === 'error'
}

/** The same mistake stands in another line of each program. */
function withoutPlaces(words: string): string {
  return words.replaceAll(/,? (in )?line \d+( of [^\s:,]+)?/g, '')
}

function cut(words: string): string {
  return words.length <= MOST_WORDS ? words : `${words.slice(0, MOST_WORDS - 1)}…`
}
