import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../../base-command.ts'
import { renderPacked } from '../../tui/plain/course.ts'

export default class CoursePack extends BaseCommand {
  static override summary = 'Pack a course into one file.'
  static override description =
    'A learner pack leaves out hidden cases, solutions and wrong solutions; a grader pack holds everything.'
  static override examples = [
    '<%= config.bin %> course pack my-course --learner',
    '<%= config.bin %> course pack my-course --grader -o grader.json.gz',
  ]
  static override args = {
    path: Args.string({ required: true, description: 'Folder with course.yaml.' }),
  }
  static override flags = {
    learner: Flags.boolean({ summary: 'For learners.', exactlyOne: ['learner', 'grader'] }),
    grader: Flags.boolean({ summary: 'For graders.' }),
    output: Flags.string({ char: 'o', summary: 'The file; default <id>-<audience>.json.gz.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CoursePack)
    const { writePack } = await import('../../host/pack-course.ts')
    const report = await writePack(args.path, {
      audience: flags.learner ? 'learner' : 'grader',
      output: flags.output,
      replace: flags.yes,
    })
    this.show('mastery.course-pack/1', report, renderPacked)
  }
}
