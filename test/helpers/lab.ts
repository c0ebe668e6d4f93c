import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLab, type LabOptions } from '../../src/sandbox/lab/lab.ts'
import { machine } from '../../src/sandbox/lab/machine.ts'
import { createRunner, type RunnerOptions } from '../../src/sandbox/runner.ts'
import { root } from './sandbox.ts'

/** Folder with the attacks. */
export const CORPUS = join(root, 'test/sandbox/attacks')

/** A lab of this machine; `runner` says what its runners do without, `made` may put something around each. */
export function labOf(
  runner: Partial<RunnerOptions> = {},
  made: (one: ReturnType<typeof createRunner>) => ReturnType<typeof createRunner> = (one) => one,
): ReturnType<typeof createLab> {
  const cacheFile = join(tmpdir(), `mastery-test-probes-${process.getuid?.() ?? 0}.json`)
  const makeRunner: LabOptions['makeRunner'] = ({ tiers, warm, fresh }) => {
    const options = { root, cacheFile, ...runner, warm, fresh }
    return made(createRunner({ ...options, ...(tiers === undefined ? {} : { tiers }) }))
  }
  return createLab({ corpus: CORPUS, machine: () => machine(root), makeRunner })
}

/** What went wrong, one line a fault; for a test to say. */
export function faultsOf(report: Awaited<ReturnType<ReturnType<typeof createLab>['attack']>>) {
  return [
    ...report.faults,
    ...report.results.flatMap(({ id, tier, faults }) =>
      faults.map((fault) => `${id} in ${tier}: ${fault}`),
    ),
  ]
}

/** All that `attack` can be asked for, with nothing left out. */
export const EVERYTHING = { tier: null, language: null, only: null, progress: () => {} } as const
