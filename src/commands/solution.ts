import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { isSolutionOpen, showSolution } from '../core/practice/exercise.ts'
import { namedItem } from '../core/practice/find.ts'

export default class Solution extends BaseCommand {
  static override summary = 'Show a solution of an exercise: after a pass, or after giving up.'
  static override description =
    'Giving up asks first and is recorded: the exercise can still be passed, but counts as solved with help.'
  static override examples = [
    '<%= config.bin %> solution',
    '<%= config.bin %> solution departure-board --give-up --yes',
  ]
  static override args = { exercise: Args.string({ description: 'Exercise, or course/exercise.' }) }
  static override flags = {
    'give-up': Flags.boolean({ summary: 'Show it before a pass; asks, and is recorded.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Solution)
    const { ctx } = this
    const meta = namedItem(ctx, 'exercise', args.exercise)
    const subject = { course: meta.course, item: meta.id }
    const giveUp = flags['give-up']
    if (giveUp && !isSolutionOpen(ctx, subject)) {
      await this.mustConfirm(`Show the solution of ${meta.id}? It will count as solved with help.`)
    }
    const solution = showSolution(ctx, subject, { giveUp })
    const { renderSolution } = await import('../tui/plain/exercise.ts')
    this.show('mastery.solution/1', solution, renderSolution)
  }
}
