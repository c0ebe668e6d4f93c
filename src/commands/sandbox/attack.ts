import { Flags } from '@oclif/core'
import { BaseCommand } from '../../base-command.ts'
import type { Language } from '../../core/course/model.ts'
import { TIERS, type Tier } from '../../core/grading/code-runner.ts'
import { attackProgress, renderAttacks } from '../../tui/plain/sandbox-attack.ts'

export default class SandboxAttack extends BaseCommand {
  static override summary = 'Attack the sandbox with hostile programs.'
  static override description =
    'Runs every attack that comes with mastery in every tier this machine has, and looks whether it was refused, ended in time and left nothing behind. All of them take about two minutes; Ctrl-C stops. Ends with 7 when one of them did what no program may.'
  static override examples = [
    '<%= config.bin %> sandbox attack --tier kernel --only fork-bomb',
    '<%= config.bin %> sandbox attack --language javascript --tier isolate --only constructor',
    '<%= config.bin %> sandbox attack --tier namespaces --only network --json',
  ]
  static override flags = {
    tier: Flags.string({ options: [...TIERS], summary: 'Attack this tier only.' }),
    language: Flags.string({
      options: ['python', 'javascript', 'typescript', 'sql'],
      summary: 'Only attacks in this language.',
    }),
    only: Flags.string({ summary: 'Only attacks with this in their name.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(SandboxAttack)
    const began = performance.now()
    const width = process.stderr.columns ?? 80
    const report = await this.interruptible((signal) =>
      this.ctx.lab.attack({
        tier: (flags.tier as Tier | undefined) ?? null,
        language: (flags.language as Language | undefined) ?? null,
        only: flags.only ?? null,
        progress: (done, total, id) => {
          const seconds = (performance.now() - began) / 1000
          this.progress(attackProgress({ done, total, id, seconds }, width))
        },
        signal,
      }),
    )
    this.progress('')
    this.show('mastery.sandbox-attack/1', report, renderAttacks)
    this.exitWith(report.passed ? 0 : 7)
  }
}
