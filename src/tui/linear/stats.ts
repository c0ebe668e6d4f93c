import { line } from '../plain/spans.ts'
import { presentStats } from '../presenters/stats.ts'
import type { StatsState } from '../state/stats.ts'
import { KEY, PAGE, type Speaker, spoken } from './speaker.ts'

export function statsSpeaker(): Speaker<StatsState> {
  return {
    say: (state, before) =>
      before === null ? spoken([line('Statistics'), ...presentStats(state, PAGE).body]) : [],
    ask: () => '',
    hear: () => KEY,
  }
}
