import type { Language } from '../../core/course/model.ts'
import type { Tier, TierReport } from '../../core/grading/code-runner.ts'
import type { SandboxReport } from '../../core/grading/sandbox-report.ts'
import { LANGUAGE_NAMES } from '../../core/grading/words.ts'
import { wrapLine } from './layout.ts'
import { heading, painted, paragraph } from './progress.ts'
import { type Line, LOOKS, line, span } from './spans.ts'
import type { Style } from './style.ts'

/** What the sandbox is made of here, how each tier holds each promise, what runs where, and what to do about the rest. */
export function renderSandboxDoctor(report: SandboxReport, style: Style): string {
  const { width } = style
  const lines: Line[] = [heading('This machine', width)]
  for (const { name, version } of report.machine)
    lines.push(...row(name, version === null ? span('not here', LOOKS.warning) : version, width))
  for (const [languages, tiers] of byEngine(report.tiers)) {
    lines.push([], heading(languages.map((one) => LANGUAGE_NAMES[one]).join(', '), width))
    for (const tier of tiers) lines.push(...tierLines(tier, width))
  }
  lines.push([], heading('What runs where', width))
  for (const { language, own, others } of report.choices)
    lines.push(...row(LANGUAGE_NAMES[language], choice(own, others), width))
  lines.push([], ...paragraph(verdict(report), width, report.safe ? LOOKS.good : LOOKS.bad))
  const remedies = report.tiers.flatMap(({ available, remedy }) =>
    available || remedy === null ? [] : [remedy],
  )
  for (const remedy of new Set(remedies))
    lines.push(...wrapLine(line(span('Next: ', LOOKS.strong), remedy), width))
  return painted(lines, style)
}

/** Languages that run in the same engine are told together. */
function byEngine(tiers: readonly TierReport[]): [Language[], TierReport[]][] {
  const groups = new Map<string, [Language[], TierReport[]]>()
  for (const language of new Set(tiers.map((tier) => tier.language))) {
    const own = tiers.filter((tier) => tier.language === language)
    const key = JSON.stringify(own.map(({ language: _, ...rest }) => rest))
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [[language], own])
    else known[0].push(language)
  }
  return [...groups.values()]
}

function tierLines({ tier, available, detail, promises }: TierReport, width: number): Line[] {
  const state = available ? span('✓ safe', LOOKS.good) : span('✗ not here', LOOKS.warning)
  const broken = promises.some(({ held }) => !held)
  const shown = broken ? span('✗ not safe', LOOKS.bad) : state
  const lines = [line(span(tier, LOOKS.strong), '  ', shown), ...paragraph(detail, width, {}, 2)]
  for (const { promise, how, held, found } of promises) {
    const sign = held ? span('✓ held  ', LOOKS.good) : span('✗ broken', LOOKS.bad)
    lines.push(...under(line('  ', sign, ` ${promise.padEnd(10)}`), how, width))
    if (found !== null)
      lines.push(...paragraph(`An attack reached: ${found}`, width, LOOKS.bad, 21))
  }
  return lines
}

function row(name: string, value: string | ReturnType<typeof span>, width: number): Line[] {
  return under(line(`  ${name.padEnd(12)} `), value, width)
}

/** Text behind a label, each row under the first; below it where there is no room beside it. */
function under(label: Line, text: string | ReturnType<typeof span>, width: number): Line[] {
  const used = label.reduce((sum, piece) => sum + piece.text.length, 0)
  if (width < 60)
    return [label, ...wrapLine(line(text), width, { first: line('    '), rest: line('    ') })]
  return wrapLine(line(text), width, { first: label, rest: line(' '.repeat(used)) })
}

function choice(own: Tier | null, others: Tier | null): string {
  if (own === null) return 'nothing that is safe'
  if (others === null) return `your own code in ${own}; that of others is refused`
  return own === others ? own : `your own code in ${own}, that of others in ${others}`
}

function verdict({ safe, choices }: SandboxReport): string {
  if (!safe) return 'No tier keeps what is promised: no code will be run.'
  const without = choices
    .filter(({ own }) => own === null)
    .map((one) => LANGUAGE_NAMES[one.language])
  return without.length === 0
    ? 'Every attack just now was refused where it says so.'
    : `Every attack just now was refused where it says so. Refused to run: ${without.join(', ')}.`
}
