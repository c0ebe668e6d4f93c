import { expect, test } from 'vitest'
import { MasteryError } from '../../../../src/core/errors.ts'
import {
  parseReportFlag,
  REPORT_FORMATS,
  type ReportFormat,
  renderReport,
} from '../../../../src/core/grading/report/render-report.ts'
import { how } from './how.ts'
import { failed, reportOf, rich } from './rich-report.ts'

const thrown = (run: () => unknown): MasteryError => {
  try {
    run()
  } catch (error) {
    if (error instanceof MasteryError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

test('a flag names a format, and a file when it has one', () => {
  expect(parseReportFlag('ctrf')).toEqual({ format: 'ctrf', file: null })
  expect(parseReportFlag('junit=out/a=b.xml')).toEqual({ format: 'junit', file: 'out/a=b.xml' })
})

test('an unknown format says which was perhaps meant, an empty file what to write', () => {
  expect(thrown(() => parseReportFlag('junti=a.xml'))).toMatchObject({
    kind: 'usage',
    message: 'There is no report called "junti".',
    next: '--report junit=a.xml',
  })
  expect(thrown(() => parseReportFlag('pdf'))).toMatchObject({
    next: `use one of ${REPORT_FORMATS.join(', ')}`,
  })
  expect(thrown(() => parseReportFlag('tap='))).toMatchObject({ kind: 'usage' })
})

test.each<ReportFormat>(['gradescope', 'exercism'])('%s is for one submission', (format) => {
  const error = thrown(() => renderReport(format, rich, how))
  expect(error).toMatchObject({ kind: 'usage', next: expect.stringContaining('--report csv') })
  expect(error.message).toContain('there are 6')
  expect(thrown(() => renderReport(format, reportOf(), how)).message).toContain('there are 0')
})

test.each(REPORT_FORMATS)(
  '%s: the same report gives the same bytes and is left as it was',
  (format) => {
    const report = reportOf(failed)
    const before = structuredClone(report)
    const text = renderReport(format, report, how)
    expect(report).toEqual(before)
    expect(renderReport(format, structuredClone(report), how)).toBe(text)
    expect(text.isWellFormed()).toBe(true)
    expect(text.endsWith('\n')).toBe(true)
  },
)
