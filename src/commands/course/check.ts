import { Args, Flags } from '@oclif/core'
import { BaseCommand, TIER } from '../../base-command.ts'
import type { CompiledCourse, Exercise } from '../../core/course/model.ts'
import type { Tier } from '../../core/grading/code-runner.ts'
import { renderChecks } from '../../tui/plain/course-problems.ts'

export default class CourseCheck extends BaseCommand {
  static override summary = 'Check a course and count its revisions.'
  static override description =
    'Says what is wrong, where, and what would be right. Files change only with --write.'
  static override examples = [
    '<%= config.bin %> course check',
    '<%= config.bin %> course check my-course --write',
    '<%= config.bin %> course check my-course --run --json',
  ]
  static override args = {
    path: Args.string({
      default: '.',
      description: 'Folder with course.yaml, or with several courses.',
    }),
  }
  static override flags = {
    write: Flags.boolean({ summary: 'Write missing ids, names of tests and course.lock.json.' }),
    run: Flags.boolean({ summary: 'Run the programs, solutions, starters and wrong solutions.' }),
    tier: TIER,
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CourseCheck)
    const { checkCourses } = await import('../../host/check-course.ts')
    const report = await checkCourses(args.path, {
      write: flags.write,
      runCourse: flags.run ? (course) => this.verify(course) : null,
      nameTests: (exercise) => this.nameTests(exercise),
      progress: (done, total) => this.progress(`${done} of ${total} items`),
    })
    this.progress('')
    this.show('mastery.course-check/1', report, renderChecks)
    this.exitWith(report.passed ? 0 : 6)
  }

  private async nameTests(exercise: Exercise) {
    const { nameTests } = await import('../../core/grading/name-tests.ts')
    return nameTests(this.sandbox, exercise)
  }

  private get sandbox() {
    const { runner, settings } = this.ctx
    // Nobody knows who wrote what lies in a folder.
    return { runner, atLeast: settings.get<Tier>('sandbox.tier-for-others') }
  }

  private async verify(course: CompiledCourse) {
    const { verifyCourse } = await import('../../core/grading/verify-course.ts')
    return verifyCourse(this.sandbox, course, (done, total) =>
      this.progress(`Ran ${done} of ${total} programs`),
    )
  }
}
