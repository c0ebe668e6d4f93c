import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../../base-command.ts'
import { renderNew } from '../../tui/plain/course.ts'

export default class CourseNew extends BaseCommand {
  static override summary = 'Write a small course to start from.'
  static override description = 'One lesson, deck, exercise and quiz. Nothing is ever overwritten.'
  static override examples = [
    '<%= config.bin %> course new my-course',
    '<%= config.bin %> course new courses/sql --id sql --title "SQL from scratch"',
  ]
  static override args = {
    path: Args.string({ required: true, description: 'A folder that is new or empty.' }),
  }
  static override flags = {
    id: Flags.string({ summary: "The course's id; default: made from the folder's name." }),
    title: Flags.string({ summary: "The course's title." }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CourseNew)
    const { newCourse } = await import('../../host/new-course.ts')
    const { id, title } = flags
    this.show('mastery.course-new/1', newCourse(args.path, { id, title }), renderNew)
  }
}
