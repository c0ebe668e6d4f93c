import { Flags } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { stats } from '../core/learner/stats.ts'

export default class Stats extends BaseCommand {
  static override summary =
    'Show time, days, reviews to come, recall, and mastery by unit and skill.'
  static override examples = [
    '<%= config.bin %> stats',
    '<%= config.bin %> stats --days 90 --course python',
    '<%= config.bin %> stats --json',
  ]
  static override flags = {
    days: Flags.integer({ summary: 'Days to look back over.', default: 365, min: 1, max: 3660 }),
    ahead: Flags.integer({ summary: 'Days to look ahead.', default: 30, min: 1, max: 366 }),
    course: Flags.string({ summary: 'This course only.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Stats)
    const { days, ahead, course } = flags
    const report = stats(this.ctx, { days, ahead, ...(course === undefined ? {} : { course }) })
    const { renderStats } = await import('../tui/plain/stats.ts')
    this.show('mastery.stats/1', report, renderStats)
  }
}
