import type { Evidence, TestResult, Verdict } from '../verdict.ts'

/** Characters of what one test printed, and of each piece of its evidence. */
const MOST_TEXT = 4_000
const MOST_DIFF_LINES = 60
/** Characters that all tests of one submission say together; of what comes after that only the beginning stays. */
const MOST_ALTOGETHER = 60_000
const SHORT = 200

/**
 * The verdict with its texts cut, so that reports and memory stay small however much programs print: 5,000 submissions
 * are held at once. Statuses, points and places are never cut.
 */
export function boundedVerdict(verdict: Verdict): Verdict {
  let left = MOST_ALTOGETHER
  const tests = verdict.tests.map((test) => {
    const most = left > 0 ? MOST_TEXT : SHORT
    const cut = boundedTest(test, most)
    left -= sizeOf(cut)
    return cut
  })
  const { broken = null } = verdict
  return {
    ...verdict,
    tests,
    broken:
      broken === null
        ? null
        : {
            rationale: cutText(broken.rationale, MOST_TEXT),
            where: boundedPlace(broken.where, MOST_TEXT),
            output: cutText(broken.output, MOST_TEXT),
          },
  }
}

function boundedTest(test: TestResult, most: number): TestResult {
  return {
    ...test,
    rationale: cutText(test.rationale, most),
    output: cutText(test.output, most),
    outputCut: test.outputCut || test.output.length > most,
    evidence: test.evidence === null ? null : boundedEvidence(test.evidence, most),
  }
}

function boundedEvidence(evidence: Evidence, most: number): Evidence {
  const { ran, expected, actual, difference, diff, where } = evidence
  const lines = diff.slice(0, MOST_DIFF_LINES)
  const length = lines.reduce((sum, { text }) => sum + text.length, 0)
  return {
    ran: cutText(ran, most),
    expected: expected === null ? null : cutText(expected, most),
    actual: actual === null ? null : cutText(actual, most),
    difference: difference === null ? null : cutText(difference, most),
    // Half a comparison would mislead: expected and actual still stand beside it.
    diff: length > 2 * most || lines.length < diff.length ? [] : lines,
    where: boundedPlace(where, most),
  }
}

function boundedPlace(where: Evidence['where'], most: number): Evidence['where'] {
  return where === null ? null : { ...where, text: cutText(where.text, most) }
}

function sizeOf({ rationale, output, evidence }: TestResult): number {
  const { expected, actual, diff = [] } = evidence ?? {}
  const shown = diff.reduce((sum, { text }) => sum + text.length, 0)
  return rationale.length + output.length + (expected ?? '').length + (actual ?? '').length + shown
}

/** At most so many characters, with the mark … where something was cut. No half of a character stays. */
function cutText(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
