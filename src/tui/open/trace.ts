import type { Traced } from '../../core/practice/traced.ts'
import { withScreens } from '../render.tsx'
import type { TraceProps } from '../screens/props.ts'
import { screenOptions } from './options.ts'

/**
 * Opens a trace for a command.
 * @returns the exit code: 130 after Ctrl-C, else what the program that was traced last came to
 */
export async function traceFromCommand(
  tools: {
    settings: { list(): { key: string; value: unknown }[] }
    clock: { now(): number }
  },
  look: { color: boolean; linear: boolean },
  props: TraceProps,
): Promise<number> {
  let latest: Traced = props.traced
  const again: TraceProps['again'] = async (signal) => {
    latest = await props.again(signal)
    return latest
  }
  const { settings, clock } = tools
  const options = screenOptions({ settings, clock, ...look })
  const result = await withScreens(options, (screens) => screens.trace({ ...props, again }))
  if (result.to === 'leave') return 130
  return latest.ok ? 0 : 1
}
