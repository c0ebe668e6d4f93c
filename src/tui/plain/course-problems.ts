import type { LocatedProblem } from '../../core/course/compile.ts'
import type { CourseRun } from '../../core/grading/verify-course.ts'
import type { CourseCheck, CourseChecks } from '../../host/check-course.ts'
import { foldText } from './fold.ts'
import { cutText, splitGraphemes, textWidth } from './layout.ts'
import { count } from './progress.ts'
import { expandTabs, safeText } from './safe.ts'
import type { Style } from './style.ts'

/** All problems as a compiler shows them, how many there are, and what to do next. */
export function renderChecks(report: CourseChecks, style: Style): string {
  return report.checks.map((check) => renderCheck(check, style)).join('\n\n')
}

function renderCheck(report: CourseCheck, style: Style): string {
  const blocks = report.problems.map((problem) => renderProblem(problem, report.path, style))
  return [...blocks, summary(report, style)].join('\n\n')
}

function renderProblem(problem: LocatedProblem, path: string, style: Style): string {
  const { chalk } = style
  const { file, line, column, severity, rule, message } = problem
  const word = severity === 'error' ? chalk.red('error') : chalk.yellow('warning')
  const lines = [
    chalk.bold(
      `${path === '.' ? '' : `${path.replace(/\/$/, '')}/`}${safeText(file)}:${line}:${column}`,
    ),
    foldText([`${word}: ${safeText(message)} ${chalk.dim(`(${rule})`)}`], style),
    ...excerpt(problem, style),
  ]
  if (problem.suggestion !== undefined)
    lines.push(foldText([`  ${chalk.cyan('try:')} ${safeText(problem.suggestion)}`], style))
  return lines.join('\n')
}

/** The line with a mark below the place; a long line is cut around it. */
function excerpt(problem: LocatedProblem, style: Style): string[] {
  if (problem.excerpt === null) return []
  const { chalk } = style
  const number = String(problem.line)
  const room = style.width - number.length - 5
  if (room < 10) return []
  const column = Math.min(problem.column - 1, problem.excerpt.length)
  const whole = expandTabs(safeText(problem.excerpt))
  let before = expandTabs(safeText(problem.excerpt.slice(0, column)))
  const after = whole.startsWith(before) ? whole.slice(before.length) : ''
  if (textWidth(before) > room - 5) {
    const letters = splitGraphemes(before)
    while (letters.length > 0 && textWidth(letters.join('')) > room / 2) letters.shift()
    before = letters.join('')
  }
  const shown = cutText(before + after, room)
  const margin = ' '.repeat(number.length)
  return [
    `  ${chalk.dim(`${number} |`)} ${shown}`,
    `  ${chalk.dim(`${margin} |`)} ${' '.repeat(textWidth(before))}${chalk.red('^')}`,
  ]
}

function summary(report: CourseCheck, style: Style): string {
  const { chalk } = style
  const { path, course, errors, warnings, lock, run } = report
  const lines: string[] = []
  if (run !== null) lines.push(...runLines(run))
  if (report.idsWritten.length > 0) {
    const files = new Set(report.idsWritten.map(({ file }) => file)).size
    lines.push(
      `Wrote ${count(report.idsWritten.length, 'missing id')} into ${count(files, 'file')}.`,
    )
  }
  const found = [
    errors > 0 ? chalk.red(count(errors, 'error')) : '',
    warnings > 0 ? chalk.yellow(count(warnings, 'warning')) : '',
  ].filter((text) => text !== '')
  const name = course === null ? path : `${safeText(course.title)} (${course.id})`
  if (found.length > 0) lines.push(`${name}: ${found.join(', ')}.`)
  else lines.push(`${name}: ${chalk.green('no problems')} in ${count(course?.items ?? 0, 'item')}.`)
  lines.push(...lockLines(report, style))
  const flags = `${run?.solutions ? ' --solutions' : ''}${run?.mutants ? ' --mutants' : ''}`
  const next =
    errors > 0
      ? `mend ${errors === 1 ? 'it' : 'them'}, then: mastery course check ${path}${flags}`
      : lock?.state === 'stale' || lock?.state === 'missing'
        ? `mastery course check ${path} --write`
        : `mastery course add ${path}`
  lines.push(`${chalk.bold('Next:')} ${next}`)
  return foldText(lines, style)
}

/** What was run, and what came of the wrong ones. */
function runLines(run: CourseRun): string[] {
  const { programs, exercises, wrong, survivors, cached, seconds } = run
  const mutants = wrong.written + wrong.generated
  const ran = [
    ...(run.solutions ? [count(programs, 'program'), count(exercises, 'exercise')] : []),
    ...(run.mutants
      ? [count(mutants, 'wrong solution'), count(wrong.forged, 'forged submission')]
      : []),
  ]
  const known = cached === 0 ? '' : ` (${cached} of the results were known from before)`
  const lines = [`Ran ${listed(ran)} in ${Math.round(seconds)} s${known}.`]
  if (run.mutants) {
    const forged = survivors.filter(({ kind }) => kind === 'forged').length
    lines.push(
      `Rejected ${share(mutants - (survivors.length - forged), mutants)} of the wrong solutions and ${share(wrong.forged - forged, wrong.forged)} of the forged submissions.`,
    )
  }
  return lines
}

/** 99 % is not shown as 100 %. */
function share(part: number, whole: number): string {
  return whole === 0 ? 'all' : `${Math.floor((1000 * part) / whole) / 10} %`
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

const MOST_IDS = 8

function lockLines({ lock }: CourseCheck, { chalk }: Style): string[] {
  if (lock === null || lock.state === 'current') return []
  const ids = lock.changed.slice(0, MOST_IDS).join(', ')
  const more = lock.changed.length > MOST_IDS ? ` and ${lock.changed.length - MOST_IDS} more` : ''
  const changed = lock.changed.length === 0 ? '' : ` New revisions: ${ids}${more}.`
  if (lock.state === 'written') return [`Wrote course.lock.json.${changed} Commit it.`]
  if (lock.state === 'missing') return [chalk.yellow('There is no course.lock.json yet.')]
  return [`${chalk.yellow('course.lock.json is stale.')}${changed}`]
}
