import { Args } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import type { Tier } from '../core/grading/code-runner.ts'
import { GRADE_FLAGS } from '../grade-flags.ts'
import type { GradeInput, GradeTerminal } from '../host/grading/grade-and-report.ts'
import type { ComparingInput } from '../host/similarity/compare-class.ts'

export default class Grade extends BaseCommand {
  static override summary = 'Grade what was handed in: one submission or a class.'
  static override description =
    'Asks for nothing and changes nothing of yours. Of one submission it ends with 0 when it passes and 1 when not; of a class with 0 when grading worked.'
  static override examples = [
    '<%= config.bin %> grade hello.py --course python --exercise departure-board',
    '<%= config.bin %> grade handed-in --exercise departure-board --report csv=grades.csv',
    '<%= config.bin %> grade hello.py --exercise departure-board --json',
    '<%= config.bin %> grade handed-in --exercise departure-board --similarity --html pairs.html',
  ]
  static override args = {
    submission: Args.string({ description: 'File, folder or archive.', multiple: true }),
  }
  static override flags = GRADE_FLAGS

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Grade)
    this.tellFirstRun()
    const atLeast = this.ctx.givenSettings.get<Tier>('sandbox.tier-for-others')
    const input = { submissions: args.submission ?? [], flags, atLeast, typed: this.argv }
    if (flags.similarity) return this.compare(input)
    if (flags.verify !== undefined) return this.verify(flags.verify, input)
    const { gradeAndReport } = await import('../host/grading/grade-and-report.ts')
    const graded = await this.watched((w) => gradeAndReport(this.ctx.grading, input, w))
    this.exitWith(graded.exitCode)
    if (graded.printed !== null) return void process.stdout.write(graded.printed)
    const { renderGrade } = await import('../tui/plain/grade.ts')
    const options = { many: graded.many, verbose: this.common.verbose ?? false }
    this.show('mastery.grade/1', graded.report, (one, style) => renderGrade(one, style, options))
  }

  private async compare(input: ComparingInput): Promise<void> {
    const { compareClass } = await import('../host/similarity/compare-class.ts')
    const report = await this.watched((w) => compareClass(this.ctx.comparing, input, w))
    const { renderSimilarity } = await import('../tui/plain/similarity.ts')
    const options = { verbose: this.common.verbose ?? false }
    this.show('mastery.similarity/1', report, (one, s) => renderSimilarity(one, s, options))
  }

  private async verify(report: string, input: GradeInput): Promise<void> {
    const { verifyReport } = await import('../host/grading/grade-and-report.ts')
    const found = await this.watched((w) => verifyReport(this.ctx.grading, report, input, w))
    const { renderVerification } = await import('../tui/plain/grade-verification.ts')
    this.show('mastery.grade-verify/1', found, renderVerification)
    this.exitWith(found.verified ? 0 : 1)
  }

  private watched<T>(work: (terminal: GradeTerminal) => Promise<T>): Promise<T> {
    const note = (text: string) => this.note(text)
    const progress = (text: string) => this.progress(text)
    return this.interruptible((signal) => work({ signal, note, progress }))
  }
}
