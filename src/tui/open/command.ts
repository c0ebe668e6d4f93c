import type { Opening } from '../../core/practice/context.ts'
import { screenOptions } from './options.ts'
import type { Hands, PracticeTools } from './practice.ts'
import { runItems } from './run.ts'

/** How a command's screens look, and where it says what is not on them. */
export interface Look {
  color: boolean
  linear: boolean
  note(text: string): void
}

/** Opens an item on its screen, and names the command that goes on. Returns the exit code. */
export async function openFromCommand(
  tools: PracticeTools & { settings: { list(): { key: string; value: unknown }[] } },
  hands: Hands,
  look: Look,
  first: Opening,
): Promise<number> {
  const { settings, clock } = tools
  const options = screenOptions({ settings, clock, color: look.color, linear: look.linear })
  const { code, next } = await runItems(tools, hands, first, options)
  if (next !== null) look.note(`Go on: ${next}`)
  return code
}
