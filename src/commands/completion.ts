import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Args } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { completionScript } from '../completion.ts'
import { packageRoot } from '../package-root.ts'

export default class Completion extends BaseCommand {
  static override summary = 'Print a completion script for your shell.'
  static override examples = [
    { description: 'bash, in ~/.bashrc', command: 'eval "$(<%= config.bin %> completion bash)"' },
    { description: 'zsh, in ~/.zshrc', command: 'eval "$(<%= config.bin %> completion zsh)"' },
    {
      description: 'fish',
      command: '<%= config.bin %> completion fish > ~/.config/fish/completions/mastery.fish',
    },
  ]
  static override args = {
    shell: Args.string({ required: true, options: ['bash', 'zsh', 'fish'], description: 'Shell.' }),
  }

  async run(): Promise<void> {
    const { args } = await this.parse(Completion)
    const manifest = JSON.parse(readFileSync(join(packageRoot(), 'oclif.manifest.json'), 'utf8'))
    const script = completionScript(args.shell as 'bash' | 'zsh' | 'fish', manifest.commands)
    this.show('mastery.completion/1', { shell: args.shell, script }, (value) => value.script)
  }
}
