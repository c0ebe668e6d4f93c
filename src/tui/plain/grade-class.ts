import type {
  GradedSubmission,
  GradeReport,
  GradeSummary,
} from '../../core/grading/grade-report.ts'
import { outcomeOf } from '../../core/grading/report/rows.ts'
import { named, oneLine, outcomeWords } from './grade-words.ts'
import { cutText, textWidth, wrapLine } from './layout.ts'
import { count, duration, heading, paragraph } from './progress.ts'
import { type Line, LOOKS, line, span } from './spans.ts'

/** Rows of the table that are read; of more only those that a person has to look at. */
const MOST_ROWS = 40
const MOST_TESTS = 10
const MOST_CLUSTERS = 10
const MOST_NAMES = 6

/** A class: each submission in a row, how many came out how, the tests that most fail, mistakes that several made. */
export function classLines(report: GradeReport, width: number, verbose: boolean): Line[] {
  const { summary, submissions, options } = report
  const lines = [...tableLines(submissions, width, verbose), []]
  lines.push(...totalLines(summary, options.maxScore, width))
  const failing = summary.tests.filter(({ failed }) => failed > 0)
  if (failing.length > 0) lines.push([], heading('Tests that fail most', width))
  for (const test of failing.slice(0, MOST_TESTS)) {
    const share = `${test.failed} of ${test.failed + test.passed}`.padStart(12)
    const title = [oneLine(test.title), span(test.hidden ? ' (hidden test)' : '', LOOKS.quiet)]
    lines.push(...under(share, line(...title), width))
  }
  if (summary.clusters.length > 0) lines.push([], heading('The same mistake', width))
  for (const { what, submissions: names } of summary.clusters.slice(0, MOST_CLUSTERS)) {
    const label = `${names.length} ×`.padStart(12)
    lines.push(...under(label, line(oneLine(what)), width))
    lines.push(...paragraph(someNames(names), width, LOOKS.quiet, 14))
  }
  return lines
}

function tableLines(
  submissions: readonly GradedSubmission[],
  width: number,
  verbose: boolean,
): Line[] {
  const isLong = submissions.length > MOST_ROWS && !verbose
  const remarkable = (one: GradedSubmission): boolean =>
    ['ungraded', 'tampered', 'flaky'].includes(outcomeOf(one))
  const shown = isLong ? submissions.filter(remarkable).slice(0, MOST_ROWS) : submissions
  const nameWidth = Math.max(
    6,
    Math.min(width - 30, 44, Math.max(0, ...shown.map((one) => textWidth(named(one))))),
  )
  const lines = shown.flatMap((one) => rowLines(one, nameWidth, width))
  const left = submissions.length - shown.length
  if (left > 0) {
    const others = shown.length === 0 ? 'submissions' : 'others'
    const words = `The ${left} ${others} are not listed here: --verbose lists all, --report csv=grades.csv makes a table of them.`
    lines.push(...paragraph(words, width, LOOKS.quiet))
  }
  return lines
}

function rowLines(one: GradedSubmission, nameWidth: number, width: number): Line[] {
  const { word, look } = outcomeWords(one)
  const name = cutText(named(one), nameWidth)
  const row = line(
    name + ' '.repeat(Math.max(0, nameWidth - textWidth(name))),
    '  ',
    span(word.padEnd(12), look),
    String(one.points ?? '–').padStart(8),
    testsOf(one),
  )
  if (one.problem === null) return [row]
  return [row, ...paragraph(oneLine(one.problem.message), width, LOOKS.quiet, 4)]
}

function testsOf({ verdict }: GradedSubmission): string {
  if (verdict === null || verdict.broken != null) return ''
  const passed = verdict.tests.filter(({ status }) => status === 'passed').length
  return `  ${passed}/${verdict.tests.length}`
}

function totalLines(summary: GradeSummary, maxScore: number, width: number): Line[] {
  const parts = [
    `${summary.passed} passed`,
    `${summary.failed} failed`,
    ...some(summary.errors, 'could not run'),
    ...some(summary.tampered, 'tampered'),
    ...some(summary.flaky, 'not stable'),
    ...some(summary.ungraded, 'not graded'),
  ]
  const mean =
    summary.meanPoints === null ? '' : ` Mean ${summary.meanPoints} of ${maxScore} points.`
  const time = ` ${duration(summary.durationMs / 1000)}.`
  const words = `${count(summary.total, 'submission')}: ${parts.join(', ')}.${mean}${time}`
  return wrapLine(line(span(words, LOOKS.strong)), width)
}

function some(number: number, word: string): string[] {
  return number === 0 ? [] : [`${number} ${word}`]
}

function someNames(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => cutText(oneLine(name), 40))
  const left = names.length - shown.length
  return shown.join(', ') + (left > 0 ? ` and ${left} more` : '')
}

/** Text beside a label, or below it where there is no room. */
function under(label: string, text: Line, width: number): Line[] {
  if (width < 60) return wrapLine(line(`${label.trim()}  `, ...text), width, { rest: line('  ') })
  return wrapLine(text, width, { first: line(`${label}  `), rest: line(' '.repeat(14)) })
}
