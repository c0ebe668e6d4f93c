import { BaseCommand } from '../../base-command.ts'
import { renderList } from '../../tui/plain/course.ts'

export default class CourseList extends BaseCommand {
  static override summary = 'List the installed courses.'
  static override examples = [
    '<%= config.bin %> course list',
    '<%= config.bin %> course list --json',
  ]

  async run(): Promise<void> {
    await this.parse(CourseList)
    const { library } = this.ctx
    const report = { courses: library.courses(), missing: library.missing() }
    this.show('mastery.course-list/1', report, renderList)
  }
}
