import { presentWatch } from '../presenters/watch.ts'
import type { Screen } from '../state/driver.ts'
import { type WatchEffect, type WatchEvent, type WatchState, watchMachine } from '../state/watch.ts'
import type { WatchProps } from './props.ts'

export function watchScreen(
  props: WatchProps,
  now: () => number,
): Screen<WatchState, WatchEvent, WatchEffect> {
  return { machine: watchMachine(props, now), present: presentWatch }
}
