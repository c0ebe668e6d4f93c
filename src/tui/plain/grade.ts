import type { GradedSubmission, GradeReport } from '../../core/grading/grade-report.ts'
import { classLines } from './grade-class.ts'
import { named } from './grade-words.ts'
import { wrapLine } from './layout.ts'
import { count, painted, paragraph } from './progress.ts'
import { safeText } from './safe.ts'
import { type Line, LOOKS, line, span } from './spans.ts'
import type { Style } from './style.ts'
import { verdictLines } from './verdict.ts'

/**
 * What grading came to: of one submission the verdict as a check shows it, of a class the summary; then what it was
 * graded against and what held meanwhile.
 * @param options.many a class, also one of a single submission
 * @param options.verbose every failing test in full; every submission of a class
 */
export function renderGrade(
  report: GradeReport,
  style: Style,
  options: { many: boolean; verbose: boolean },
): string {
  const { width } = style
  const [only] = report.submissions
  const lines =
    options.many || only === undefined
      ? classLines(report, width, options.verbose)
      : oneLines(only, report, width, options.verbose)
  lines.push([], ...groundsLines(report, width))
  return painted(lines, style)
}

function oneLines(
  submission: GradedSubmission,
  report: GradeReport,
  width: number,
  verbose: boolean,
): Line[] {
  const lines = [...wrapLine(line(span(named(submission), LOOKS.strong)), width)]
  for (const note of submission.notes) lines.push(...paragraph(safeText(note), width, LOOKS.quiet))
  lines.push([])
  const { verdict, problem } = submission
  if (verdict === null) return [...lines, ...problemLines(problem, width)]
  lines.push(...verdictLines(verdict, { width, verbose }), [])
  if (verdict.status === 'tampered')
    lines.push(
      ...sign(
        '✗ tampered',
        'It reached into its own tests, so none of their results counts.',
        width,
      ),
    )
  if (submission.stability === 'flaky')
    lines.push(
      ...sign(
        '✗ not stable',
        'It passed once and not a second time on the same input, which is no pass.',
        width,
      ),
    )
  const points = `Points ${submission.points ?? 0} of ${report.options.maxScore}`
  const sure = submission.stability === 'stable' ? ['confirmed by a second run'] : []
  lines.push(...wrapLine(line([points, ...sure].join(' · ')), width))
  const { quality } = submission
  if (quality !== null) {
    lines.push(...wrapLine(line(`Code quality ${Math.round(quality.score)} of 100`), width))
    for (const { file, line: at, message, cost } of quality.findings) {
      const lost = span(`−${Math.round(cost * 10) / 10}`, LOOKS.warning)
      const row = line('  ', lost, ` ${safeText(file)}:${at} ${safeText(message)}`)
      lines.push(...wrapLine(row, width, { rest: line('     ') }))
    }
  }
  return lines
}

function problemLines(problem: GradedSubmission['problem'], width: number): Line[] {
  const lines = sign('✗ not graded', safeText(problem?.message ?? ''), width)
  if (problem?.next != null)
    lines.push(...wrapLine(line(span('Next: ', LOOKS.strong), safeText(problem.next)), width))
  return lines
}

function sign(label: string, words: string, width: number): Line[] {
  return wrapLine(line(span(label, LOOKS.bad), `  ${words}`), width, { rest: line('  ') })
}

/** What a reader must know to believe it. */
function groundsLines(report: GradeReport, width: number): Line[] {
  const { course, exercise, environment, options } = report
  const { visibleTests, hiddenTests } = exercise
  const hidden = options.hidden ? `${hiddenTests} hidden` : `none of the ${hiddenTests} hidden ones`
  const tests = `${count(visibleTests, 'visible test')}, ${hidden}`
  const against = `Graded against ${course.id} ${course.version}, ${exercise.id} ${exercise.revision.number}: ${tests}.`
  const broken = environment.promises.filter(({ held }) => !held).map(({ promise }) => promise)
  const held = broken.length === 0 ? 'all it promises held' : `not held: ${broken.join(', ')}`
  const sandbox = environment.tier === null ? '' : ` Sandbox: ${environment.tier}; ${held}.`
  return paragraph(against + sandbox, width, LOOKS.quiet)
}
