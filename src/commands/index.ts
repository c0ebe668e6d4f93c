import { BaseCommand } from '../base-command.ts'
import { status } from '../core/learner/status.ts'
import { renderStatus } from '../tui/plain/status.ts'

export default class Index extends BaseCommand {
  /** Bare `mastery`: there is no word for it. */
  static override hidden = true
  static override summary = 'Go on where you are: what is next, what is due, how you stand.'
  static override description =
    'In a terminal it opens the home screen. Elsewhere it prints the status.'
  static override examples = ['<%= config.bin %>', '<%= config.bin %> --json']

  async run(): Promise<void> {
    await this.parse(Index)
    if (!this.interactive) {
      this.show('mastery.status/1', status(this.ctx), renderStatus)
      return
    }
    const { homeFromCommand } = await import('../tui/render.tsx')
    const { hands } = await import('../host/hands.ts')
    const own = hands(() => this.ctx.editor())
    const look = { color: this.style.color, linear: this.linear }
    this.exitWith(await homeFromCommand(this.ctx, own, look))
  }
}
