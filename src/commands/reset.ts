import { Args } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { resetExercise } from '../core/practice/exercise.ts'
import { namedItem } from '../core/practice/find.ts'

export default class Reset extends BaseCommand {
  static override summary = 'Put the starter of an exercise back; your work is kept in a backup.'
  static override description =
    'Asks first. What was there goes into a folder with the time in its name, below .backup in the exercise’s folder.'
  static override examples = [
    '<%= config.bin %> reset',
    '<%= config.bin %> reset departure-board --yes',
  ]
  static override args = { exercise: Args.string({ description: 'Exercise, or course/exercise.' }) }

  async run(): Promise<void> {
    const { args } = await this.parse(Reset)
    const { ctx } = this
    const meta = namedItem(ctx, 'exercise', args.exercise)
    const place = { course: meta.course, exercise: meta.id }
    const folder = ctx.workspace.folder(place)
    await this.mustConfirm(`Put the starter of ${meta.id} back into ${folder}? Your work is kept.`)
    const { backup } = resetExercise(ctx, { course: meta.course, item: meta.id })
    const { renderReset } = await import('../tui/plain/exercise.ts')
    this.show('mastery.reset/1', { ...place, folder, backup }, renderReset)
  }
}
