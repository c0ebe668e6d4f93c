import { join } from 'node:path'
import { Args, Flags } from '@oclif/core'
import { BaseCommand, TIER } from '../base-command.ts'
import { STEPS } from '../core/practice/traced.ts'
import { traceSubject } from '../host/trace-subject.ts'

export default class Trace extends BaseCommand {
  static override summary = 'Follow a program step by step.'
  static override description =
    'Forward and back, with variables, objects and what was printed: of a file, or of your program in one visible test of an exercise (--case). In a terminal on a screen, elsewhere each step in words. Ends with 1 when the program fails.'
  static override examples = [
    '<%= config.bin %> trace hello.py',
    '<%= config.bin %> trace hello.py --json',
    '<%= config.bin %> trace departure-board --case to-lima',
  ]
  static override args = {
    target: Args.string({ description: 'A .py, .js, .mjs or .ts file, or an exercise.' }),
  }
  static override flags = {
    case: Flags.string({ summary: 'Visible test of the exercise.', helpValue: 'ID' }),
    stdin: Flags.string({ summary: 'File it reads as input; - for ours.', exclusive: ['case'] }),
    with: Flags.string({ summary: 'Another file it needs.', multiple: true, exclusive: ['case'] }),
    steps: Flags.integer({
      summary: 'Most steps to follow, up to 10,000.',
      default: STEPS.usual,
      min: 1,
      max: STEPS.most,
    }),
    step: Flags.integer({ summary: 'Step to begin at; off a terminal, the only one.', min: 1 }),
    tier: TIER,
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Trace)
    const { interactive } = this
    const ask = () => this.note('Type what the program reads, line by line. Ctrl-D ends it.')
    const { name, folder, make } = await traceSubject(this.ctx, {
      ...{ target: args.target, case: flags.case, stdin: flags.stdin, with: flags.with ?? [] },
      ...{ maxSteps: flags.steps, askForInput: interactive ? ask : null },
    })
    this.progress(`Tracing ${name}… Ctrl-C stops.`)
    const traced = await this.interruptible(make)
    this.exitWith(traced.ok ? 0 : 1)
    const { renderTrace, traceDocument } = await import('../tui/plain/trace/listing.ts')
    if (!interactive) {
      const text = flags.json ? traceDocument(traced) : renderTrace(traced, this.style, flags.step)
      process.stdout.write(`${text}\n`)
      return
    }
    const { traceFromCommand } = await import('../tui/render.tsx')
    const { hands } = await import('../host/hands.ts')
    const look = { color: this.style.color, linear: this.linear }
    const edit = (file: string, line: number) =>
      hands(() => this.ctx.editor()).edit(join(folder, file), line)
    const props = { traced, step: flags.step ?? null, again: make, edit }
    this.exitWith(await traceFromCommand(this.ctx, look, props))
  }
}
