/** Runs one function of a test file, and one test with the hooks around it. */
import { expect } from 'expect'
import type { Hook, Test, TestFunction } from './collect.ts'
import { hooksAround } from './plan.ts'
import type { Realm } from './realm.ts'

const functionText = Function.prototype.toString

/** Lists of errors are made here; what is in them may be anything that can be thrown. */
export interface Thrown {
  error: unknown
}

/** Calls it as Jest does: with `done` when it takes one more argument, and waits for what it promises. */
export async function callTestFunction(realm: Realm, run: TestFunction): Promise<void> {
  if (run.length === 0) {
    const given = realm.call(run, undefined, [])
    if (isThenable(given)) await settled(given)
    return
  }
  let calls = 0
  const finished = new Promise<void>((resolve, reject) => {
    const done = Object.assign(
      (reason?: unknown) => {
        if (++calls > 1) reject(realm.error('done() was called more than once'))
        else if (reason === undefined || reason === null) resolve()
        else reject(reason)
      },
      { fail: (reason?: unknown) => reject(reason ?? realm.error('done.fail() was called')) },
    )
    const given = realm.call(run, undefined, [done])
    if (isThenable(given)) reject(realm.error('A test takes `done` or returns a promise, not both'))
  })
  await finished
  // A second call in the same turn counts too.
  await Promise.resolve()
  if (calls > 1) throw realm.error('done() was called more than once')
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false
  return typeof (value as { then?: unknown }).then === 'function'
}

/** Its own `then` says when it is settled: nothing it hands over is looked at. */
function settled(promise: PromiseLike<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    promise.then(() => resolve(), reject)
  })
}

/** What went wrong in a test, first things first; null: nothing did. */
export async function runTest(realm: Realm, test: Test): Promise<Thrown | null> {
  const { before, after } = hooksAround(test)
  expect.setState({
    assertionCalls: 0,
    numPassingAsserts: 0,
    expectedAssertionsNumber: null,
    isExpectingAssertions: false,
  })
  let thrown = await firstError(realm, before)
  if (thrown === null) thrown = await firstError(realm, [test])
  const { assertionCalls, numPassingAsserts } = expect.getState()
  const [missing] = expect.extractExpectedAssertionsErrors()
  thrown ??= missing === undefined ? null : { error: missing.error }
  thrown ??= unreached(realm, test, assertionCalls, numPassingAsserts)
  const afterwards = await firstError(realm, after)
  thrown ??= afterwards
  if (!test.mustFail) return thrown
  return thrown === null ? { error: realm.error('It should fail, but it passed') } : null
}

/** Code under test can keep an expectation from being reached, or catch what it throws: neither is a pass. */
function unreached(realm: Realm, test: Test, made: number, passed: number): Thrown | null {
  if (made > passed)
    return { error: realm.error('An expectation failed, and the code under test caught its error') }
  if (made > 0 || !/\bexpect\b/.test(Reflect.apply(functionText, test.written, []))) return null
  return { error: realm.error('None of the expectations of this test was reached') }
}

async function firstError(realm: Realm, list: readonly (Hook | Test)[]): Promise<Thrown | null> {
  let thrown: Thrown | null = null
  for (const { run } of list) {
    try {
      await callTestFunction(realm, run)
    } catch (error) {
      thrown ??= { error }
    }
  }
  return thrown
}
