import { Args } from '@oclif/core'
import { BaseCommand, TIER } from '../base-command.ts'
import { isAccepted } from '../core/grading/verdict.ts'
import { checkExercise } from '../core/practice/check.ts'
import { namedItem } from '../core/practice/find.ts'

/** Time for submissions whose tests changed, when the result is on the screen already. */
const REGRADE_MS = 3_000

export default class Check extends BaseCommand {
  static override summary = 'Run the visible tests of an exercise.'
  static override description =
    'Without a name: the exercise whose folder you are in, else the one in progress. Ends with 1 when a test fails.'
  static override examples = [
    '<%= config.bin %> check',
    '<%= config.bin %> check departure-board',
    '<%= config.bin %> check python/departure-board --json',
  ]
  static override args = { exercise: Args.string({ description: 'Exercise, or course/exercise.' }) }
  static override flags = { tier: TIER }

  async run(): Promise<void> {
    const { args } = await this.parse(Check)
    this.tellFirstRun()
    const { ctx } = this
    const verbose = this.common.verbose ?? false
    const meta = namedItem(ctx, 'exercise', args.exercise)
    const report = await checkExercise(ctx, { course: meta.course, item: meta.id })
    const { renderCheck } = await import('../tui/plain/check.ts')
    this.show('mastery.check/1', report, (value, style) => renderCheck(value, style, { verbose }))
    this.exitWith(isAccepted(report.verdict) ? 0 : 1)
    const { regradeWithin, regradedText } = await import('../core/practice/regrade.ts')
    for (const one of await regradeWithin(ctx, REGRADE_MS)) this.note(regradedText(one))
  }
}
