import type { ScreenOptions } from '../screens/props.ts'
import type { Session } from '../session.ts'
export function openLinear(_options: ScreenOptions): Session {
  throw new Error('not yet')
}
