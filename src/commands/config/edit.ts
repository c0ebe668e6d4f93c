import { BaseCommand } from '../../base-command.ts'
import { MasteryError } from '../../core/errors.ts'
import { requireKeySetting } from '../../tui/key-setting.ts'

export default class ConfigEdit extends BaseCommand {
  static override summary = 'Change settings in your editor.'
  static override description =
    'Opens a file with one line a setting. Nothing changes if a line is wrong or the file is left as it was.'
  static override examples = ['<%= config.bin %> config edit']

  async run(): Promise<void> {
    await this.parse(ConfigEdit)
    if (!this.interactive)
      throw new MasteryError('usage', 'config edit needs a terminal.', {
        next: 'mastery config set KEY VALUE',
      })
    const { editSettings } = await import('../../host/edit-settings.ts')
    const { settings, log } = this.ctx
    const openAndWait = (file: string) => this.ctx.openAndWait(file)
    const changed = await editSettings({ settings, log, openAndWait, requireKeySetting })
    this.show('mastery.settings-changed/1', { changed }, (r) =>
      r.changed.length === 0 ? 'Nothing changed.' : `Changed ${r.changed.join(', ')}.`,
    )
  }
}
