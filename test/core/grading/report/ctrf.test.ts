import { validate } from 'ctrf'
import { expect, test } from 'vitest'
import { renderReport } from '../../../../src/core/grading/report/render-report.ts'
import { how } from './how.ts'
import { HOSTILE, rich } from './rich-report.ts'

const text = renderReport('ctrf', rich, how)

interface Ctrf {
  results: {
    summary: Record<string, number>
    tests: { name: string; suite: string[]; status: string; rawStatus: string; stdout?: string[] }[]
  }
}
const { results } = JSON.parse(text) as Ctrf

test('the golden CTRF report', async () => {
  await expect(text).toMatchFileSnapshot('golden/report.ctrf.json')
})

test('it is valid by the published schema, which refuses what does not belong', () => {
  expect(validate(JSON.parse(text))).toMatchObject({ valid: true })
  const other = JSON.parse(text.replace('"stop":', '"end":')) as unknown
  expect(validate(other).valid).toBe(false)
})

test('the summary counts the tests, and what is in doubt has failed', () => {
  const number = (status: string) => results.tests.filter((one) => one.status === status).length
  expect(results.summary).toMatchObject({
    tests: results.tests.length,
    passed: number('passed'),
    failed: number('failed'),
    skipped: number('skipped'),
    suites: 6,
    stop: 1524,
  })
  const of = (suite: string) =>
    results.tests.filter((one) => one.suite[0] === suite).map((one) => one.rawStatus)
  expect(of('eve')).toEqual(['tampered', 'skipped', 'skipped'])
  expect(of('finn')).toEqual(['passed', 'flaky'])
  expect(of('gus.tar')).toEqual(['ungraded'])
})

test('output keeps its lines; hidden tests have none', () => {
  const loud = results.tests.find(({ name }) => name.startsWith('Says it'))
  expect(loud?.stdout).toHaveLength(HOSTILE.split('\n').length)
  expect(text).not.toContain('SECRET')
})
