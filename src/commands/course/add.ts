import { Args } from '@oclif/core'
import { BaseCommand } from '../../base-command.ts'
import { renderAdded } from '../../tui/plain/course.ts'

export default class CourseAdd extends BaseCommand {
  static override summary = 'Install a course, or update it.'
  static override description =
    'From a folder, a pack, or by the id of a bundled course that you removed. Your progress stays.'
  static override examples = [
    '<%= config.bin %> course add my-course',
    '<%= config.bin %> course add python-learner.json.gz',
  ]
  static override args = {
    path: Args.string({ required: true, description: 'Folder, pack, or id of a bundled course.' }),
  }

  async run(): Promise<void> {
    const { args } = await this.parse(CourseAdd)
    const { library, log, bundled } = this.ctx
    const { loadCourse } = await import('../../host/load-course.ts')
    const { addCourse } = await import('../../core/course/add-course.ts')
    const { warnings, ...loaded } = await loadCourse(
      args.path,
      { library, bundled, undone: 'Nothing was installed.' },
      (done, all) => this.progress(`Reading ${done} of ${all} items`),
    )
    const progress = (done: number, all: number) => {
      if (done % 100 === 0) this.progress(`Installing ${done} of ${all} items`)
    }
    const input = { ...loaded, warnings: warnings.length, progress }
    const report = this.unpaused(() => addCourse({ library, log }, input))
    this.progress('')
    this.show('mastery.course-add/1', report, renderAdded)
  }
}
