import { BaseCommand } from '../base-command.ts'
import { status } from '../core/learner/status.ts'
import { renderStatus } from '../tui/plain/status.ts'

export default class Status extends BaseCommand {
  static override summary = 'Show today: what is due, what is next, streak and mastery.'
  static override examples = ['<%= config.bin %> status', '<%= config.bin %> status --json']

  async run(): Promise<void> {
    await this.parse(Status)
    this.show('mastery.status/1', status(this.ctx), renderStatus)
  }
}
