import { presentTrace } from '../presenters/trace.ts'
import type { Screen } from '../state/driver.ts'
import {
  type TraceEffect,
  type TraceScreenEvent,
  type TraceScreenState,
  traceMachine,
} from '../state/trace.ts'
import type { TraceProps } from './props.ts'

export function traceScreen(
  props: TraceProps,
): Screen<TraceScreenState, TraceScreenEvent, TraceEffect> {
  return { machine: traceMachine(props), present: presentTrace }
}
