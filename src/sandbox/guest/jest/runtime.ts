/**
 * The framework itself, in a realm of its own beside the learner's: `expect` and all that decides about a test use
 * built-ins that the learner's code cannot reach. isolate-tests.ts drives it: it loads the test file, runs one step
 * after another, and tells when one must end. Each result leaves through `report`, which nothing here hands on.
 */
import { expect } from 'expect'
import { bridgeInstances, ownConstructor } from './bridge.ts'
import { Collector, fullName, type Group } from './collect.ts'
import { makeJest } from './jest-api.ts'
import { type CompiledModule, Modules } from './modules.ts'
import { planOf, type Step } from './plan.ts'
import type { Realm } from './realm.ts'
import { callTestFunction, runTest, type Thrown } from './run-test.ts'
import { type ThrownWords, wordsOf } from './thrown.ts'
import { trustMocks } from './trust.ts'

const DEFAULT_TIMEOUT_MS = 5000

/** One result as it leaves the isolate, as JSON. */
export interface RawResult {
  name: string
  status: 'passed' | 'failed' | 'error' | 'skipped'
  message: string
  stack: string
  durationMs: number
}

/**
 * @param files JSON of the modules
 * @param testFiles JSON of the paths that are not the learner's
 * @param unlockDate lets the global `Date` of the learner's realm be replaced while it is told true
 * @param report gets a `RawResult` as JSON
 */
export function makeRuntime(
  realm: Realm,
  files: string,
  entry: string,
  testFiles: string,
  unlockDate: (on: boolean) => void,
  report: (json: string) => void,
) {
  bridgeInstances(realm)
  trustMocks(realm.mocks.isMock)
  const { any } = expect
  expect.any = (given: unknown) => any(ownConstructor(realm, given))
  const collector = new Collector()
  let defaultTimeout = DEFAULT_TIMEOUT_MS
  const jest = makeJest({
    realm,
    unlockDate,
    modules: () => modules,
    setTimeoutMs: (ms) => {
      defaultTimeout = ms
    },
  })
  const globals = { ...collector.api(), expect, jest }
  const modules = new Modules({
    files: JSON.parse(files) as CompiledModule[],
    entry,
    testFiles: JSON.parse(testFiles) as string[],
    realm,
    globals,
  })
  let steps: Step[] = []
  /** Describes whose `beforeAll` failed, and how. */
  const broken = new Map<Group, Thrown>()
  /** What is running; whatever settles later does not count any more. */
  let current: { step: Step; began: number; endsAt: number; uncaught: Thrown | null } | null = null

  const timeoutOf = (step: Step): number =>
    (step.kind === 'test' ? step.test : step.hook).timeoutMs ?? defaultTimeout

  function brokenBy(group: Group | null): Thrown | null {
    for (let at = group; at !== null; at = at.parent) {
      const thrown = broken.get(at)
      if (thrown !== undefined) return thrown
    }
    return null
  }

  function tell(step: Step, began: number, words: ThrownWords | null): void {
    if (step.kind !== 'test') return
    const result: RawResult = {
      name: fullName(step.test),
      status: words === null ? 'passed' : words.isAssertion ? 'failed' : 'error',
      message: words?.message ?? '',
      stack: words?.stack ?? '',
      durationMs: Date.now() - began,
    }
    report(JSON.stringify(result))
  }

  function finish(thrown: Thrown | null): void {
    if (current === null) return
    const { step, began, uncaught } = current
    current = null
    const first = thrown ?? uncaught
    if (first !== null && step.kind === 'beforeAll' && !broken.has(step.group))
      broken.set(step.group, first)
    tell(step, began, first === null ? null : wordsOf(first.error))
  }

  async function perform(step: Step): Promise<Thrown | null> {
    if (step.kind === 'test') return brokenBy(step.test.group) ?? runTest(realm, step.test)
    if (step.kind === 'beforeAll' && brokenBy(step.group) !== null) return null
    try {
      await callTestFunction(realm, step.hook.run)
      return null
    } catch (error) {
      return { error }
    }
  }

  return {
    /** Loads the test file. Gives the number of steps, or what was thrown as JSON. */
    load(): number | string {
      try {
        modules.loadEntry()
      } catch (error) {
        return JSON.stringify(wordsOf(error))
      }
      collector.close()
      steps = planOf(collector.root)
      return steps.length
    },
    /** Milliseconds that a step may take. */
    timeoutOf: (index: number): number => timeoutOf(steps[index] as Step),
    /** Starts a step; it is over when `left` says -1. */
    begin(index: number): void {
      const step = steps[index] as Step
      const began = Date.now()
      if (step.kind === 'test' && step.skip) {
        const skipped = { name: fullName(step.test), status: 'skipped', message: '', stack: '' }
        report(JSON.stringify({ ...skipped, durationMs: 0 }))
        return
      }
      const mine = { step, began, endsAt: began + timeoutOf(step), uncaught: null as Thrown | null }
      current = mine
      void perform(step).then((thrown) => {
        if (current === mine) finish(thrown)
      })
    },
    /** Milliseconds that the step may still take; -1 when it is over. */
    left: () => (current === null ? -1 : Math.max(0, current.endsAt - Date.now())),
    /** Ends the step: why is said in words. */
    giveUp(why: string): void {
      finish({ error: realm.error(why) })
    },
    /** A timer of the code under test threw. */
    uncaught(message: string): void {
      if (current !== null) current.uncaught ??= { error: realm.error(message) }
    },
  }
}
