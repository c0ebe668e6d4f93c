import type { GradedSubmission, GradeReport } from '../grade-report.ts'
import { resultOf, resultOfAll } from './github.ts'
import { rowsOf } from './rows.ts'
import { MOST_MESSAGE, oneLine } from './text.ts'

/** GitHub takes 1 MiB of each step, in bytes of UTF-8, and drops all of it when it is more. */
const MOST_BYTES = 1024 * 1024
const MOST_TESTS = 20
const MOST_CLUSTERS = 20
const MOST_NAMES = 10

/**
 * The Markdown of a job summary, for the file that GITHUB_STEP_SUMMARY names. Everything from elsewhere stands in code
 * spans and `<pre>`: nothing of it is Markdown, HTML, a link or a mention. When it would be too long, the last lines are
 * left out, and it says how many.
 */
export function renderGithubSummary(report: GradeReport): string {
  const [only] = report.submissions
  const isOne = report.submissions.length === 1 && only !== undefined
  return fitted([
    `## ${code(report.exercise.title)}: ${resultOfAll(report)}\n\n`,
    ...report.notes.map((note) => `> ${code(note)}\n\n`),
    `${provenance(report)}\n\n`,
    ...(isOne ? ofOne(only) : ofMany(report)),
  ])
}

function provenance({ course, exercise, environment, options }: GradeReport): string {
  const of = code(`${course.id}@${course.version}/${exercise.id}`)
  const held = environment.promises.flatMap(({ promise, held }) => (held ? [promise] : []))
  const kept = held.length === 0 ? '' : ` (holds ${held.join(', ')})`
  const tier = environment.tier === null ? 'none, as nothing ran' : environment.tier + kept
  return `${of}, revision ${exercise.revision.number} · sandbox: ${tier} · seed ${options.seed}`
}

function ofOne(submission: GradedSubmission): string[] {
  const rows = rowsOf(submission)
  const details = rows.flatMap(({ status, name, details, message, output }) => {
    if (status === 'passed') return []
    const printed = output === '' ? '' : `\n\nIt printed:\n${output}`
    const summary = `<summary><code>${escaped(name)}</code></summary>`
    const text = escaped((details || message) + printed)
    return [`<details>${summary}\n\n<pre>${text}</pre>\n\n</details>\n\n`]
  })
  return [
    ...table(
      ['test', 'result', 'what is wrong'],
      rows.map(({ name, status, message }) => [code(name), status, code(message)]),
    ),
    ...details,
  ]
}

function ofMany({ summary, submissions, options }: GradeReport): string[] {
  const { passed, failed, errors, tampered, flaky, ungraded } = summary
  const counts = {
    passed,
    failed,
    'could not be run': errors,
    tampered,
    flaky,
    'not graded': ungraded,
  }
  const words = Object.entries(counts).flatMap(([word, count]) =>
    count === 0 ? [] : [`${count} ${word}`],
  )
  const failing = summary.tests.filter(({ failed }) => failed > 0).slice(0, MOST_TESTS)
  const clusters = summary.clusters.slice(0, MOST_CLUSTERS)
  return [
    `${words.join(' · ')}\n\n`,
    ...titled('Tests that fail most', [
      ...table(
        ['test', 'failed', 'passed'],
        failing.map(({ title, failed, passed }) => [code(title), failed, passed]),
      ),
    ]),
    ...titled(
      'Wrong in the same way',
      clusters.map(({ what, submissions }) => `- ${code(what)}: ${names(submissions)}\n`),
    ),
    ...titled(
      'Submissions',
      table(
        ['submission', 'learner', 'result'],
        submissions.map((one) => [
          code(one.name),
          code(one.learner ?? ''),
          resultOf(one, options.maxScore),
        ]),
      ),
    ),
  ]
}

function names(submissions: readonly string[]): string {
  const shown = submissions
    .slice(0, MOST_NAMES)
    .map((name) => code(name))
    .join(', ')
  const more = submissions.length - MOST_NAMES
  return more > 0 ? `${shown} and ${more} more` : shown
}

function titled(title: string, blocks: string[]): string[] {
  return blocks.length === 0 ? [] : [`### ${title}\n\n`, ...blocks, '\n']
}

/**
 * A block for each row, so that a table that is too long can end after any of them. A pipe would end its cell; where a
 * backslash stands before it no escape helps, so it is drawn.
 */
function table(header: string[], rows: (string | number)[][]): string[] {
  if (rows.length === 0) return []
  const line = (cells: (string | number)[]) =>
    `| ${cells.map((cell) => pipesEscaped(String(cell))).join(' | ')} |\n`
  return [line(header) + line(header.map(() => '---')), ...rows.map(line), '\n']
}

function pipesEscaped(cell: string): string {
  return cell.replaceAll('\\|', '\\│').replaceAll('|', '\\|')
}

function fitted(blocks: readonly string[]): string {
  const encoder = new TextEncoder()
  const tail = (left: number) => `\n\n${left} more lines and details do not fit here.\n`
  const most = MOST_BYTES - tail(blocks.length).length
  let bytes = 0
  const end = blocks.findIndex((block) => {
    bytes += encoder.encode(block).length
    return bytes > most
  })
  if (end < 0) return blocks.join('')
  return blocks.slice(0, end).join('') + tail(blocks.length - end)
}

/** A code span, whose ends are longer than any run of backticks in it: its text is read as it stands. */
function code(text: string): string {
  const line = oneLine(text, MOST_MESSAGE)
  if (line === '') return ''
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))
  const end = '`'.repeat(longest + 1)
  const pad = /^`|`$|^ .* $/.test(line) ? ' ' : ''
  return end + pad + line + pad + end
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
