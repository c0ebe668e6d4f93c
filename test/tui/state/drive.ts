import type { BaseEvent, ViewFacts } from '../../../src/tui/state/program.ts'
import { NO_FACTS } from '../../../src/tui/state/program.ts'

export function action(name: string, key = '', view: Partial<ViewFacts> = {}, at = 0): BaseEvent {
  return { type: 'action', action: name, key, view: { ...NO_FACTS, ...view }, at }
}

/** Runs events through a reducer alone; gives the last state and all effects. */
export function steps<State, Event, Effect>(
  step: (state: State, event: Event | BaseEvent) => { state: State; effects: Effect[] },
  state: State,
  ...events: (Event | BaseEvent)[]
): { state: State; effects: Effect[] } {
  const effects: Effect[] = []
  let current = state
  for (const event of events) {
    const next = step(current, event)
    current = next.state
    effects.push(...next.effects)
  }
  return { state: current, effects }
}
