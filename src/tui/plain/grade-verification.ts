import type { GradeVerification } from '../../core/grading/batch/verify.ts'
import { oneLine } from './grade-words.ts'
import { wrapLine } from './layout.ts'
import { count, painted, paragraph } from './progress.ts'
import { type Line, LOOKS, line, span } from './spans.ts'
import type { Style } from './style.ts'

const MOST = 60

/** What differs between a report and grading again: what must be equal first, then what may explain it. */
export function renderVerification(
  { verified, compared, differences, circumstances }: GradeVerification,
  style: Style,
): string {
  const { width } = style
  const lines: Line[] = []
  for (const { submission, what, before, now } of differences.slice(0, MOST)) {
    const where = submission === null ? '' : `${oneLine(submission)}: `
    const words = `${where}${oneLine(what)} was ${oneLine(before)}, is ${oneLine(now)}`
    lines.push(...wrapLine(line(span('✗ ', LOOKS.bad), words), width, { rest: line('  ') }))
  }
  if (differences.length > MOST)
    lines.push(...paragraph(`and ${differences.length - MOST} more (all with --json)`, width))
  const one = compared === 1 ? 'The one submission' : `All ${compared} submissions`
  const result = verified
    ? span(`✓ ${one} graded the same as in the report.`, LOOKS.good)
    : span(`✗ ${count(differences.length, 'difference')} to the report.`, LOOKS.bad)
  lines.push(...wrapLine(line(result), width))
  for (const { what, before, now } of circumstances)
    lines.push(...paragraph(`Other ${what}: was ${before}, is ${now}.`, width, LOOKS.quiet))
  return painted(lines, style)
}
