import { Flags } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { nextStep } from '../core/learner/next-step.ts'
import { renderNext } from '../tui/plain/status.ts'

export default class Next extends BaseCommand {
  static override summary = 'Say what to do next, and why.'
  static override description =
    'An exercise in progress comes first, then due reviews, then the next item of the outline whose prerequisites are at Learning or better, then practice of the weakest skill.'
  static override examples = ['<%= config.bin %> next', '<%= config.bin %> next --json']
  static override flags = {
    course: Flags.string({ summary: 'Look at this course only.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Next)
    const input = flags.course === undefined ? {} : { course: flags.course }
    this.show('mastery.next/1', nextStep(this.ctx, input), renderNext)
  }
}
