import type { DoctorReport } from '../../host/doctor.ts'
import type { Style } from './style.ts'

/** One line a check, a word beside the colour, and what to do below each that needs it. */
export function renderDoctor(report: DoctorReport, style: Style): string {
  const { chalk } = style
  const words = {
    ok: chalk.green('ok     '),
    warning: chalk.yellow('warning'),
    problem: chalk.red('problem'),
  }
  const lines = report.checks.flatMap((check) => [
    `${words[check.status]}  ${chalk.bold(check.name)}: ${check.detail}`,
    ...(check.next === null ? [] : [`         Next: ${check.next}`]),
  ])
  if (report.rebuild !== null) {
    const { events, differences } = report.rebuild
    lines.push(
      differences.length === 0
        ? `${words.ok}  ${chalk.bold('rebuild')}: ${events} events folded again, every number is the same`
        : `${words.problem}  ${chalk.bold('rebuild')}: ${differences.join(', ')} differed and were put right; please report this`,
    )
  }
  lines.push(
    '',
    report.healthy ? 'Everything needed is in order.' : 'Something needs your attention.',
  )
  return lines.join('\n')
}
