import type { TestResult, Verdict } from '../verdict.ts'

/** Whether two runs on equal inputs came to different results. Both name their tests in the same order. */
export function isFlaky(first: Verdict, second: Verdict): boolean {
  return (
    first.status !== second.status ||
    first.tests.length !== second.tests.length ||
    first.tests.some(({ id, status }, index) => {
      const again = second.tests[index]
      return again?.id !== id || again.status !== status
    })
  )
}

/** The verdict on a submission whose pass was not confirmed: that of the second run, with what differed in words. */
export function flakyVerdict(first: Verdict, second: Verdict): Verdict {
  const before = new Map(first.tests.map(({ id, status }) => [id, status]))
  const tests = second.tests.map((test): TestResult => {
    if (test.status === before.get(test.id)) return test
    return { ...test, rationale: `${DIFFERS} ${test.rationale}`.trim() }
  })
  return {
    ...second,
    tests,
    broken:
      second.broken == null
        ? null
        : { ...second.broken, rationale: `${DIFFERS} ${second.broken.rationale}` },
    durationMs: first.durationMs + second.durationMs,
  }
}

const DIFFERS = 'Passed in the first run, but not in the second on the same input.'
