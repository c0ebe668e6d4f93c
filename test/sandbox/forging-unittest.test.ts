import { afterAll, describe, expect, test } from 'vitest'
import { gradeShout } from '../helpers/framework.ts'
import { READY_MS, runnerOf } from '../helpers/sandbox.ts'
import { ATTACKS, HONEST, mostOf, QUICK } from './fixtures/forging-unittest.ts'

/**
 * Tests of unittest run beside the learner's code, which may tamper with them. Every submission here is wrong, and none
 * may pass a single test that it does not know. The rest of the attacks, and the other tiers, are in test/slow/.
 */
const runner = runnerOf('namespaces', true)
afterAll(() => runner.close())

describe('wrong solutions', () => {
  test.each(Object.entries(ATTACKS).filter(([name]) => QUICK.has(name)))(
    '%s',
    async (name, text) => {
      const verdict = await gradeShout(runner, text)
      expect(verdict.status).not.toBe('passed')
      expect(verdict.score).toBeLessThanOrEqual(mostOf(name))
    },
    READY_MS,
  )

  test('planted files never get to the guest', async () => {
    const evil = 'import os\nos._exit(0)\n'
    const names = [
      'conftest.py',
      'sitecustomize.py',
      'json.py',
      'unittest.py',
      'more_shout_test.py',
    ]
    const planted = Object.fromEntries(names.map((name) => [name, evil]))
    const right = await gradeShout(runner, HONEST.plain ?? '', { planted })
    expect(right.status).toBe('passed')
    const wrong = await gradeShout(runner, 'def shout(*args): pass\nwords = shout\n', { planted })
    expect(wrong.status).toBe('failed')
  })
})

test.each(Object.entries(HONEST))('right: %s', async (_, text) => {
  const verdict = await gradeShout(runner, text, { visible: true })
  expect(verdict).toMatchObject({ status: 'passed', score: 100, framework: 'python-unittest' })
})
