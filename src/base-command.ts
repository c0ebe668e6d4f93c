import { existsSync } from 'node:fs'
import { Command, Flags, type Interfaces } from '@oclif/core'
import { Context } from './context.ts'
import type { SettingValue } from './core/config/settings.ts'
import { MasteryError } from './core/errors.ts'
import type { Style } from './tui/plain/style.ts'

export type CommonFlags = Interfaces.InferredFlags<typeof BaseCommand.baseFlags>

/** A flag of every command that runs code, whoever wrote that. */
export const TIER = Flags.string({
  options: ['namespaces', 'kernel', 'isolate'],
  summary: 'Weakest sandbox to run code in, also that of others.',
})

/** Parses, wires the context, renders one result, and turns an error into words and an exit code. */
export abstract class BaseCommand extends Command {
  static override baseFlags = {
    json: Flags.boolean({ summary: 'Print one JSON document on stdout.', helpGroup: 'SHARED' }),
    quiet: Flags.boolean({ char: 'q', summary: 'Print no messages.', helpGroup: 'SHARED' }),
    verbose: Flags.boolean({ char: 'v', summary: 'Print more.', helpGroup: 'SHARED' }),
    'no-color': Flags.boolean({ summary: 'Print without colours.', helpGroup: 'SHARED' }),
    yes: Flags.boolean({
      char: 'y',
      summary: 'Answer yes to every question.',
      helpGroup: 'SHARED',
    }),
    'no-input': Flags.boolean({ summary: 'Never ask and open no screen.', helpGroup: 'SHARED' }),
    plain: Flags.boolean({ summary: 'Linear text instead of screens.', helpGroup: 'SHARED' }),
    profile: Flags.string({ summary: 'Whose progress to use.', helpGroup: 'SHARED' }),
  }

  protected common: Partial<CommonFlags> & { tier?: string } = {}
  private made: Context | null = null
  /** Loaded only where text is printed: colours cost a sixth of start-up. */
  private styles: typeof import('./tui/plain/style.ts') | null = null

  protected get ctx(): Context {
    this.made ??= new Context({
      ...(this.common.profile === undefined ? {} : { profile: this.common.profile }),
      flags: this.flagSettings(),
      cwd: currentFolder(),
      env: process.env,
    })
    return this.made
  }

  /** Whether a person is at both ends and screens and questions make sense. */
  protected get interactive(): boolean {
    return Boolean(
      process.stdin.isTTY &&
        process.stdout.isTTY &&
        !this.common.json &&
        !this.common['no-input'] &&
        !process.env.CI &&
        process.env.TERM !== 'dumb',
    )
  }

  /** Linear text was asked for, by flag, setting or a screen reader. */
  protected get linear(): boolean {
    return process.env.INK_SCREEN_READER === 'true' || this.ctx.settings.get<boolean>('plain')
  }

  /** How to draw on standard output. Not under `--json`. */
  protected get style(): Style {
    if (this.styles === null) throw new Error('no style under --json')
    const width = process.stdout.columns ?? 80
    return this.styles.makeStyle({
      width,
      color: this.colors(process.stdout, this.colorSetting()),
    })
  }

  /** Prints a result: one JSON document under `--json`, else the text that `render` makes of it. */
  protected show<T extends object>(
    schema: string,
    value: T,
    render: (value: T, style: Style) => string,
  ): void {
    const text = this.common.json
      ? JSON.stringify({ schema, ...value }, null, 2)
      : render(value, this.style)
    if (text !== '') process.stdout.write(`${text}\n`)
  }

  /** A message beside the result, on stderr. */
  protected note(text: string): void {
    if (!this.common.quiet) process.stderr.write(`${text}\n`)
  }

  /** A line on stderr that the next one replaces; only where a person watches. */
  protected progress(text: string): void {
    if (process.stderr.isTTY && !this.common.quiet && !this.common.json)
      process.stderr.write(text === '' ? '\r\x1b[2K' : `\r\x1b[2K${text}`)
  }

  /** For commands that run code and open no screen: a first run, which takes seconds, is not silent. */
  protected tellFirstRun(): void {
    this.ctx.onFirstRun = (waits) =>
      this.progress(waits ? 'Getting ready to run programs here, this once…' : '')
  }

