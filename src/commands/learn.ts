import { Args, Flags } from '@oclif/core'
import { TIER } from '../base-command.ts'
import { namedItem } from '../core/practice/find.ts'
import { givenAnswers } from '../core/practice/given.ts'
import { takeLesson } from '../core/practice/lesson-page.ts'
import { ScreenCommand } from '../screen-command.ts'

export default class Learn extends ScreenCommand {
  static override summary = 'Read a lesson, run its programs, answer its questions.'
  static override description =
    'Without a name: the lesson you are in, else the next one. In a terminal it opens where you stopped; elsewhere, or with a flag below, it is printed.'
  static override examples = [
    '<%= config.bin %> learn',
    '<%= config.bin %> learn variables --section 2 --run',
    '<%= config.bin %> learn variables --done --json',
  ]
  static override args = {
    lesson: Args.string({ description: 'Lesson, or course/lesson.' }),
  }
  static override flags = {
    section: Flags.integer({ summary: 'Print only this section, and stand there.' }),
    run: Flags.boolean({ summary: 'Run the programs in it and print what they print.' }),
    answer: Flags.string({
      summary: 'Answer a check question: QUESTION=ANSWER. May be repeated.',
      multiple: true,
      default: [],
    }),
    done: Flags.boolean({ summary: 'Mark it as read.' }),
    tier: TIER,
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Learn)
    const { ctx } = this
    const meta = namedItem(ctx, 'lesson', args.lesson)
    const { section, run, done } = flags
    const answers = givenAnswers(flags.answer, null)
    const asked = section !== undefined || run || done || answers.length > 0
    if (this.interactive && !asked) {
      await this.open({ course: meta.course, item: meta.id, kind: 'lesson' })
      return
    }
    const wish = { ...(section === undefined ? {} : { section }), run, answers, done }
    const page = await takeLesson(ctx, { course: meta.course, item: meta.id }, wish)
    const { renderLesson, renderLessonResults } = await import('../tui/plain/lesson.ts')
    const isSeen = section === undefined && !run && asked
    this.show('mastery.lesson/1', page, (value, style) =>
      isSeen ? renderLessonResults(value, style, done) : renderLesson(value, style),
    )
  }
}
