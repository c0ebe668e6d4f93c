import { presentStats } from '../presenters/stats.ts'
import type { Screen } from '../state/driver.ts'
import { type StatsState, statsMachine } from '../state/stats.ts'
import type { StatsProps } from './props.ts'

export function statsScreen(props: StatsProps): Screen<StatsState, never, never> {
  return { machine: statsMachine(props), present: presentStats }
}
