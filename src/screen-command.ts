import { BaseCommand } from './base-command.ts'
import type { Opening } from './core/practice/context.ts'

/**
 * A command that can open an item on its screen. Not part of BaseCommand: the build makes a module, which starts
 * slower, of every command from which a screen can be reached.
 */
export abstract class ScreenCommand extends BaseCommand {
  /**
   * Opens the item on its screen, and what the learner goes on to from there. Sets the exit code.
   * @param options.poll look at files now and then instead of being told of changes
   */
  protected async open(first: Opening, options: { poll?: boolean } = {}): Promise<void> {
    const { openFromCommand } = await import('./tui/render.tsx')
    const { hands } = await import('./host/hands.ts')
    const { ctx, linear } = this
    const look = { color: this.style.color, linear, note: (text: string) => this.note(text) }
    const own = hands(() => ctx.editor(), options)
    this.exitWith(await openFromCommand(ctx, own, look, first))
  }
}
