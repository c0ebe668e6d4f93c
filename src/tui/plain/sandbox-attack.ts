import { TIERS } from '../../core/grading/code-runner.ts'
import type { AttackReport, AttackResult } from '../../core/grading/sandbox-report.ts'
import { LANGUAGE_NAMES } from '../../core/grading/words.ts'
import { bar, cutText, wrapLine } from './layout.ts'
import { count, duration, heading, painted, paragraph } from './progress.ts'
import { safeText } from './safe.ts'
import { type Line, LOOKS, line, type Span, span } from './spans.ts'
import type { Style } from './style.ts'

/** Verdicts in at most eleven characters. */
const WORDS: Record<string, string> = {
  timedOut: 'timed out',
  outOfMemory: 'memory full',
  outputLimit: 'output cut',
}
const COLUMN = 14
const NAME = 44

/** `█████░░░  12 of 240, about 1 min left  python/33-fork-bomb`, on one line. */
export function attackProgress(
  { done, total, id, seconds }: { done: number; total: number; id: string; seconds: number },
  width: number,
): string {
  const left = done < 4 ? '' : `, about ${duration((seconds / done) * (total - done))} left`
  const text = `${bar(done / Math.max(1, total), width < 60 ? 8 : 20)}  ${done} of ${total}${left}  ${id}`
  return cutText(text, width - 1)
}

const byNumber = (a: string, b: string) =>
  Number(/\d+/.exec(a)?.[0] ?? 0) - Number(/\d+/.exec(b)?.[0] ?? 0)

/** A table of attacks and tiers, then what went wrong in words. */
export function renderAttacks(report: AttackReport, style: Style): string {
  const { width } = style
  const lines: Line[] = []
  const tiers = TIERS.filter((tier) => report.results.some((result) => result.tier === tier))
  const isWide = width >= 28 + COLUMN * tiers.length
  for (const language of new Set(report.results.map((result) => result.language))) {
    if (lines.length > 0) lines.push([])
    lines.push(heading(`${LANGUAGE_NAMES[language]}: ${tiers.join(', ')}`, width))
    const own = report.results.filter((result) => result.language === language)
    const ids = [...new Set(own.map(({ id }) => id))].sort(byNumber)
    for (const id of ids) {
      const cells = tiers.map((tier) => own.find((one) => one.id === id && one.tier === tier))
      const name = id.slice(language.length + 1)
      lines.push(...(isWide ? wideRow(name, cells, width) : narrowRow(name, cells, width)))
    }
  }
  for (const { language, tier, why } of report.missing)
    lines.push(
      [],
      ...paragraph(
        `Not attacked: ${LANGUAGE_NAMES[language]} in ${tier}. ${why}`,
        width,
        LOOKS.warning,
      ),
    )
  lines.push([], ...faultLines(report, width), ...summary(report, width))
  return painted(lines, style)
}

function wideRow(
  name: string,
  cells: readonly (AttackResult | undefined)[],
  width: number,
): Line[] {
  const room = Math.min(NAME, width - COLUMN * cells.length)
  return [
    line(`${cutText(name, room - 2)}`.padEnd(room), ...cells.map((cell) => verdict(cell, COLUMN))),
  ]
}

function narrowRow(
  name: string,
  cells: readonly (AttackResult | undefined)[],
  width: number,
): Line[] {
  const words = cells.flatMap((cell) => [verdict(cell, 0), '  '])
  return [
    line(cutText(name, width)),
    ...wrapLine(line(...words), width, { first: line('  '), rest: line('  ') }),
  ]
}

/** A sign and a word: the word alone says it all. */
function verdict(result: AttackResult | undefined, width: number): Span {
  if (result === undefined) return span('–'.padEnd(width), LOOKS.quiet)
  const good = result.faults.length === 0
  const text = `${good ? '✓' : '✗'} ${WORDS[result.verdict] ?? result.verdict}`
  return span(text.padEnd(width), good ? LOOKS.good : LOOKS.bad)
}

function faultLines(report: AttackReport, width: number): Line[] {
  const lines: Line[] = []
  for (const { id, tier, title, faults } of report.results) {
    if (faults.length === 0) continue
    lines.push(...wrapLine(line(span('✗ ', LOOKS.bad), `${id} in ${tier}: ${title}`), width))
    for (const fault of faults) lines.push(...paragraph(safeText(fault), width, LOOKS.bad, 2))
  }
  for (const fault of report.faults) lines.push(...paragraph(`✗ ${fault}`, width, LOOKS.bad))
  return lines.length > 0 ? [...lines, []] : []
}

function summary(report: AttackReport, width: number): Line[] {
  const bad = report.results.filter(({ faults }) => faults.length > 0).length
  const attacks = count(report.results.length, 'attack')
  const limit = `Those that time ends had ${report.wallSeconds} s, all 50 MB.`
  if (report.passed) {
    const words = `${attacks}: none did what no program may. ${limit}`
    return paragraph(words, width, LOOKS.good)
  }
  if (report.results.length === 0) return paragraph('Nothing could be attacked.', width, LOOKS.bad)
  return [
    ...paragraph(`${attacks}, ${bad} with something wrong. ${limit}`, width, LOOKS.bad),
    ...paragraph('Next: run no code of others until this is mended, and report it.', width),
  ]
}
