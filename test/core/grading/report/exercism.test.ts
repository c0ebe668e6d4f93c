import { expect, test } from 'vitest'
import { renderReport } from '../../../../src/core/grading/report/render-report.ts'
import { exercismResults } from './described-formats.ts'
import { how } from './how.ts'
import { broken, failed, flaky, passed, reportOf, tampered, ungraded } from './rich-report.ts'

const render = (submission: typeof passed) =>
  exercismResults.parse(JSON.parse(renderReport('exercism', reportOf(submission), how)))

test('the golden Exercism report', async () => {
  await expect(renderReport('exercism', reportOf(failed), how)).toMatchFileSnapshot(
    'golden/report.exercism.json',
  )
})

test('pass, fail and error are what the interface says', () => {
  expect(render(passed)).toMatchObject({ status: 'pass', message: null })
  expect(render(failed).status).toBe('fail')
  expect(render(flaky).status).toBe('fail')
  expect(render(flaky).tests.at(-1)?.status).toBe('fail')
  for (const [one, words] of [
    [broken, 'cannot be read as Python'],
    [tampered, 'reached into its own tests'],
    [ungraded, 'leads out of its folder'],
  ] as const)
    expect(render(one)).toMatchObject({ status: 'error', message: expect.stringContaining(words) })
})

test('tests are in their order; one that was not run is no pass', () => {
  expect(render(failed).tests.map((one) => one.status)).toEqual([
    'pass',
    'fail',
    'error',
    'fail',
    'fail',
  ])
})

test('output ends after 500 characters, in the words of the interface', () => {
  const { tests } = render(failed)
  expect(tests[2]?.output).toHaveLength(500)
  expect(tests[2]?.output).toMatch(/x\nOutput was truncated\. Please limit to 500 chars$/)
  expect(tests[4]?.output).toBeUndefined()
  expect(tests[4]?.test_code).toBeUndefined()
  expect(tests[1]?.test_code).toBe('greet("Ada")')
})