  /**
   * Asks before something that cannot be taken back.
   * @throws MasteryError `usage` when nobody can be asked and `--yes` is missing
   */
  protected async confirm(question: string): Promise<boolean> {
    if (this.common.yes) return true
    if (!this.interactive)
      throw new MasteryError('usage', `${question} Nobody is there to answer.`, {
        next: ['mastery', this.typedName, ...this.argv, '--yes'].join(' '),
      })
    const { createInterface } = await import('node:readline/promises')
    const terminal = createInterface({ input: process.stdin, output: process.stderr })
    try {
      return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim())
    } catch {
      return false // Ctrl-C or Ctrl-D while asked
    } finally {
      terminal.close()
    }
  }

  /** Asks, and throws `cancelled` unless the answer is yes. */
  protected async mustConfirm(question: string): Promise<void> {
    if (!(await this.confirm(question)))
      throw new MasteryError('cancelled', 'Cancelled. Nothing was changed.')
  }

  /**
   * Runs long work that never pauses. No handler of ours would get a turn meanwhile, so signals end the process at
   * once; what was not committed is rolled back when the database is opened next.
   */
  protected unpaused<T>(work: () => T): T {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
    const held = signals.map((signal) => [signal, process.listeners(signal)] as const)
    for (const signal of signals) process.removeAllListeners(signal)
    try {
      return work()
    } finally {
      for (const [signal, listeners] of held)
        for (const listener of listeners) process.on(signal, listener)
    }
  }

  /** Runs work that Ctrl-C is to stop and not to kill: it tidies up, then throws `cancelled`. */
  protected async interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const stopping = new AbortController()
    const stop = () => stopping.abort()
    const held = process.listeners('SIGINT')
    process.removeAllListeners('SIGINT').on('SIGINT', stop)
    try {
      return await work(stopping.signal)
    } finally {
      this.progress('')
      process.off('SIGINT', stop)
      for (const listener of held) process.on('SIGINT', listener)
    }
  }

  /** The exit code, once everything is written. */
  protected exitWith(code: number): void {
    process.exitCode = code
  }

  protected override async init(): Promise<void> {
    // Before parsing, so that also a wrong flag is reported in the form that was asked for.
    const end = this.argv.indexOf('--')
    const given = end === -1 ? this.argv : this.argv.slice(0, end)
    this.common = {
      json: given.includes('--json'),
      verbose: given.includes('--verbose') || given.includes('-v'),
    }
    if (!this.common.json) this.styles = await import('./tui/plain/style.ts')
  }

  protected override async parse<
    F extends Interfaces.OutputFlags<Interfaces.FlagInput>,
    B extends Interfaces.OutputFlags<Interfaces.FlagInput>,
    A extends Interfaces.OutputArgs<Interfaces.ArgInput>,
  >(
    options?: Interfaces.Input<F, B, A>,
    argv?: string[],
  ): Promise<Interfaces.ParserOutput<F, B, A>> {
    const parsed = await super.parse(options, argv)
    this.common = parsed.flags as Partial<CommonFlags>
    return parsed
  }

  protected override async catch(thrown: unknown): Promise<void> {
    const verbose = Boolean(this.common.verbose)
    const { EXIT_CODES, errorDocument, errorText, INTERNAL_ERROR, inOurWords } = await import(
      './error-words.ts'
    )
    const error = inOurWords(await this.stored(thrown), this.typedName, this.flagNames)
    if (this.common.json) process.stdout.write(`${JSON.stringify(errorDocument(error), null, 2)}\n`)
    else {
      const { makeStyle } = await import('./tui/plain/style.ts')
      const color = this.colors(process.stderr)
      const style = makeStyle({ width: process.stderr.columns ?? 80, color })
      process.stderr.write(`${errorText(error, style, verbose)}\n`)
    }
    process.exitCode = error instanceof MasteryError ? EXIT_CODES[error.kind] : INTERNAL_ERROR
  }

  protected override async finally(): Promise<void> {
    await this.made?.close()
  }

  /** A damaged page turns up wherever it is read first, long after the database was opened. */
  private async stored(error: unknown): Promise<unknown> {
    const { code } = (error ?? {}) as { code?: unknown }
    if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return error
    const { inWords } = await import('./core/store/storage-error.ts')
    return inWords(this.ctx.paths.learnerDb, error)
  }

  /** How a person types this command's name; nothing for bare `mastery`. */
  private get typedName(): string {
    return this.id === undefined || this.id === 'index' ? '' : this.id.replaceAll(':', ' ')
  }

  private get flagNames(): string[] {
    const { flags, baseFlags } = this.ctor
    return [...Object.keys(flags ?? {}), ...Object.keys(baseFlags ?? {})]
  }

  /**
   * A home that is not there is not made just to print, nor is one that cannot be opened a reason to print nothing: a
   * command that needs it says so itself.
   */
  private colorSetting(): string {
    if (!existsSync(this.ctx.paths.learnerDb)) return process.env.MASTERY_COLOR ?? 'auto'
    try {
      return this.ctx.settings.get('color')
    } catch {
      return 'auto'
    }
  }

  /** The flags that are settings too: they win over every other source. */
  private flagSettings(): Record<string, SettingValue> {
    const { tier } = this.common
    return {
      ...(this.common['no-color'] ? { color: 'never' } : {}),
      ...(this.common.plain ? { plain: true } : {}),
      ...(tier === undefined ? {} : { 'sandbox.tier': tier, 'sandbox.tier-for-others': tier }),
    }
  }

  /** @param setting the setting `color`; where an error is told it is not asked, as reading it may be what failed */
  private colors(stream: NodeJS.WriteStream, setting = 'auto'): boolean {
    if (this.common['no-color'] || process.env.NO_COLOR) return false
    if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0'
    if (setting !== 'auto') return setting === 'always'
    return Boolean(
      stream.isTTY && !this.common.json && process.env.TERM !== 'dumb' && !process.env.CI,
    )
  }
}

/** Another program may have removed the folder that the terminal still stands in. */
function currentFolder(): string {
  try {
    return process.cwd()
  } catch (cause) {
    throw new MasteryError('usage', 'The folder you are in is not there any more.', {
      next: 'Go elsewhere, and run the same command: cd',
      cause,
    })
  }
}
