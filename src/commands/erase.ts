import { Flags } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'

export default class Erase extends BaseCommand {
  static override summary = 'Delete everything mastery knows about you on this machine.'
  static override description =
    'Says first what it removes, and asks. The code in your workspace is yours and stays.'
  static override examples = ['<%= config.bin %> erase', '<%= config.bin %> erase --dry-run']
  static override flags = {
    'dry-run': Flags.boolean({ summary: 'Only say what would be removed.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Erase)
    const { eraseProfile, inventory } = await import('../host/erase.ts')
    const found = inventory(this.ctx.paths, () => this.ctx.openLog())
    if (!flags['dry-run']) {
      this.note(
        `This removes ${found.summary} in:\n${found.folders.map((f) => `  ${f}`).join('\n')}`,
      )
      await this.mustConfirm('Erase it? This cannot be undone.')
      await this.ctx.close()
      eraseProfile(found)
    }
    const report = { ...found, erased: !flags['dry-run'] }
    this.show('mastery.erase/1', report, (r) =>
      r.erased ? `Erased ${r.summary}.` : `Would erase ${r.summary} in ${r.folders.join(', ')}.`,
    )
  }
}
