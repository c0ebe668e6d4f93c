import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { clockWarning } from '../core/learner/status.ts'
import { reviewContext } from '../core/practice/question-tools.ts'
import { actOnReview, isReviewWish, listReviews, reviewScope } from '../core/review/act.ts'

const id = (summary: string) => Flags.string({ summary, helpValue: 'ID' })

export default class Review extends BaseCommand {
  static override summary = 'Review what is due.'
  static override description =
    'In a terminal it asks one thing after another. Elsewhere it lists what is due in the order to ask (with --reveal also the backs of cards); --answer records one and prints the next. Grades are again, hard, good, easy, or the SM-2 numbers 0 to 5.'
  static override examples = [
    '<%= config.bin %> review',
    '<%= config.bin %> review --answer python/basics-cards/print-space --grade good',
    '<%= config.bin %> review --answer python/basics-quiz/print-with-sep --text sep-dash --json',
  ]
  static override args = { item: Args.string({ description: 'A deck or quiz: only its parts.' }) }
  static override flags = {
    course: Flags.string({ summary: 'This course only.' }),
    limit: Flags.integer({ summary: 'How many to list.', default: 20, min: 1, max: 500 }),
    reveal: Flags.boolean({ summary: 'List the backs of cards too.' }),
    answer: id('Record an answer to this card or question.'),
    grade: Flags.string({ summary: 'How well you knew it.', dependsOn: ['answer'] }),
    text: Flags.string({ summary: 'What you typed or chose.', dependsOn: ['answer'] }),
    seconds: Flags.integer({ summary: 'Time it took you.', dependsOn: ['answer'], min: 0 }),
    hints: Flags.integer({ summary: 'Hints you looked at.', dependsOn: ['answer'], min: 0 }),
    undo: Flags.boolean({ summary: 'Take back the latest review of today.' }),
    bury: id('Do not show it before tomorrow.'),
    suspend: id('Do not show it again.'),
    resume: id('Show it again.'),
    flag: id('Mark it for a closer look.'),
    unflag: id('Take the mark away.'),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Review)
    const ctx = reviewContext(this.ctx)
    const scope = reviewScope(ctx, { item: args.item, course: flags.course })
    const warning = clockWarning(this.ctx)
    if (warning !== null) this.note(warning)
    const render = await import('../tui/plain/review.ts')
    if (isReviewWish(flags))
      return this.show(
        'mastery.review-done/1',
        actOnReview(ctx, flags, scope),
        render.renderReviewDone,
      )
    if (!this.interactive)
      return this.show('mastery.review/1', listReviews(ctx, scope, flags), render.renderReview)
    const { reviewFromCommand } = await import('../tui/render.tsx')
    const { hands } = await import('../host/hands.ts')
    const own = hands(() => this.ctx.editor())
    const look = { color: this.style.color, linear: this.linear }
    const { code, summary } = await reviewFromCommand(this.ctx, own, look, scope)
    if (summary.reviewed > 0) this.note(render.renderReviewSummary(summary, this.style))
    this.exitWith(code)
  }
}
