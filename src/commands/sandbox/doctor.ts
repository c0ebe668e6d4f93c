import { BaseCommand } from '../../base-command.ts'
import type { Tier } from '../../core/grading/code-runner.ts'
import { renderSandboxDoctor } from '../../tui/plain/sandbox-doctor.ts'

export default class SandboxDoctor extends BaseCommand {
  static override summary = 'Show how the sandbox keeps its promises here.'
  static override description =
    'Attacks every tier anew and says for each promise how it is held and what the attack came to. Ends with 7 when no tier keeps all of them.'
  static override examples = [
    '<%= config.bin %> sandbox doctor',
    '<%= config.bin %> sandbox doctor --json',
  ]

  async run(): Promise<void> {
    await this.parse(SandboxDoctor)
    const { settings } = this.ctx
    this.progress('Attacking each tier …')
    const report = await this.ctx.lab.report({
      own: settings.get<Tier>('sandbox.tier'),
      others: settings.get<Tier>('sandbox.tier-for-others'),
    })
    this.progress('')
    this.show('mastery.sandbox-doctor/1', report, renderSandboxDoctor)
    this.exitWith(report.safe ? 0 : 7)
  }
}
