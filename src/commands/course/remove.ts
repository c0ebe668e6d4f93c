import { Args } from '@oclif/core'
import { BaseCommand } from '../../base-command.ts'
import { requireCourse } from '../../core/course/find-course.ts'
import { removeCourse } from '../../core/course/remove-course.ts'
import { renderRemoved } from '../../tui/plain/course.ts'

export default class CourseRemove extends BaseCommand {
  static override summary = 'Take a course out of the library.'
  static override description =
    'Asks first. What you did in it is kept, and counts again when you add it again.'
  static override examples = ['<%= config.bin %> course remove my-course']
  static override args = {
    id: Args.string({ required: true, description: 'Id of the course.' }),
  }

  async run(): Promise<void> {
    const { args } = await this.parse(CourseRemove)
    const { title } = requireCourse(this.ctx.library, args.id)
    await this.mustConfirm(`Remove the course "${title}" (${args.id})? Your history of it is kept.`)
    this.show('mastery.course-remove/1', removeCourse(this.ctx, args.id), renderRemoved)
  }
}
