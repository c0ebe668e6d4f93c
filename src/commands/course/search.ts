import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../../base-command.ts'
import { requireCourse } from '../../core/course/find-course.ts'
import { renderHits } from '../../tui/plain/course-show.ts'

export default class CourseSearch extends BaseCommand {
  static override summary = 'Search all courses.'
  static override examples = [
    '<%= config.bin %> course search for loop',
    '<%= config.bin %> course search --course python -- "**"',
  ]
  static override strict = false
  static override args = {
    words: Args.string({ required: true, description: 'What to look for.' }),
  }
  static override flags = {
    course: Flags.string({ summary: 'Only in this course.' }),
    limit: Flags.integer({ summary: 'At most so many results.', default: 10, min: 1, max: 200 }),
  }

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(CourseSearch)
    const { course, limit } = flags
    const query = argv.join(' ')
    if (course !== undefined) requireCourse(this.ctx.library, course)
    const only = course === undefined ? {} : { course }
    const hits = this.ctx.library.search(query, { ...only, limit })
    this.show('mastery.course-search/1', { query, hits }, renderHits)
  }
}
