import { Flags } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { MasteryError } from '../core/errors.ts'

export default class Export extends BaseCommand {
  static override summary = 'Write everything mastery knows about you to a file, or read it back.'
  static override description =
    'The file is JSON Lines, described in docs/data.md. --import restores it on an empty profile, with the same numbers.'
  static override examples = [
    '<%= config.bin %> export --output mastery.jsonl',
    '<%= config.bin %> export > mastery.jsonl',
    '<%= config.bin %> export --import mastery.jsonl',
  ]
  static override flags = {
    output: Flags.string({ char: 'o', summary: 'File to write; default: standard output.' }),
    import: Flags.string({ summary: 'File to restore.', exclusive: ['output'] }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Export)
    const { exportLines, importLines } = await import('../core/store/transfer.ts')
    const { requireFile, writeLines } = await import('../host/files.ts')
    if (flags.import !== undefined) {
      const report = await importLines(this.ctx.log, requireFile(flags.import))
      this.show(
        'mastery.import/1',
        report,
        (r) => `Restored ${r.events} events and ${r.blobs} files.`,
      )
      return
    }
    if (flags.output === undefined && flags.json)
      throw new MasteryError('usage', 'An export is many JSON documents, one a line, not one.', {
        next: 'mastery export --output mastery.jsonl --json',
      })
    const lines = exportLines(this.ctx.log, this.ctx.clock.now())
    const written = await writeLines(lines, flags.output ?? null)
    if (flags.output !== undefined)
      this.show(
        'mastery.export-report/1',
        { file: flags.output, lines: written },
        (r) => `Wrote ${r.lines} lines to ${r.file}.`,
      )
  }
}
