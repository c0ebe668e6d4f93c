import { Args, Flags } from '@oclif/core'
import { namedItem } from '../core/practice/find.ts'
import { givenAnswers } from '../core/practice/given.ts'
import { takeQuiz } from '../core/practice/quiz-page.ts'
import { ScreenCommand } from '../screen-command.ts'

export default class Quiz extends ScreenCommand {
  static override summary = 'Take a quiz, or go on with it where you stopped.'
  static override description =
    'Without a name: the quiz you are in, else the next one. In a terminal it asks one question at a time; elsewhere it prints the open questions, and --answer or --answers gives answers.'
  static override examples = [
    '<%= config.bin %> quiz python/basics-quiz',
    '<%= config.bin %> quiz python/basics-quiz --json',
    '<%= config.bin %> quiz python/basics-quiz --answer print-with-sep=sep-dash',
    `echo '{"precedence": "17"}' | <%= config.bin %> quiz python/basics-quiz --answers - --json`,
  ]
  static override args = { quiz: Args.string({ description: 'Quiz, or course/quiz.' }) }
  static override flags = {
    answer: Flags.string({
      summary: 'Answer a question: ID=ANSWER. May be repeated.',
      multiple: true,
      default: [],
    }),
    answers: Flags.string({ summary: 'JSON file with answers by question; - for standard input.' }),
    restart: Flags.boolean({ summary: 'Give up the attempt in progress and begin anew.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Quiz)
    const { ctx } = this
    const { restart } = flags
    const meta = namedItem(ctx, 'quiz', args.quiz)
    const subject = { course: meta.course, item: meta.id }
    if (this.interactive && flags.answer.length === 0 && flags.answers === undefined) {
      await this.open({ ...subject, kind: 'quiz', restart })
      return
    }
    const { readDocument } = await import('../host/document.ts')
    const document = flags.answers === undefined ? null : await readDocument(flags.answers)
    const answers = givenAnswers(flags.answer, document)
    const { page, results } = takeQuiz(ctx, subject, { answers, restart })
    const { renderQuiz, renderQuizResults } = await import('../tui/plain/quiz.ts')
    if (results === null) this.show('mastery.quiz/1', page, renderQuiz)
    else this.show('mastery.quiz-answers/1', results, renderQuizResults)
  }
}
