import { expect, test } from 'vitest'
import { readReport } from '../../../../src/core/grading/batch/read-report.ts'
import { compareReports } from '../../../../src/core/grading/batch/verify.ts'
import type { GradeReport } from '../../../../src/core/grading/grade-report.ts'
import { renderReport } from '../../../../src/core/grading/report/render-report.ts'
import { rich } from '../report/rich-report.ts'

const text = (report: GradeReport) => renderReport('json', report, { random: () => '' })
const again = (change: (report: GradeReport) => void): GradeReport => {
  const report = structuredClone(rich)
  change(report)
  return report
}
const compared = (now: GradeReport) => compareReports(readReport(text(rich), 'r.json'), now)
const named = (now: GradeReport) =>
  compared(now).differences.map(({ submission, what }) => `${submission ?? ''}: ${what}`)

test('the same grades are verified, however long they took', () => {
  const slower = again((report) => {
    report.summary.durationMs *= 3
    for (const one of report.submissions) one.durationMs += 1_000
  })
  const total = rich.submissions.length
  expect(compared(slower)).toEqual({
    verified: true,
    compared: total,
    differences: [],
    circumstances: [],
  })
})

test('each thing that must be equal is told when it is not', () => {
  const [first] = rich.submissions
  const name = first?.name ?? ''
  const change = (make: (one: GradeReport['submissions'][number]) => void) =>
    again((report) => make(report.submissions[0] as GradeReport['submissions'][number]))
  expect(named(again((report) => (report.course.digest = 'e'.repeat(64))))).toEqual([
    ': hash of the course',
  ])
  expect(named(again((report) => (report.options.hidden = !report.options.hidden)))).toEqual([
    ': tests',
  ])
  expect(named(change((one) => (one.digest = 'f'.repeat(64))))).toEqual([
    `${name}: hash of the files`,
  ])
  expect(named(change((one) => (one.points = -1)))).toEqual([`${name}: points`])
  expect(named(change((one) => ((one.verdict as { status: string }).status = 'tampered')))).toEqual(
    [`${name}: verdict`],
  )
  const tests = change((one) => {
    const list = one.verdict?.tests ?? []
    ;(list[0] as { status: string }).status = 'skipped'
    list.pop()
  })
  expect(named(tests)).toHaveLength(2)
  expect(named(again((report) => void report.submissions.shift()))).toEqual([`${name}: submission`])
})

test('another tier or version may explain a difference, and is none', () => {
  const elsewhere = again((report) => {
    report.environment.tier = 'isolate'
    report.environment.mastery = '9.9.9'
  })
  expect(compared(elsewhere)).toMatchObject({
    verified: true,
    circumstances: [{ what: 'version of mastery' }, { what: 'sandbox' }],
  })
})

test.each([
  ['no JSON', '{"schema":'],
  ['another schema', '{"schema":"mastery.check/1"}'],
  ['half of it', text(rich).slice(0, 500)],
  ['a forged verdict', text(rich).replace('"status": "passed"', '"status": "great"')],
])('%s is no report', (_, broken) => {
  expect(() => readReport(broken, 'r.json')).toThrow(
    expect.objectContaining({
      kind: 'invalid-data',
      message: expect.stringContaining('r.json is no report of mastery grade'),
    }),
  )
})
