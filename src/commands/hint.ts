import { Args } from '@oclif/core'
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
    '<%= config.bin %> hint swap --json',
    '<%= config.bin %> hint basics-quiz/swap-order',
  ]
  static override args = {
    exercise: Args.string({ description: 'Exercise, course/exercise, or quiz/question.' }),
  }

  async run(): Promise<void> {
    const { args } = await this.parse(Hint)
    const { ctx } = this
    const { renderHint } = await import('../tui/plain/exercise.ts')
    const asked = questionNamed(ctx, args.exercise)
    if (asked !== null) {
      this.show('mastery.question-hint/1', nextQuestionHint(ctx, asked), renderHint)
      return
    }
    const meta = namedItem(ctx, 'exercise', args.exercise)
    const hint = nextHint(ctx, { course: meta.course, item: meta.id })
    this.show('mastery.hint/1', hint, renderHint)
  }
}
