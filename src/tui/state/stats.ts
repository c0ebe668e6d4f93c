import type { StatsReport } from '../../core/learner/progress.ts'
import type { StatsProps } from '../screens/props.ts'
import {
  type BaseEffect,
  type BaseEvent,
  leaving,
  type Machine,
  type Step,
  stay,
} from './program.ts'
import { scrollTo } from './scroll.ts'

export interface StatsState {
  stats: StatsReport
  scroll: number
}

function stepStats(state: StatsState, event: BaseEvent): Step<StatsState, BaseEffect> {
  const leave = leaving(event)
  if (leave !== null) return stay(state, leave)
  if (event.type !== 'action') return stay(state)
  if (event.action === 'cancel') return stay(state, { type: 'leave', result: { to: 'back' } })
  const scroll = scrollTo(event.action, event.view)
  return stay(scroll === null ? state : { ...state, scroll })
}

export function statsMachine(props: StatsProps): Machine<StatsState, never, never> {
  return {
    name: 'stats',
    initial: { stats: props.stats, scroll: 0 },
    start: [],
    step: stepStats,
    mode: () => 'stats',
    facts: () => [],
    perform: async () => undefined,
  }
}
