import type { Instance } from 'ink'
import type { Paint } from './plain/spans.ts'
import type { ScreenOptions, ScreenResult, Screens } from './screens/props.ts'
import type { Session } from './session.ts'
import { screensWith } from './session.ts'
import type { Screen } from './state/driver.ts'
import { ScreenDriver } from './state/driver.ts'
import { guardTerminal } from './terminal.ts'

/**
 * Opens a terminal session, hands it to `use`, and closes it whatever happens: afterwards the terminal is
 * as it was. Linear mode never loads ink. Rejects with what `use` rejects with.
 */
export async function withScreens<T>(
  options: ScreenOptions,
  use: (screens: Screens) => Promise<T>,
): Promise<T> {
  const session = options.linear
    ? (await import('./linear/session.ts')).openLinear(options)
    : await openSession(options)
  try {
    return await use(session.screens)
  } finally {
    await session.close()
  }
}

/** The one place that calls ink's render, and leaves it. */
async function openSession(options: ScreenOptions): Promise<Session> {
  const stdin = options.stdin ?? process.stdin
  const stdout = options.stdout ?? process.stdout
  const { ink, Stage } = await withoutFetch(loadInk)
  const guard = guardTerminal(stdin, stdout)
  // ink would do it after the first frame; what is typed before must not be echoed, nor Ctrl-C kill.
  if (stdin.isTTY) stdin.setRawMode(true)
  const mode: Paint = options.color ? 'color' : 'mono'
  let instance: Instance | null = null
  let fail: (error: unknown) => void = () => undefined
  let suspend = (use: () => Promise<void>): Promise<void> => use()
  const onReady = (ready: typeof suspend) => {
    suspend = (use) => guard.ignoringInterrupts(() => ready(use))
  }

  async function open<S, E, F>(screen: Screen<S, E, F>): Promise<ScreenResult> {
    const tools = { suspend: (use: () => Promise<void>) => suspend(use) }
    const driver = new ScreenDriver(screen, { keys: options.keys, now: options.now, tools })
    fail = driver.fail
    const stage = <Stage driver={driver} paint={mode} onReady={onReady} />
    if (instance === null) {
      instance = ink.render(stage, {
        stdin,
        stdout,
        exitOnCtrlC: false,
        patchConsole: false,
        incrementalRendering: true,
        alternateScreen: true,
        interactive: true,
        maxFps: 60,
      })
      instance.waitUntilExit().catch((error) => fail(error))
    } else instance.rerender(stage)
    driver.start()
    return driver.done
  }

  return {
    screens: screensWith(open, options.now),
    async close() {
      instance?.unmount()
      await instance?.waitUntilExit().catch(() => undefined)
      guard.release()
    },
  }
}

async function loadInk() {
  const [ink, { Stage }] = await Promise.all([import('ink'), import('./components/stage.tsx')])
  return { ink, Stage }
}

/**
 * ink's layout engine loads its WebAssembly from a data URL, and looks for `fetch` to do it. Setting up Node's
 * takes longer than all the rest of the first frame; without it the engine decodes the data itself.
 */
async function withoutFetch<T>(load: () => Promise<T>): Promise<T> {
  const original = Object.getOwnPropertyDescriptor(globalThis, 'fetch')
  Object.defineProperty(globalThis, 'fetch', {
    value: undefined,
    configurable: true,
    writable: true,
  })
  try {
    return await load()
  } finally {
    if (original === undefined) Reflect.deleteProperty(globalThis, 'fetch')
    else Object.defineProperty(globalThis, 'fetch', original)
  }
}

/** For commands that open one lesson, quiz or exercise, and what it leads to. */
export { openFromCommand } from './open/command.ts'
export { homeFromCommand } from './open/home.ts'
export { reviewFromCommand } from './open/review.ts'
export { traceFromCommand } from './open/trace.ts'
