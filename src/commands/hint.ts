import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { nextHint } from '../core/practice/exercise.ts'
import { namedItem } from '../core/practice/find.ts'
import { nextQuestionHint, questionNamed } from '../core/practice/question-hint.ts'

export default class Hint extends BaseCommand {
  static override summary = 'Show the next hint, and how many there are.'
  static override description =
    'Of an exercise; without a name of the one whose folder you are in, or the one in progress. Of a question: quiz/question or lesson/question.'
  static override examples = [
    '<%= config.bin %> hint',
    '<%= config.bin %> hint departure-board --json',
    `<%= config.bin %> hint --say "I don't understand the task"`,
    '<%= config.bin %> hint basics-quiz/print-with-sep',
  ]
  static override args = {
    exercise: Args.string({ description: 'Exercise, course/exercise, or quiz/question.' }),
  }

  static override flags = {
    say: Flags.string({ summary: 'Say in your own words where you are stuck; it is recorded.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Hint)
    const { ctx } = this
    const { renderHint } = await import('../tui/plain/exercise.ts')
    const asked = questionNamed(ctx, args.exercise)
    if (asked !== null) {
      this.show('mastery.question-hint/1', nextQuestionHint(ctx, asked), renderHint)
      return
    }
    const meta = namedItem(ctx, 'exercise', args.exercise)
    const hint = nextHint(ctx, { course: meta.course, item: meta.id }, { said: flags.say })
    this.show('mastery.hint/1', hint, renderHint)
  }
}
