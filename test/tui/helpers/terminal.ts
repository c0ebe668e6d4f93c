import { spawn } from '@lydell/node-pty'
import xterm from '@xterm/headless'

export interface TerminalOptions {
  columns?: number
  rows?: number
  cwd?: string
  env?: Record<string, string>
}

/** A program in a real pseudo-terminal, and the screen as a person would see it. */
export class Terminal {
  readonly exit: Promise<{ exitCode: number; signal?: number | undefined }>
  /** Everything it wrote. */
  raw = ''
  private readonly pty: ReturnType<typeof spawn>
  private readonly screen: InstanceType<typeof xterm.Terminal>

  constructor(
    file: string,
    args: string[],
    { columns = 80, rows = 24, cwd = process.cwd(), env = {} }: TerminalOptions = {},
  ) {
    this.screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true })
    const { CI, NO_COLOR, FORCE_COLOR, ...inherited } = process.env
    this.pty = spawn(file, args, {
      cols: columns,
      rows,
      cwd,
      env: { ...inherited, TERM: 'xterm-256color', ...env } as Record<string, string>,
    })
    this.pty.onData((data) => {
      this.raw += data
      this.screen.write(data)
    })
    // What the terminal answers to questions (such as where the cursor is) goes back in.
    this.screen.onData((data) => this.pty.write(data))
    this.exit = new Promise((resolve) => {
      this.pty.onExit(resolve)
    })
  }

  get pid(): number {
    return this.pty.pid
  }

  /** The rows on the screen, without blanks at their ends. */
  rows(): string[] {
    const { active } = this.screen.buffer
    return Array.from(
      { length: this.screen.rows },
      (_, at) => active.getLine(active.viewportY + at)?.translateToString(true) ?? '',
    )
  }

  text(): string {
    return this.rows().join('\n')
  }

  cursor(): { x: number; y: number } {
    const { cursorX, cursorY } = this.screen.buffer.active
    return { x: cursorX, y: cursorY }
  }

  get alternate(): boolean {
    return this.screen.buffer.active.type === 'alternate'
  }

  /** Whether brackets around pasted text, as a shell does not want them, are still asked for. */
  get bracketedPaste(): boolean {
    return this.screen.modes.bracketedPasteMode
  }

  /** Cursor shown or hidden, by the last time it was said. */
  get cursorShown(): boolean {
    return this.raw.lastIndexOf('\u001b[?25h') >= this.raw.lastIndexOf('\u001b[?25l')
  }

  type(text: string): void {
    this.pty.write(text)
  }

  resize(columns: number, rows: number): void {
    this.pty.resize(columns, rows)
    this.screen.resize(columns, rows)
  }

  kill(signal: string): void {
    this.pty.kill(signal)
  }

  /** Waits until the screen shows something; fails with the screen when it never does. */
  async shows(what: string | RegExp, within = 5000): Promise<void> {
    await this.until(
      () => (typeof what === 'string' ? this.text().includes(what) : what.test(this.text())),
      `${what}`,
      within,
    )
  }

  async until(condition: () => boolean, what: string, within = 5000): Promise<void> {
    const end = Date.now() + within
    while (!condition()) {
      if (Date.now() > end)
        throw new Error(
          `never: ${what}\n${this.rows()
            .map((row) => `|${row}`)
            .join('\n')}`,
        )
      await new Promise((resolve) => setTimeout(resolve, 15))
    }
  }

  /** Types keys one after another, waiting for what each must show. */
  async story(...steps: [keys: string, shows: string | RegExp][]): Promise<void> {
    for (const [keys, what] of steps) {
      this.type(keys)
      await this.shows(what)
    }
  }
}

export const KEYS = {
  enter: '\r',
  escape: '\u001b',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  home: '\u001b[H',
  end: '\u001b[F',
  pageUp: '\u001b[5~',
  pageDown: '\u001b[6~',
  delete: '\u001b[3~',
  backspace: '\u007f',
  tab: '\t',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
} as const
