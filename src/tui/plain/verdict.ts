import type {
  Evidence,
  Place,
  TestResult,
  TestStatus,
  Verdict,
} from '../../core/grading/verdict.ts'
import { diffLines } from './diff.ts'
import { lineWidth, wrapLine } from './layout.ts'
import { expandTabs, safeText } from './safe.ts'
import { type Line, LOOKS, type Look, line, paint, span } from './spans.ts'
import type { Style } from './style.ts'

export interface VerdictOptions {
  width: number
  /** Every failing test in full, and nothing folded. */
  verbose?: boolean
}

const SIGNS: Record<TestStatus, { sign: string; look: Look }> = {
  passed: { sign: '✓', look: LOOKS.good },
  failed: { sign: '✗', look: LOOKS.bad },
  error: { sign: '✗', look: LOOKS.bad },
  skipped: { sign: '–', look: LOOKS.warning },
}
const INDENT = '  '
const MOST_OUTPUT = 15

/** The verdict as text; see `verdictLines`. */
export function renderVerdict(
  verdict: Verdict,
  style: Style,
  options: { verbose?: boolean } = {},
): string {
  return verdictLines(verdict, { ...options, width: style.width })
    .map((row) => paint(row, style.color ? 'color' : 'none'))
    .join('\n')
}

/**
 * The verdict: the first failing case that is not long in full (what ran, expected and got as an aligned diff with
 * the first difference named, the learner's own output apart, the line of an exception in their own file), the other
 * tests in a line or two each, the totals last.
 */
export function verdictLines(verdict: Verdict, options: VerdictOptions): Line[] {
  const { width, verbose = false } = options
  if (verdict.broken != null) return brokenLines(verdict, width, verbose)
  const failing = failingWithEvidence(verdict)
  const shown = easiest(failing)
  const full = new Set(verbose ? failing : failing.filter((test) => test === shown))
  const rows: Line[] = []
  for (const test of verdict.tests.filter((one) => full.has(one)))
    rows.push(...fullTest(test, width, verbose), [])
  const others = verdict.tests.filter((test) => !full.has(test))
  const said = verbose ? null : (shown?.rationale ?? null)
  for (const test of others) rows.push(...shortTest(test, width, said))
  if (others.length > 0) rows.push([])
  rows.push(...totals(verdict, width))
  return rows
}

/**
 * The failing test that the verdict shows in full; of a program that cannot be run at all, the first. Never a hidden
 * one.
 */
export function shownInFull(verdict: Verdict): TestResult | undefined {
  if (verdict.broken != null) return verdict.tests.find(({ hidden }) => !hidden)
  return easiest(failingWithEvidence(verdict))
}

/** Hidden tests have no evidence. */
function failingWithEvidence({ tests }: Verdict): TestResult[] {
  return tests.filter((test) => isFailing(test) && test.evidence !== null)
}

function isFailing({ status }: TestResult): boolean {
  return status === 'failed' || status === 'error'
}

/**
 * The failing test to look at: the author's first, which is mostly the example of the task, unless another has far
 * less to read.
 */
function easiest(failing: readonly TestResult[]): TestResult | undefined {
  const least = Math.min(...failing.map(size))
  return failing.find((test) => size(test) <= 2 * least + 80)
}

/** How much there is to read. */
function size({ evidence, output }: TestResult): number {
  if (evidence === null) return 0
  const { ran, expected, actual } = evidence
  return ran.length + (expected?.length ?? 0) + (actual?.length ?? 0) + Math.min(output.length, 200)
}

function heading(test: TestResult, width: number): Line[] {
  const { sign, look } = SIGNS[test.status]
  const first = line(span(`${sign} ${test.status.padEnd(7)} `, look))
  const rest = line(' '.repeat(width < 40 ? 2 : lineWidth(first)))
  const title = [
    span(safeText(test.title), LOOKS.strong),
    span(test.hidden ? ' (hidden test)' : '', LOOKS.quiet),
  ]
  return wrapLine(line(...title), width, { first, rest })
}

/** @param said what was said of the test shown in full; it is not said of the others again */
function shortTest(test: TestResult, width: number, said: string | null): Line[] {
  const rows = heading(test, width)
  if (test.status === 'passed') return rows
  const indent = line(width < 40 ? '  ' : ' '.repeat(10))
  const rationale = test.rationale === said && !test.hidden ? 'The same.' : test.rationale
  for (const text of [rationale, test.hidden ? test.help : ''])
    if (text !== '')
      rows.push(...wrapLine(line(safeText(text)), width, { first: indent, rest: indent }))
  return rows
}

function fullTest(test: TestResult, width: number, verbose: boolean): Line[] {
  const rows = [...heading(test, width), ...paragraph(test.rationale, width), []]
  const { evidence } = test
  if (evidence !== null) rows.push(...evidenceLines(evidence, test.rationale, width, verbose))
  const isShown = evidence?.actual === test.output && (evidence?.diff.length ?? 0) > 0
  if (test.output !== '' && !isShown)
    rows.push(
      ...section(
        'Your program printed',
        output(test.output, test.outputCut, width, verbose),
        width,
      ),
    )
  if (test.help !== '') rows.push(...section('Help', paragraph(test.help, width), width))
  while (rows.at(-1)?.length === 0) rows.pop()
  return rows
}

