import type { CheckReport } from '../../core/practice/types.ts'
import { wrapLine } from './layout.ts'
import { type Line, LOOKS, line, paint, span } from './spans.ts'
import type { Style } from './style.ts'
import { verdictLines } from './verdict.ts'

/**
 * What a check or submission came to: the verdict, score, quality and time, help when it is offered, what to do
 * next.
 * @param options.verbose every failing test in full
 */
export function renderCheck(
  report: CheckReport,
  style: Style,
  options: { verbose?: boolean } = {},
): string {
  const { width } = style
  const lines = verdictLines(report.verdict, { ...options, width })
  const results = resultLines(report, width)
  if (results.length > 0) lines.push([], ...results)
  return lines.map((row) => paint(row, style.color ? 'color' : 'none')).join('\n')
}

function resultLines(report: CheckReport, width: number): Line[] {
  const { quality, struggle, next } = report
  const lines: Line[] = []
  if (report.mode === 'submit') {
    const score = `Score ${Math.round(report.verdict.score)} of 100`
    // Less than a second was not measured: a file that was there before its start, a script.
    const time = report.seconds < 1 ? [] : [`active time ${minutes(report.seconds)}`]
    lines.push(...wrapLine(line([score, ...time].join(' · ')), width))
  }
  if (quality !== null) {
    lines.push(...wrapLine(line(`Code quality ${Math.round(quality.score)} of 100`), width))
    for (const { file, line: at, message, cost } of quality.findings) {
      const lost = span(`−${Math.round(cost * 10) / 10}`, LOOKS.warning)
      const row = line('  ', lost, ` ${file}:${at} ${message}`)
      lines.push(...wrapLine(row, width, { rest: line('     ') }))
    }
  }
  if (struggle !== null) {
    if (lines.length > 0) lines.push([])
    lines.push(...wrapLine(line(struggle.offer), width))
    lines.push(line('  ', span(struggle.command, LOOKS.accent)))
  }
  // Help that was just offered is not said twice.
  if (next !== null && next.command !== struggle?.command) {
    if (lines.length > 0) lines.push([])
    lines.push(...wrapLine(line(span('Next: ', LOOKS.strong), next.reason), width))
    lines.push(line('  ', span(next.command, LOOKS.accent)))
  }
  return lines
}

function minutes(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  return `${Math.floor(whole / 60)} min ${whole % 60} s`
}
