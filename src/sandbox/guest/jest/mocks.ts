/**
 * Runs in the learner's realm, before any of their code: mock functions and fake timers are the test's own objects, to
 * be compared with others of that realm.
 */
import { withGlobal } from '@sinonjs/fake-timers'
import { ModuleMocker } from 'jest-mock'

/** Its value is made here, before the realm is locked; see runtime.ts for who calls what. */
export function makeMocks(realm: typeof globalThis) {
  const mocker = new ModuleMocker(realm)
  const made = new WeakSet<object>()
  const isMock = made.has.bind(made)
  const make = <Mock extends object>(mock: Mock): Mock => {
    made.add(mock)
    return mock
  }
  return {
    fn: (implementation?: (...args: unknown[]) => unknown) => make(mocker.fn(implementation)),
    spyOn: (...args: Parameters<ModuleMocker['spyOn']>) => make(mocker.spyOn(...args)),
    replaceProperty: mocker.replaceProperty.bind(mocker),
    clearAllMocks: () => mocker.clearAllMocks(),
    resetAllMocks: () => mocker.resetAllMocks(),
    restoreAllMocks: () => mocker.restoreAllMocks(),
    isMock,
    timers: withGlobal(realm),
  }
}

export type Mocks = ReturnType<typeof makeMocks>