function evidenceLines(evidence: Evidence, said: string, width: number, verbose: boolean): Line[] {
  const { ran, expected, actual, difference, diff, where } = evidence
  const rows = section('Ran', code(ran, width), width)
  if (diff.length > 0) {
    // The rationale often says it already.
    const named = difference !== null && !said.includes(difference)
    const title = named ? `Difference: ${safeText(difference)}` : 'Difference'
    const inner = diffLines(diff, width - INDENT.length, verbose).map((row) => [
      span(INDENT),
      ...row,
    ])
    rows.push(...section(title, inner, width))
  } else {
    if (expected !== null) rows.push(...section('Expected', code(expected, width), width))
    if (actual !== null && where === null) rows.push(...section('Got', code(actual, width), width))
  }
  if (where !== null) rows.push(...placeLines(where, width))
  return rows
}

/** The learner's own line, never a stack of ours. */
function placeLines({ file, line: number, text }: Place, width: number): Line[] {
  const head = line(span(`${INDENT}${number} │ `, LOOKS.quiet))
  const source = line(span(expandTabs(safeText(text)), LOOKS.code))
  const rest = line(span(`${' '.repeat(INDENT.length + String(number).length)} │ `, LOOKS.quiet))
  const rows = wrapLine(source, width, { first: head, rest, at: 'anywhere' })
  return section(`Where: ${safeText(file)}, line ${number}`, rows, width)
}

function section(title: string, rows: Line[], width: number): Line[] {
  return [...wrapLine(line(span(title, LOOKS.heading)), width, around()), ...rows, []]
}

function around() {
  return { first: line(INDENT), rest: line(INDENT) }
}

function paragraph(text: string, width: number): Line[] {
  return safeText(text)
    .split('\n')
    .flatMap((row) => wrapLine(line(row), width, around()))
}

function code(text: string, width: number): Line[] {
  const indent = line(INDENT + INDENT)
  return safeText(text)
    .replace(/\n$/, '')
    .split('\n')
    .flatMap((row) =>
      wrapLine(line(span(expandTabs(row), LOOKS.code)), width, {
        first: indent,
        rest: indent,
        at: 'anywhere',
      }),
    )
}

function output(text: string, cut: boolean, width: number, verbose: boolean): Line[] {
  const all = safeText(text).replace(/\n$/, '').split('\n')
  const shown = verbose ? all : all.slice(0, MOST_OUTPUT)
  const edge = line(span(`${INDENT}│ `, LOOKS.quiet))
  const rows = shown.flatMap((row) =>
    wrapLine(line(expandTabs(row)), width, { first: edge, rest: edge, at: 'anywhere' }),
  )
  const left = all.length - shown.length
  if (left > 0) rows.push([...edge, span(`… ${left} more lines (all with --verbose)`, LOOKS.quiet)])
  if (cut) rows.push([...edge, span('… cut: it printed too much', LOOKS.warning)])
  return rows
}

function totals({ tests }: Verdict, width: number): Line[] {
  const count = (...statuses: TestStatus[]) =>
    tests.filter(({ status }) => statuses.includes(status)).length
  const passed = count('passed')
  const all = passed === tests.length
  if (all) {
    const words = tests.length === 1 ? 'The one test passed.' : `All ${tests.length} tests passed.`
    return wrapLine(line(span(`✓ ${words}`, LOOKS.good)), width)
  }
  const parts = [`${passed} of ${tests.length} ${tests.length === 1 ? 'test' : 'tests'} passed`]
  if (count('failed', 'error') > 0) parts.push(`${count('failed', 'error')} failed`)
  if (count('skipped') > 0) parts.push(`${count('skipped')} not run`)
  return wrapLine(line(span('✗ ', LOOKS.bad), `${parts.join(', ')}.`), width)
}

function brokenLines(verdict: Verdict, width: number, verbose: boolean): Line[] {
  const { rationale = '', where = null, output: printed = '' } = verdict.broken ?? {}
  const tampered = verdict.status === 'tampered'
  const first = line(span(tampered ? '✗ tampered ' : '✗ error   ', LOOKS.bad))
  const rest = line(' '.repeat(width < 40 ? 2 : 10))
  const rows = [
    ...wrapLine(line(span(safeText(rationale), LOOKS.strong)), width, { first, rest }),
    [],
  ]
  if (where !== null) rows.push(...placeLines(where, width))
  if (printed !== '')
    rows.push(...section('Your program printed', output(printed, false, width, verbose), width))
  const { length } = verdict.tests
  const none = length === 1 ? 'The test' : `None of the ${length} tests`
  const words = tampered
    ? `${none} ${length === 1 ? 'does not count' : 'counts'}.`
    : `${none} ${length === 1 ? 'could not run' : 'could run'}.`
  rows.push(...wrapLine(line(span('✗ ', LOOKS.bad), words), width))
  return rows
}
