import { Args } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import type { Tier } from '../core/grading/code-runner.ts'
import { GRADE_FLAGS } from '../grade-flags.ts'
import type { GradeInput } from '../host/grading/grade-and-report.ts'

export default class Grade extends BaseCommand {
  static override summary = 'Grade what was handed in: one submission or a class.'
  static override description =
    'Asks for nothing and changes nothing of yours. Of one submission it ends with 0 when it passes and 1 when not; of a class with 0 when grading worked.'
  static override examples = [
    '<%= config.bin %> grade hello.py --course python --exercise departure-board',
    '<%= config.bin %> grade handed-in --exercise departure-board --report csv=grades.csv',
    '<%= config.bin %> grade hello.py --exercise departure-board --json',
  ]
  static override args = {
    submission: Args.string({ description: 'File, folder or archive.', multiple: true }),
  }
  static override flags = GRADE_FLAGS

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Grade)
    this.tellFirstRun()
    const submissions = args.submission ?? []
    const atLeast = this.ctx.givenSettings.get<Tier>('sandbox.tier-for-others')
    const input = { submissions, flags, atLeast, typed: this.argv }
    if (flags.verify !== undefined) return this.verify(flags.verify, input)
    const { gradeAndReport } = await import('../host/grading/grade-and-report.ts')
    const graded = await this.interruptible((signal) =>
      gradeAndReport(this.ctx.grading, input, this.terminal(signal)),
    )
    this.exitWith(graded.exitCode)
    if (graded.printed !== null) return void process.stdout.write(graded.printed)
    const { renderGrade } = await import('../tui/plain/grade.ts')
    const options = { many: graded.many, verbose: this.common.verbose ?? false }
    this.show('mastery.grade/1', graded.report, (one, style) => renderGrade(one, style, options))
  }

  private async verify(report: string, input: GradeInput): Promise<void> {
    const { verifyReport } = await import('../host/grading/grade-and-report.ts')
    const found = await this.interruptible((signal) =>
      verifyReport(this.ctx.grading, report, input, this.terminal(signal)),
    )
    const { renderVerification } = await import('../tui/plain/grade-verification.ts')
    this.show('mastery.grade-verify/1', found, renderVerification)
    this.exitWith(found.verified ? 0 : 1)
  }

  private terminal(signal: AbortSignal) {
    return {
      signal,
      note: (text: string) => this.note(text),
      progress: (text: string) => this.progress(text),
    }
  }
}
