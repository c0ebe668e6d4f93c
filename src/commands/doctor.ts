import { Flags } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { renderDoctor } from '../tui/plain/doctor.ts'

export default class Doctor extends BaseCommand {
  static override summary = 'Check this machine, the databases and the sandbox.'
  static override description =
    'Changes nothing, unless --rebuild (folds all events again and compares) or --restore (goes back to the last backup) is given.'
  static override examples = [
    '<%= config.bin %> doctor',
    '<%= config.bin %> doctor --rebuild',
    '<%= config.bin %> doctor --json',
  ]
  static override flags = {
    rebuild: Flags.boolean({ summary: 'Compute every projection again and compare digests.' }),
    restore: Flags.boolean({ summary: 'Replace a damaged database by its last backup; asks.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Doctor)
    if (flags.restore) await this.restore()
    const { diagnose } = await import('../host/doctor.ts')
    const checks = await diagnose(this.ctx.patient(process.stdout))
    const damaged = checks.some(
      (check) => check.name === 'learner database' && check.status === 'problem',
    )
    const rebuild = flags.rebuild && !damaged ? this.rebuild() : null
    const healthy =
      checks.every((check) => check.status !== 'problem') && !rebuild?.differences.length
    const report = { version: this.ctx.version, checks, rebuild, healthy }
    this.show('mastery.doctor/1', report, renderDoctor)
    this.exitWith(healthy ? 0 : 6)
  }

  private rebuild() {
    const { projections } = this.ctx.log
    return this.unpaused(() => projections.rebuild((n) => this.progress(`${n} events`)))
  }

  private async restore(): Promise<void> {
    const { isWhole, restoreBackup } = await import('../core/store/integrity.ts')
    const path = this.ctx.paths.learnerDb
    if (isWhole(() => this.ctx.openLog())) {
      this.note(`${path} is not damaged: nothing was restored.`)
      return
    }
    await this.mustConfirm(`Replace ${path} by its last backup? The damaged file is kept.`)
    const report = restoreBackup(path, this.ctx.clock.now(), (file) => this.ctx.openLog(file))
    this.note(
      `Restored ${report.backup ?? 'what could be read'}; ${report.salvaged} newer events saved; damaged file: ${report.kept}`,
    )
  }
}
