import { describe, expect, test } from 'vitest'
import { TIERS } from '../../src/core/grading/code-runner.ts'
import { EVERYTHING, faultsOf, labOf } from '../helpers/lab.ts'
import { faultsAsUser } from '../helpers/lab-user.ts'

/** Where bubblewrap or python3 is missing, what is left must hold all the same. */
const MACHINES = [
  ['bubblewrap', { bubblewrap: null }],
  ['python3', { python: null }],
  ['both', { bubblewrap: null, python: null }],
] as const

describe.each(MACHINES)('without %s', (_, without) => {
  const tiers = TIERS.filter((tier) => tier !== 'namespaces' || !('bubblewrap' in without))

  test.each(tiers)('in %s no attack does what no program may', async (tier) => {
    const report = await labOf(without).attack({ ...EVERYTHING, tier })
    expect(faultsOf(report)).toEqual([])
    expect(report).toMatchObject({ missing: [], passed: true })
  })

  test.runIf(process.getuid?.() === 0).each(tiers)(
    'in %s none does, when mastery is an ordinary user',
    async (tier) => {
      expect(await faultsAsUser([tier], ['/'], without)).toEqual([])
    },
  )
})
