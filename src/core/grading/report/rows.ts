import type { GradedSubmission } from '../grade-report.ts'
import {
  isAccepted,
  type Place,
  type TestResult,
  type TestStatus,
  type Verdict,
} from '../verdict.ts'
import { block, MOST_MESSAGE, MOST_OUTPUT, oneLine } from './text.ts'

/** What became of a submission, in one word. `passed` is said of nothing that is in doubt. */
export type Outcome = 'passed' | 'failed' | 'error' | 'tampered' | 'flaky' | 'ungraded'

/** One line of a report: a test, or what has to be said of the submission as a whole. All text is safe to show. */
export interface Row {
  /** Unique within the submission. */
  id: string
  /** In one line; unique within the submission. */
  name: string
  status: TestStatus
  /** `test`, or why this line stands here though it is none. */
  kind: 'test' | Exclude<Outcome, 'passed' | 'failed'>
  hidden: boolean
  points: number
  /** What is wrong, in one line; empty when passed. */
  message: string
  /** The same with help and evidence, in lines; empty when passed. */
  details: string
  /** What was run: `greet("Ada")`; null for hidden tests and for what is no test. */
  ran: string | null
  /** What the program printed; empty for hidden tests. */
  output: string
  where: Pick<Place, 'file' | 'line'> | null
  durationMs: number
}

export function outcomeOf({ verdict, stability }: GradedSubmission): Outcome {
  if (verdict === null) return 'ungraded'
  if (verdict.status === 'tampered') return 'tampered'
  if (isWithoutTests(verdict)) return 'error'
  return stability === 'flaky' ? 'flaky' : verdict.status
}

/** Nothing passed and nothing failed: zero tests are never a pass. */
function isWithoutTests(verdict: Verdict): boolean {
  return verdict.tests.length === 0 || (verdict.status === 'passed' && !isAccepted(verdict))
}

/** All lines of a submission, in the order of its tests. At least one, and only those that passed have none that failed. */
export function rowsOf(submission: GradedSubmission): Row[] {
  const { verdict, problem } = submission
  if (verdict === null) {
    const next = problem?.next == null ? '' : `\n${problem.next}`
    const why = problem?.message ?? 'It could not be graded.'
    return [whole('ungraded', 'Can be graded', why, why + next)]
  }
  const tests = testRows(verdict)
  if (verdict.status === 'tampered')
    return [
      whole(
        'tampered',
        'Leaves the tests alone',
        verdict.broken?.rationale ?? 'The program reached into its own tests.',
      ),
      ...tests.map(disbelieved),
    ]
  if (isWithoutTests(verdict))
    return [...tests, whole('error', 'Has tests', 'No test was run: that is never a pass.')]
  if (submission.stability === 'flaky')
    return [
      ...tests,
      whole('flaky', 'Gives the same result twice', FLAKY, [FLAKY, ...submission.notes].join('\n')),
    ]
  return tests
}

const FLAKY = 'A second run on equal inputs came to another result, so this is no pass.'

function whole(kind: Row['kind'], name: string, why: string, details = why): Row {
  return {
    id: `submission-${kind}`,
    name,
    status: kind === 'flaky' ? 'failed' : 'error',
    kind,
    hidden: false,
    points: 0,
    message: oneLine(why, MOST_MESSAGE),
    details: block(details, MOST_OUTPUT),
    ran: null,
    output: '',
    where: null,
    durationMs: 0,
  }
}

/** What a test of a tampered submission said is kept out: it may say anything. */
function disbelieved(row: Row): Row {
  const message = 'Not believed: the program reached into the tests.'
  return { ...row, status: 'skipped', points: 0, message, details: message, output: '' }
}

function testRows(verdict: Verdict): Row[] {
  const titles = verdict.tests.map(
    ({ title, id }, index) =>
      [title, id].map((text) => oneLine(text).trim()).find(Boolean) ?? `Test ${index + 1}`,
  )
  const all = new Set<string>()
  const repeated = new Set(titles.filter((title) => all.size === all.add(title).size))
  const broken = verdict.broken ?? null
  // With hidden tests alone, what it printed may be an answer to their input.
  const isOpen = verdict.tests.some(({ hidden }) => !hidden)
  return verdict.tests.map((test, index) => {
    const title = titles[index] ?? ''
    const row = testRow(test, repeated.has(title) ? `${title} (${oneLine(test.id)})` : title)
    if (broken === null || index > 0) return row
    const output = isOpen ? block(broken.output, MOST_OUTPUT) : ''
    return { ...row, where: placeOf(broken.where), output }
  })
}

function testRow(test: TestResult, name: string): Row {
  const { id, status, hidden, points, rationale, durationMs } = test
  const evidence = hidden ? null : test.evidence
  const cutMark = test.outputCut ? '\n… cut by the limit of the sandbox' : ''
  return {
    id,
    name,
    status,
    kind: 'test',
    hidden,
    points,
    message: oneLine(rationale, MOST_MESSAGE),
    details: status === 'passed' ? '' : block(detailsOf(test), MOST_OUTPUT),
    ran: evidence === null ? null : block(evidence.ran, MOST_MESSAGE),
    output: hidden || test.output === '' ? '' : block(test.output, MOST_OUTPUT) + cutMark,
    where: placeOf(evidence?.where ?? null),
    durationMs,
  }
}

function detailsOf({ rationale, help, hidden, evidence }: TestResult): string {
  const lines = [rationale, help]
  if (!hidden && evidence !== null) {
    const { ran, expected, actual, difference, diff } = evidence
    lines.push(`Ran: ${ran}`)
    if (difference !== null && !rationale.includes(difference)) lines.push(difference)
    if (diff.length === 0) {
      if (expected !== null) lines.push(labelled('Expected', expected))
      if (actual !== null) lines.push(labelled('Got', actual))
    } else {
      const sign = { same: '  ', expected: '- ', actual: '+ ' }
      lines.push('Expected (-) and got (+):', ...diff.map(({ kind, text }) => sign[kind] + text))
    }
  }
  return lines.filter((line) => line !== '').join('\n')
}

function labelled(label: string, text: string): string {
  if (text === '') return `${label}: nothing`
  return text.includes('\n') ? `${label}:\n${text}` : `${label}: ${text}`
}

function placeOf(where: Place | null): Row['where'] {
  return where === null ? null : { file: oneLine(where.file), line: where.line }
}
