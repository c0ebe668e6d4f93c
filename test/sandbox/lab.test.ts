import { expect, test } from 'vitest'
import { parseAttack } from '../../src/sandbox/lab/corpus.ts'
import { EVERYTHING, labOf } from '../helpers/lab.ts'

// That the lab notices what goes wrong is test/slow/lab.test.ts.

test('what is not there is told with the way to get it, and no attack is no success', async () => {
  const lab = labOf({ bubblewrap: null })
  const report = await lab.attack({ ...EVERYTHING, tier: 'namespaces', language: 'javascript' })
  expect(report).toMatchObject({ results: [], passed: false })
  expect(report.missing).toMatchObject([
    { language: 'javascript', tier: 'namespaces', remedy: 'sudo apt install bubblewrap' },
  ])
  await expect(lab.attack({ ...EVERYTHING, only: 'no such' })).rejects.toMatchObject({
    kind: 'usage',
  })
})

test.each([
  ['# attack: x\n', 'has no "promise"'],
  [
    '# attack: x\n# promise: hope\n# from: y\n# bound: z\n# expect: refused\n',
    '"hope" is no promise',
  ],
  ['# attack: x\n# promise: time\n# from: y\n# bound: z\n# expect: fine\n', '"fine" is no verdict'],
  [
    '# attack: x\n# promise: time\n# from: y\n# bound: z\n# expect: failed\n# expect moon: failed\n',
    '"moon" is no tier',
  ],
  ['# attack: x\n# attack: y\n', '"attack" stands there twice'],
])('a head that is not as it must be is told: %j', (text, why) => {
  expect(() => parseAttack('python', { path: '1-x.py', text })).toThrow(why)
})
