import { Args } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { nextHint } from '../core/practice/exercise.ts'
import { namedItem } from '../core/practice/find.ts'

export default class Hint extends BaseCommand {
  static override summary = 'Show the next hint of an exercise, and how many there are.'
  static override examples = ['<%= config.bin %> hint', '<%= config.bin %> hint swap --json']
  static override args = { exercise: Args.string({ description: 'Exercise, or course/exercise.' }) }

  async run(): Promise<void> {
    const { args } = await this.parse(Hint)
    const { ctx } = this
    const meta = namedItem(ctx, 'exercise', args.exercise)
    const hint = nextHint(ctx, { course: meta.course, item: meta.id })
    const { renderHint } = await import('../tui/plain/exercise.ts')
    this.show('mastery.hint/1', hint, renderHint)
  }
}
