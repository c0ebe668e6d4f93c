import { Args } from '@oclif/core'
import { BaseCommand } from '../../base-command.ts'
import { definition } from '../../core/config/settings.ts'

export default class ConfigGet extends BaseCommand {
  static override summary = 'Print the value of one setting.'
  static override examples = ['<%= config.bin %> config get review.new-per-day']
  static override args = { key: Args.string({ required: true, description: 'The setting.' }) }

  async run(): Promise<void> {
    const { args } = await this.parse(ConfigGet)
    const entry = this.ctx.settings.entry(definition(args.key))
    this.show('mastery.setting/1', entry, (e) => String(e.value ?? ''))
  }
}
