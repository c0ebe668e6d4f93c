import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../../base-command.ts'
import { showCourses, showItem } from '../../core/course/show-course.ts'
import { renderCourses, renderItem } from '../../tui/plain/course-show.ts'

export default class CourseShow extends BaseCommand {
  static override summary = 'Show what a course holds.'
  static override examples = [
    '<%= config.bin %> course show python',
    '<%= config.bin %> course show python/basics-quiz',
    '<%= config.bin %> course show --counts',
  ]
  static override args = {
    id: Args.string({ description: 'A course, or <course>/<item>; default: all courses.' }),
  }
  static override flags = {
    counts: Flags.boolean({ summary: 'Count items, types, minutes and skills.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CourseShow)
    const [course, item] = args.id?.split('/') ?? []
    const { library } = this.ctx
    if (course !== undefined && item !== undefined)
      this.show('mastery.course-item/1', showItem(library, { course, item }), renderItem)
    else
      this.show(
        'mastery.course-show/1',
        showCourses(library, { course, counts: flags.counts }),
        renderCourses,
      )
  }
}
