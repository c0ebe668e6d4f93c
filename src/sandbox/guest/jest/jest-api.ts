/** The object `jest` of a test file: mock functions, spies and fake timers, which live in the realm of the tests. */
import type { Modules } from './modules.ts'
import type { Realm } from './realm.ts'

type FakeClock = ReturnType<Realm['mocks']['timers']['install']>

const FAKED = [
  'Date',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'queueMicrotask',
] as const
type Faked = (typeof FAKED)[number]

interface FakeTimersConfig {
  now?: number | Date
  doNotFake?: Faked[]
  advanceTimers?: boolean | number
  timerLimit?: number
}

interface JestOptions {
  realm: Realm
  /** Lets the global `Date` be replaced while it is told true. */
  unlockDate(on: boolean): void
  modules(): Modules
  setTimeoutMs(ms: number): void
}

export function makeJest({ realm, unlockDate, modules, setTimeoutMs }: JestOptions) {
  const { mocks } = realm
  let clock: FakeClock | null = null
  const whileUnlocked = (act: () => void) => {
    unlockDate(true)
    try {
      act()
    } finally {
      unlockDate(false)
    }
  }
  const stopFaking = () =>
    whileUnlocked(() => {
      clock?.uninstall()
      clock = null
    })
  const startFaking = (config: FakeTimersConfig = {}) => {
    stopFaking()
    const { doNotFake = [], advanceTimers = false, timerLimit = 100_000, now } = config
    whileUnlocked(() => {
      clock = mocks.timers.install({
        now: now ?? realm.mocks.timers.timers.Date.now(),
        toFake: FAKED.filter((name) => !doNotFake.includes(name)),
        loopLimit: timerLimit,
        shouldAdvanceTime: advanceTimers !== false,
        advanceTimeDelta: typeof advanceTimers === 'number' ? advanceTimers : 20,
        shouldClearNativeTimers: true,
      })
    })
  }
  const faked = (): FakeClock => {
    if (clock === null)
      throw realm.error('Fake timers are not in use: call jest.useFakeTimers() first')
    return clock
  }
  const unsupported = (name: string, why: string) => () => {
    throw realm.error(`jest.${name} is not supported: ${why}`)
  }
  const mock = (specifier: string, factory?: () => unknown) => {
    if (typeof factory !== 'function')
      throw realm.error('jest.mock needs a function that makes what takes the place of the file')
    modules().mock(specifier, factory)
  }
  /** Most of them give back the object itself, to be called on. */
  const chained =
    <Args extends unknown[]>(act: (...args: Args) => void) =>
    (...args: Args) => {
      act(...args)
      return jest
    }
  const jest: Record<string, unknown> = {
    fn: mocks.fn,
    spyOn: mocks.spyOn,
    replaceProperty: mocks.replaceProperty,
    isMockFunction: (value: unknown) => mocks.isMock(value as object),
    mocked: <Value>(value: Value): Value => value,
    clearAllMocks: chained(mocks.clearAllMocks),
    resetAllMocks: chained(mocks.resetAllMocks),
    restoreAllMocks: chained(mocks.restoreAllMocks),
    setTimeout: chained(setTimeoutMs),
    retryTimes: unsupported('retryTimes', 'a test that passes now and then does not pass'),
    useFakeTimers: chained(startFaking),
    useRealTimers: chained(stopFaking),
    runAllTimers: () => void faked().runAll(),
    runAllTimersAsync: async () => void (await faked().runAllAsync()),
    runAllTicks: () => void faked().runMicrotasks(),
    runOnlyPendingTimers: () => void faked().runToLast(),
    runOnlyPendingTimersAsync: async () => void (await faked().runToLastAsync()),
    advanceTimersByTime: (ms: number) => void faked().tick(ms),
    advanceTimersByTimeAsync: async (ms: number) => void (await faked().tickAsync(ms)),
    advanceTimersToNextTimer: (steps = 1) => {
      for (let left = steps; left > 0 && faked().countTimers() > 0; left--) faked().next()
    },
    advanceTimersToNextTimerAsync: async (steps = 1) => {
      for (let left = steps; left > 0 && faked().countTimers() > 0; left--)
        await faked().nextAsync()
    },
    clearAllTimers: () => void faked().reset(),
    getTimerCount: () => faked().countTimers(),
    now: () => clock?.now ?? Date.now(),
    setSystemTime: (now?: number | Date) => void faked().setSystemTime(now ?? Date.now()),
    getRealSystemTime: () => Date.now(),
    mock: chained(mock),
    doMock: chained(mock),
    requireActual: (specifier: string) => modules().requireActual(specifier),
  }
  return jest
}
