import { Args, Flags } from '@oclif/core'
import { BaseCommand, TIER } from '../../base-command.ts'
import { MasteryError } from '../../core/errors.ts'
import { renderChecks } from '../../tui/plain/course-problems.ts'

export default class CourseCheck extends BaseCommand {
  static override summary = 'Check a course and count its revisions.'
  static override description =
    'Says what is wrong, where, and what would be right. Files change only with --write. What was run before and cannot have changed is not run again.'
  static override examples = [
    '<%= config.bin %> course check',
    '<%= config.bin %> course check my-course --write',
    '<%= config.bin %> course check my-course --solutions --mutants',
  ]
  static override args = {
    path: Args.string({
      default: '.',
      description: 'Folder with course.yaml, or with several courses.',
    }),
  }
  static override flags = {
    write: Flags.boolean({ summary: 'Write missing ids, names of tests and course.lock.json.' }),
    solutions: Flags.boolean({ summary: 'Run programs, solutions and starters.' }),
    mutants: Flags.boolean({ summary: 'Run wrong and forged solutions, which must fail.' }),
    fresh: Flags.boolean({ summary: 'Run also what earlier checks ran.' }),
    tier: TIER,
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CourseCheck)
    const { write, solutions, mutants, fresh } = flags
    const runs = solutions || mutants
    if (fresh && !runs)
      throw new MasteryError('usage', '--fresh says how to run, but nothing is to be run.', {
        next: `mastery course check ${args.path} --solutions --mutants --fresh`,
      })
    const { checkCourses } = await import('../../host/check-course.ts')
    const { nameTests } = await import('../../core/grading/name-tests.ts')
    const { verifyCourse } = await import('../../core/grading/verify-course.ts')
    const report = await this.interruptible((signal) => {
      const context = this.ctx.verification({ fresh, signal })
      return checkCourses(args.path, {
        write,
        runCourse: runs ? (course) => verifyCourse(context, course, flags, this.ran) : null,
        nameTests: (exercise) => nameTests(context, exercise),
        progress: (done, total) => this.progress(`${done} of ${total} items`),
      })
    })
    this.show('mastery.course-check/1', report, renderChecks)
    this.exitWith(report.passed ? 0 : 6)
  }

  private ran = (at: { done: number; total: number; secondsLeft: number | null }): void => {
    const left = at.secondsLeft === null ? '' : `, about ${at.secondsLeft} s left`
    this.progress(`Ran ${at.done} of ${at.total} programs${left}`)
  }
}
