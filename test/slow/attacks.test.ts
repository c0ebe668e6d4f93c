import { describe, expect, test } from 'vitest'
import { TIERS } from '../../src/core/grading/code-runner.ts'
import { EVERYTHING, faultsOf, labOf } from '../helpers/lab.ts'
import { faultsAsUser } from '../helpers/lab-user.ts'

/** With and without bubblewrap, with and without python3: what is left must hold in each. */
const MACHINES = [
  ['everything', {}],
  ['no bubblewrap', { bubblewrap: null }],
  ['no python3', { python: null }],
  ['neither', { bubblewrap: null, python: null }],
] as const

describe.each(MACHINES)('on a machine with %s', (_, without) => {
  test('no attack does what no program may', async () => {
    const report = await labOf(without).attack(EVERYTHING)
    expect(faultsOf(report)).toEqual([])
    expect(report.passed).toBe(true)
  })

  test.runIf(process.getuid?.() === 0)('nor when mastery is an ordinary user', async () => {
    const tiers = TIERS.filter((tier) => tier !== 'namespaces' || !('bubblewrap' in without))
    expect(await faultsAsUser(tiers, ['/'], without)).toEqual([])
  })
})
