import type { GradedSubmission, GradeReport } from '../grade-report.ts'
import { outcomeOf, rowsOf } from './rows.ts'
import { MOST_MESSAGE, oneLine } from './text.ts'

const COLUMNS = [
  'name',
  'learner',
  'status',
  'points',
  'max points',
  'score percent',
  'passed',
  'total',
  'flaky',
  'notes',
] as const

/** One row a submission, for a gradebook: RFC 4180, UTF-8 without a byte order mark, the columns always in this order. */
export function renderCsv(report: GradeReport): string {
  return [COLUMNS, ...report.submissions.map((one) => cellsOf(report, one))]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('')
}

function cellsOf({ options }: GradeReport, submission: GradedSubmission): (string | number)[] {
  const { name, learner, verdict, points, stability, problem, notes } = submission
  const tests = verdict === null ? [] : rowsOf(submission).filter(({ kind }) => kind === 'test')
  return [
    name,
    learner ?? '',
    outcomeOf(submission),
    points ?? '',
    options.maxScore,
    verdict === null ? '' : Math.round(verdict.score * 100) / 100,
    tests.filter(({ status }) => status === 'passed').length,
    tests.length,
    stability === 'flaky' ? 'yes' : 'no',
    [problem?.message ?? '', ...notes].filter((note) => note !== '').join('; '),
  ]
}

/** What a spreadsheet takes for a formula, https://owasp.org/www-community/attacks/CSV_Injection: an apostrophe defuses it. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = oneLine(value, MOST_MESSAGE)
  const safe = FORMULA.test(text) || FORMULA.test(value) ? `'${text}` : text
  return /[",;\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
