import { Flags } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { catchup } from '../core/review/catchup.ts'

export default class Catchup extends BaseCommand {
  static override summary = 'Fit a backlog of reviews to the time you have.'
  static override description =
    'Picks the reviews whose waiting costs most recall for the seconds they take, and says what is left. In a terminal it goes on with them.'
  static override examples = [
    '<%= config.bin %> catchup --minutes 15',
    '<%= config.bin %> catchup --minutes 5 --course python --json',
  ]
  static override flags = {
    minutes: Flags.integer({
      char: 'm',
      summary: 'Minutes you have.',
      default: 15,
      min: 1,
      max: 600,
    }),
    course: Flags.string({ summary: 'This course only.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Catchup)
    const { minutes, course } = flags
    const { ctx, linear } = this
    const scope = course === undefined ? {} : { course }
    const report = catchup(ctx, { minutes, ...scope })
    const { renderCatchup, renderReviewSummary } = await import('../tui/plain/review.ts')
    if (!this.interactive || report.picked.length === 0) {
      this.show('mastery.catchup/1', report, renderCatchup)
      return
    }
    const { reviewFromCommand } = await import('../tui/render.tsx')
    const { hands } = await import('../host/hands.ts')
    const own = hands(() => ctx.editor())
    const look = { color: this.style.color, linear }
    const { code, summary } = await reviewFromCommand(ctx, own, look, { only: report.picked })
    if (summary.reviewed > 0) this.note(renderReviewSummary(summary, this.style))
    if (report.left.count > 0) this.note(`Left for later: ${report.left.count}.`)
    this.exitWith(code)
  }
}
