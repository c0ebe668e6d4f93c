import { fromAnsi, LOOKS, line, span } from '../plain/spans.ts'
import { renderStats } from '../plain/stats.ts'
import { makeStyle } from '../plain/style.ts'
import type { StatsState } from '../state/stats.ts'
import { innerWidth, makeView, type Size, type View } from './view.ts'

/** What `mastery stats` prints, to scroll through. */
export function presentStats({ stats, scroll }: StatsState, size: Size): View {
  return makeView({
    title: line('Statistics'),
    status: line(span(stats.day, LOOKS.quiet)),
    // Drawn in colour always; the screen leaves colours out where they are not wanted.
    body: fromAnsi(renderStats(stats, makeStyle({ width: innerWidth(size), color: true }))),
    scroll,
  })
}
