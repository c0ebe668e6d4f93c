import type { CodeRunner } from '../../src/core/grading/code-runner.ts'
import type { Outcome, OutcomeCache } from '../../src/core/grading/outcome-cache.ts'
import type { VerifyContext } from '../../src/core/grading/verifier.ts'
import { createMutantMaker } from '../../src/sandbox/mutation/make-mutants.ts'
import { root } from './sandbox.ts'

export const makeMutants = createMutantMaker(root)

/** What checking a course by running it needs, in the weakest sandbox. */
export function verification(
  runner: CodeRunner,
  changes: Partial<VerifyContext> = {},
): VerifyContext {
  return {
    ...{ runner, makeMutants, atLeast: 'isolate', cache: null, version: '1', workers: 2 },
    ...changes,
  }
}

export function memoryCache(): OutcomeCache & { entries: Map<string, Outcome> } {
  const entries = new Map<string, Outcome>()
  return { entries, get: (key) => entries.get(key), set: (key, value) => entries.set(key, value) }
}
