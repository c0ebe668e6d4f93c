import { Args, Flags } from '@oclif/core'
import { BaseCommand, TIER } from '../base-command.ts'
import { languageOf, readsInput, runFile } from '../core/practice/run-file.ts'
import { readInput, readProgram } from '../host/program.ts'

export default class Run extends BaseCommand {
  static override summary = 'Run any program in the sandbox.'
  static override description =
    'It has no network and no files but those named, and is stopped when it takes too long. Ends with 1 when the program fails.'
  static override examples = [
    '<%= config.bin %> run hello.py',
    'echo Ada | <%= config.bin %> run hello.py --stdin -',
    '<%= config.bin %> run main.js --with helper.js --json',
    '<%= config.bin %> run query.sql --with schema.sql',
  ]
  static override args = {
    file: Args.string({ required: true, description: 'A .py, .js, .mjs, .ts or .sql file.' }),
  }
  static override flags = {
    stdin: Flags.string({ summary: 'File that the program reads as its input; - for ours.' }),
    with: Flags.string({
      summary:
        'Another file that the program may read or import; for SQL, a script that is run before it.',
      multiple: true,
    }),
    tier: TIER,
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Run)
    this.tellFirstRun()
    languageOf(args.file)
    const program = readProgram(args.file, flags.with ?? [])
    const typed = flags.stdin === undefined && this.interactive && readsInput(program.files)
    if (typed) this.note('Type what the program reads, line by line. Ctrl-D ends it.')
    const stdin = await readInput(typed ? '-' : flags.stdin)
    const shape = process.stdout.isTTY && !flags.json ? { columns: this.style.width } : {}
    const result = await runFile(this.ctx, { ...program, stdin, ...shape })
    this.exitWith(result.ok ? 0 : 1)
    if (flags.json) {
      this.show('mastery.run/1', result, () => '')
      return
    }
    const { safeText } = await import('../tui/plain/safe.ts')
    // As it was; only where a terminal would obey it, control sequences are taken out.
    const shown = (text: string, { isTTY }: NodeJS.WriteStream) => (isTTY ? safeText(text) : text)
    process.stdout.write(shown(result.stdout, process.stdout))
    process.stderr.write(shown(result.stderr, process.stderr))
    if (result.ok) return
    const { renderRunEnd } = await import('../tui/plain/run.ts')
    const unfinished = result.stdout !== '' && !result.stdout.endsWith('\n') && process.stdout.isTTY
    process.stderr.write(`${unfinished ? '\n' : ''}${renderRunEnd(result, this.style)}\n`)
  }
}
