import { Args, Flags } from '@oclif/core'
import { TIER } from '../base-command.ts'
import { isAccepted } from '../core/grading/verdict.ts'
import { checkExercise } from '../core/practice/check.ts'
import { startExercise } from '../core/practice/exercise.ts'
import { namedItem } from '../core/practice/find.ts'
import { ScreenCommand } from '../screen-command.ts'

export default class Watch extends ScreenCommand {
  static override summary = 'Run the visible tests on each save.'
  static override description =
    'In a terminal with keys to run, submit, get a hint and open the editor. Elsewhere it prints a report for each save until it is stopped; with --once or --json it waits for one save and ends with its report.'
  static override examples = [
    '<%= config.bin %> watch',
    '<%= config.bin %> watch departure-board --once',
  ]
  static override args = { exercise: Args.string({ description: 'Exercise, or course/exercise.' }) }
  static override flags = {
    once: Flags.boolean({ summary: 'End after the first save.' }),
    poll: Flags.boolean({ summary: 'Look at the files now and then instead of being told.' }),
    tier: TIER,
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Watch)
    const { ctx } = this
    const verbose = this.common.verbose ?? false
    const meta = namedItem(ctx, 'exercise', args.exercise)
    const subject = { course: meta.course, item: meta.id }
    if (this.interactive && !flags.once) {
      await this.open({ ...subject, kind: 'exercise' }, { poll: flags.poll })
      return
    }
    const { view } = startExercise(ctx, subject)
    const { savesOf } = await import('../host/watch.ts')
    const { renderCheck } = await import('../tui/plain/check.ts')
    this.note(`Waiting for a save in ${view.folder}. Ctrl-C ends.`)
    const onFallback = (reason: string) => this.note(`Looking every half second (${reason}).`)
    for await (const _ of savesOf({ files: view.files, poll: flags.poll, onFallback })) {
      const report = await checkExercise(ctx, subject)
      this.show('mastery.check/1', report, (value, style) => renderCheck(value, style, { verbose }))
      this.exitWith(isAccepted(report.verdict) ? 0 : 1)
      if (flags.once || flags.json) return
    }
  }
}
