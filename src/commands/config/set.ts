import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../../base-command.ts'
import { changeSetting, definition } from '../../core/config/settings.ts'
import { requireCourse } from '../../core/course/find-course.ts'
import { MasteryError } from '../../core/errors.ts'
import { requireKeySetting } from '../../tui/key-setting.ts'

export default class ConfigSet extends BaseCommand {
  static override summary = 'Change one setting.'
  static override examples = [
    '<%= config.bin %> config set review.new-per-day 10',
    '<%= config.bin %> config set editor --default',
  ]
  static override args = {
    key: Args.string({ required: true, description: 'The setting.' }),
    value: Args.string({ description: 'Its new value.' }),
  }
  static override flags = { default: Flags.boolean({ summary: 'Return it to its default.' }) }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ConfigSet)
    if (Boolean(flags.default) === (args.value !== undefined))
      throw new MasteryError('usage', 'Give either a value or --default.', {
        next: `mastery config set ${args.key} VALUE`,
      })
    if (args.key === 'course' && args.value !== undefined)
      requireCourse(this.ctx.library, args.value)
    // A name that a screen had once can still be taken back.
    if (args.value !== undefined) requireKeySetting(args.key)
    changeSetting(this.ctx.log, args.key, args.value ?? null)
    const entry = this.ctx.settings.entry(definition(args.key))
    this.show('mastery.setting/1', entry, (e) => `${e.key} = ${e.value ?? ''} (${e.source})`)
  }
}
