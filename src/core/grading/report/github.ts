import type { GradedSubmission, GradeReport } from '../grade-report.ts'
import { pathOf } from './place.ts'
import { outcomeOf, type Row, rowsOf } from './rows.ts'
import { MOST_MESSAGE, oneLine } from './text.ts'

/** GitHub shows so many errors, and as many warnings, of one step. */
const MOST_SHOWN = 10

interface Annotation {
  /** What comes first: the lowest. */
  rank: number
  title: string
  message: string
  file: string | null
  line: number | null
}

/**
 * Workflow commands for standard output of a step
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands): annotations, then what went wrong
 * in words. Commands are switched off around everything that a learner may have written.
 * @param random makes the word that switches them on again: letters and digits that nobody can guess
 */
export function renderGithub(report: GradeReport, random: () => string): string {
  const token = random()
  if (!/^[A-Za-z0-9]{16,}$/.test(token)) throw new Error('the token can be guessed')
  const [only] = report.submissions
  const isOne = report.submissions.length === 1 && only !== undefined
  const errors = isOne ? errorsOf(only) : report.submissions.flatMap(errorOfMany)
  const warnings = [...report.notes.map(noteOf), ...(isOne ? findingsOf(only) : [])]
  return [
    ...annotate('error', errors),
    ...annotate('warning', warnings),
    `::notice title=mastery::${data(`${oneLine(report.exercise.title)}: ${resultOfAll(report)}`)}`,
    ...(isOne ? rowsOf(only).flatMap((row) => logOf(row, token)) : classLog(report, token)),
    '',
  ].join('\n')
}

/** `failed, 6.67 of 10 points`, or how many of a class passed. */
export function resultOfAll({ submissions, summary, options }: GradeReport): string {
  const [only] = submissions
  return submissions.length === 1 && only !== undefined
    ? resultOf(only, options.maxScore)
    : `${summary.passed} of ${summary.total} submissions passed`
}

export function resultOf(submission: GradedSubmission, maxScore: number): string {
  const points = submission.points === null ? '' : `, ${submission.points} of ${maxScore} points`
  return outcomeOf(submission) + points
}

function annotate(level: 'error' | 'warning', found: Annotation[]): string[] {
  const sorted = found.toSorted((left, right) => left.rank - right.rank)
  const shown = sorted.length <= MOST_SHOWN ? sorted : sorted.slice(0, MOST_SHOWN - 1)
  const lines = shown.map(({ file, line, title, message }) => {
    const place = file === null ? '' : `file=${property(file)},`
    const at = line === null ? '' : `line=${line},`
    return `::${level} ${place}${at}title=${property(title)}::${data(message)}`
  })
  const more = sorted.length - shown.length
  if (more > 0) lines.push(`::${level} title=mastery::${more} more: the job summary has them all.`)
  return lines
}

function errorsOf(submission: GradedSubmission): Annotation[] {
  return rowsOf(submission)
    .filter(({ status }) => status === 'failed' || status === 'error')
    .map((row) => annotationOf(submission, row, row.name, row.message))
}

/** One for each submission: the worst of it. */
function errorOfMany(submission: GradedSubmission): Annotation[] {
  const errors = errorsOf(submission).toSorted((left, right) => left.rank - right.rank)
  const [worst] = errors
  if (worst === undefined) return []
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`
  return [
    {
      ...worst,
      title: oneLine(submission.name),
      message: `${worst.title}: ${worst.message}${more}`,
    },
  ]
}

function annotationOf(
  submission: GradedSubmission,
  { kind, hidden, where }: Row,
  title: string,
  message: string,
): Annotation {
  const file = where === null ? null : oneLine(pathOf(submission, where.file))
  const rank = kind !== 'test' ? 0 : where !== null ? 1 : hidden ? 3 : 2
  return { rank, title, message, file, line: where?.line ?? null }
}

function noteOf(note: string): Annotation {
  return {
    rank: Number.MIN_SAFE_INTEGER,
    title: 'mastery',
    message: oneLine(note, MOST_MESSAGE),
    file: null,
    line: null,
  }
}

/** The most expensive first. */
function findingsOf(submission: GradedSubmission): Annotation[] {
  return (submission.quality?.findings ?? []).map(({ file, line, rule, message, cost }) => ({
    rank: -cost,
    title: oneLine(rule),
    message: oneLine(message, MOST_MESSAGE),
    file: oneLine(pathOf(submission, file)),
    line,
  }))
}

function logOf(row: Row, token: string): string[] {
  if (row.status === 'passed') return []
  const output = row.output === '' ? [] : ['It printed:', row.output]
  return [
    `::group::${data(`${row.status}: ${row.name}`)}`,
    ...switchedOff([row.details || row.message, ...output], token),
    '::endgroup::',
  ]
}

function classLog({ submissions, options }: GradeReport, token: string): string[] {
  const lines = submissions.map((one) => `${oneLine(one.name)}: ${resultOf(one, options.maxScore)}`)
  return switchedOff(lines, token)
}

function switchedOff(lines: readonly string[], token: string): string[] {
  return [`::stop-commands::${token}`, ...lines, `::${token}::`]
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts has the same escapes. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
