import type { ScreenOptions } from '../screens/props.ts'

/** Options of a terminal session, from the learner's settings. */
export function screenOptions(input: {
  settings: { list(): { key: string; value: unknown }[] }
  clock: { now(): number }
  color: boolean
  linear: boolean
}): ScreenOptions {
  const keys = input.settings
    .list()
    .filter(({ key, value }) => key.startsWith('keys.') && typeof value === 'string')
    .map(({ key, value }) => [key.slice('keys.'.length), value as string])
  return {
    keys: Object.fromEntries(keys),
    color: input.color,
    linear: input.linear,
    now: () => input.clock.now(),
  }
}
