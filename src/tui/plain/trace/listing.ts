import { MasteryError } from '../../../core/errors.ts'
import type { Traced } from '../../../core/practice/traced.ts'
import { wrapLine } from '../layout.ts'
import { count } from '../progress.ts'
import { renderRunEnd } from '../run.ts'
import { LOOKS, line, paint, span } from '../spans.ts'
import type { Style } from '../style.ts'
import { endSentence, nextSentence } from './next.ts'
import { Playback } from './playback.ts'
import { joined, sentences } from './sentences.ts'
import { stateLines } from './state-words.ts'
import { oneLine } from './values.ts'

export { traceDocument } from './document.ts'

/**
 * A trace as text: each step as a sentence or two that say what is different.
 * @param step from 1: only this step, with everything there is
 * @throws MasteryError `usage` when there are fewer steps
 */
export function renderTrace(traced: Traced, style: Style, step?: number): string {
  return step === undefined ? allSteps(traced, style) : oneStep(traced, step, style)
}

function allSteps(traced: Traced, style: Style): string {
  const playback = new Playback(traced)
  const { count: steps } = playback
  const rows = [span(`Trace of ${oneLine(traced.ran)}: ${count(steps, 'step')}.`, LOOKS.strong)]
  for (let index = 0; index < steps; index++) {
    const moment = playback.moment(index)
    const said = moment === null ? [] : sentences(moment)
    const text = said.length === 0 ? nextSentence(playback, index) : joined(said)
    rows.push(span(`${index + 1}. ${text}`))
  }
  const said = painted(rows, style)
  if (!traced.ok) return `${said}\n${renderRunEnd(traced, style)}`
  return traced.what === null ? said : `${said}\n${painted([span(endSentence(traced))], style)}`
}

function oneStep(traced: Traced, step: number, style: Style): string {
  const playback = new Playback(traced)
  const moment = step >= 1 && step <= playback.count ? playback.moment(step - 1) : null
  if (moment === null)
    throw new MasteryError('usage', `There is no step ${step}: there are ${playback.count}.`, {
      next: 'Leave --step out to see them all.',
    })
  const rows = [
    span(`Step ${step} of ${playback.count}.`, LOOKS.strong),
    ...sentences(moment).map((text) => span(text)),
    ...[nextSentence(playback, step - 1)].filter((text) => text !== '').map((text) => span(text)),
    span(''),
    ...stateLines(moment).map((text) => span(text)),
  ]
  return painted(rows, style)
}

function painted(rows: readonly ReturnType<typeof span>[], { width, color }: Style): string {
  return rows
    .flatMap((row) => wrapLine(line(row), width, { rest: line('  ') }))
    .map((row) => paint(row, color ? 'color' : 'none'))
    .join('\n')
}
