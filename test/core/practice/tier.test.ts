import { expect, test } from 'vitest'
import { tierFor } from '../../../src/core/practice/tier.ts'
import { course } from '../../helpers/course.ts'
import { world } from '../../helpers/world.ts'

test('what comes with mastery counts as own code, any other course as code of others', () => {
  const made = world([course({ id: 'elsewhere', skills: [], units: {} })])
  made.library.install(course({ id: 'ours', skills: [], units: {} }), { kind: 'bundled', path: '' })
  expect([tierFor(made, 'ours'), tierFor(made, 'elsewhere')]).toEqual(['isolate', 'kernel'])
  made.settings.values['sandbox.tier-for-others'] = 'isolate'
  expect(tierFor(made, 'elsewhere')).toBe('isolate')
  made.settings.values['sandbox.tier'] = 'namespaces'
  expect(tierFor(made, 'ours')).toBe('namespaces')
})
