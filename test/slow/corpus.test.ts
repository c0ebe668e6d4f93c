import { expect, test } from 'vitest'
import { TIERS } from '../../src/core/grading/code-runner.ts'
import { EVERYTHING, faultsOf, labOf } from '../helpers/lab.ts'
import { faultsAsUser } from '../helpers/lab-user.ts'

// On machines that lack something: corpus-without.test.ts.

test.each(TIERS)('in %s no attack does what no program may', async (tier) => {
  const report = await labOf().attack({ ...EVERYTHING, tier })
  expect(faultsOf(report)).toEqual([])
  expect(report).toMatchObject({ missing: [], passed: true })
})

test.runIf(process.getuid?.() === 0).each(TIERS)(
  'in %s none does, when mastery is an ordinary user',
  async (tier) => {
    expect(await faultsAsUser([tier], ['/'])).toEqual([])
  },
)
