/** What ends the process from outside while a screen is open. */
const SIGNALS = ['SIGTERM', 'SIGHUP'] as const

/** Paste marks off, cursor on, back to the ordinary screen. Harmless when nothing of it was changed. */
const RESTORE = '\u001b[?2004l\u001b[?25h\u001b[?1049l'

export interface TerminalGuard {
  /** Ctrl-C in another program (an editor) is that program's business. */
  ignoringInterrupts<T>(use: () => Promise<T>): Promise<T>
  /** The terminal was given back properly: nothing left to guard. */
  release(): void
}

/** Gives the terminal back as it was when the process ends by a crash, an exit or a signal. */
export function guardTerminal(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream): TerminalGuard {
  let released = false
  const restore = () => {
    if (released) return
    released = true
    try {
      if (stdin.isTTY) stdin.setRawMode(false)
      stdout.write(RESTORE)
    } catch {
      // The terminal is gone (SIGHUP): there is nothing left to restore.
    }
  }
  const onSignal = (signal: NodeJS.Signals) => {
    restore()
    unlisten()
    process.kill(process.pid, signal)
  }
  const unlisten = () => {
    process.off('exit', restore)
    process.off('uncaughtExceptionMonitor', restore)
    for (const signal of SIGNALS) process.off(signal, onSignal)
  }
  process.on('exit', restore)
  process.on('uncaughtExceptionMonitor', restore)
  for (const signal of SIGNALS) process.on(signal, onSignal)
  return {
    async ignoringInterrupts(use) {
      const listeners = process.listeners('SIGINT')
      const ignore = () => undefined
      process.removeAllListeners('SIGINT')
      process.on('SIGINT', ignore)
      try {
        return await use()
      } finally {
        process.off('SIGINT', ignore)
        for (const listener of listeners) process.on('SIGINT', listener)
      }
    },
    release() {
      released = true
      unlisten()
      if (stdin.isTTY) stdin.setRawMode(false)
      stdin.pause()
      stdin.ref?.()
    },
  }
}
