import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { why } from '../core/review/why.ts'

export default class Why extends BaseCommand {
  static override summary =
    'Show the arithmetic behind a date or a percentage, from what was recorded.'
  static override examples = [
    '<%= config.bin %> why python/basics-cards/print-space',
    '<%= config.bin %> why departure-board',
    '<%= config.bin %> why variables --json',
  ]
  static override args = {
    id: Args.string({
      description: 'An item, item/card, quiz/question, or a skill.',
      required: true,
    }),
  }
  static override flags = { course: Flags.string({ summary: 'Look in this course.' }) }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Why)
    const { course } = flags
    const report = why(this.ctx, { id: args.id, ...(course === undefined ? {} : { course }) })
    const { renderWhy } = await import('../tui/plain/why.ts')
    this.show('mastery.why/1', report, renderWhy)
  }
}
