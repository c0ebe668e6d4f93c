import { afterAll, describe, expect, test } from 'vitest'
import { TIERS } from '../../src/core/grading/code-runner.ts'
import { gradeShout } from '../helpers/framework.ts'
import { READY_MS, runnerOf } from '../helpers/sandbox.ts'
import { ATTACKS, HONEST, mostOf, QUICK } from '../sandbox/fixtures/forging-unittest.ts'

/** All attacks on tests of unittest, in every tier and with other canaries each time. */
describe.each(TIERS.map((tier, index) => ({ tier, seed: 100 + index })))(
  '$tier',
  ({ tier, seed }) => {
    const runner = runnerOf(tier, true)
    afterAll(() => runner.close())
    const left = Object.entries(ATTACKS).filter(
      ([name]) => tier !== 'namespaces' || !QUICK.has(name),
    )

    test.each(left)(
      '%s',
      async (name, text) => {
        const verdict = await gradeShout(runner, text, { seed })
        expect(verdict.tier).toBe(tier)
        expect(verdict.status).not.toBe('passed')
        expect(verdict.score).toBeLessThanOrEqual(mostOf(name))
      },
      READY_MS,
    )

    // Pyodide has no threads.
    test.each(
      Object.entries(HONEST).filter(([name]) => tier !== 'isolate' || !/thread/.test(name)),
    )(
      'right: %s',
      async (_, text) => {
        // A program that imports unittest itself waits for WebAssembly to compile it.
        const verdict = await gradeShout(runner, text, { visible: true, seed, seconds: 30 })
        expect(verdict).toMatchObject({ score: 100 })
      },
      READY_MS,
    )
  },
)

test(
  'what is right passes whatever the canaries are, and what is equal to all never does',
  async () => {
    const runner = runnerOf('namespaces', true)
    try {
      for (let seed = 0; seed < 40; seed++) {
        const right = await gradeShout(runner, HONEST.plain ?? '', { seed, visible: true })
        expect(right, `seed ${seed}`).toMatchObject({ status: 'passed', score: 100 })
        const forged = await gradeShout(runner, ATTACKS['a text equal to all'] ?? '', { seed })
        expect(forged, `seed ${seed}`).toMatchObject({ status: 'tampered', score: 0 })
      }
    } finally {
      await runner.close()
    }
  },
  READY_MS,
)
