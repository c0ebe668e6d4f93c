import { cutLine } from '../plain/layout.ts'
import { expandTabs, safeText } from '../plain/safe.ts'
import { type Line, LOOKS, line, span } from '../plain/spans.ts'
import type { Playback } from '../plain/trace/playback.ts'
import type { Pane } from './panes.ts'

/** What was printed so far; what was printed since the step before is marked. */
export function outputPane(playback: Playback, index: number, width: number): Pane {
  const state = playback.moment(index)?.state
  const lines = [
    ...printedLines(state?.out ?? '', state?.step.out ?? '', '', width),
    ...printedLines(state?.err ?? '', state?.step.err ?? '', 'error: ', width),
  ]
  if (lines.length === 0) lines.push(line(span('  nothing yet', LOOKS.quiet)))
  return { title: 'Output so far', lines, focus: [lines.length - 1, lines.length] }
}

function printedLines(all: string, fresh: string, label: string, width: number): Line[] {
  if (all === '') return []
  const before = all.length - fresh.length
  let from = 0
  return all
    .replace(/\n$/, '')
    .split('\n')
    .map((row) => {
      from += row.length + 1
      const isNew = from > before
      return cutLine(
        line(
          span(isNew ? '› ' : '  ', LOOKS.key),
          span(label, LOOKS.bad),
          span(expandTabs(safeText(row)), isNew ? LOOKS.strong : undefined),
        ),
        width,
      )
    })
}
