import { BaseCommand } from '../../base-command.ts'
import { renderSettings } from '../../tui/plain/settings.ts'

export default class ConfigList extends BaseCommand {
  static override summary = 'Print every setting, its value and where the value comes from.'
  static override examples = [
    '<%= config.bin %> config list',
    '<%= config.bin %> config list --json',
  ]

  async run(): Promise<void> {
    await this.parse(ConfigList)
    this.show('mastery.settings/1', { settings: this.ctx.settings.list() }, renderSettings)
  }
}
