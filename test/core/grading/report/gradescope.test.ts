import { expect, test } from 'vitest'
import { renderReport } from '../../../../src/core/grading/report/render-report.ts'
import { gradescopeResults } from './described-formats.ts'
import { how } from './how.ts'
import { broken, failed, flaky, passed, reportOf, tampered, ungraded } from './rich-report.ts'

const render = (submission: typeof passed) =>
  gradescopeResults.parse(JSON.parse(renderReport('gradescope', reportOf(submission), how)))

test('the golden Gradescope report', async () => {
  await expect(renderReport('gradescope', reportOf(failed), how)).toMatchFileSnapshot(
    'golden/report.gradescope.json',
  )
})

test('the score is in the points of the whole, and what is in doubt has no test that passed', () => {
  expect(render(passed)).toMatchObject({ score: 10, tests: [{ status: 'passed' }, {}] })
  expect(render(failed).score).toBe(6.67)
  for (const one of [broken, tampered, ungraded]) {
    const { score, tests } = render(one)
    expect(score).toBe(0)
    expect(tests.every(({ status }) => status === 'failed')).toBe(true)
  }
  expect(render(flaky).tests.at(-1)).toMatchObject({ status: 'failed' })
  expect(render(ungraded).output).toMatch(/not graded/)
})

test('a hidden test has its name, and tells nothing that was run', () => {
  const text = renderReport('gradescope', reportOf(failed), how)
  expect(text).toContain('Some other name')
  expect(text).not.toContain('SECRET')
})

test('nothing is rendered as HTML, Markdown or escapes', () => {
  const { output_format, test_output_format, test_name_format, tests } = render(failed)
  expect([output_format, test_output_format, test_name_format]).toEqual(['text', 'text', 'text'])
  expect(tests.some((one) => one.output_format ?? one.name_format)).toBe(false)
  expect(tests[1]?.output).toContain('␛[31m')
})
