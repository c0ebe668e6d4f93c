import { expect, test } from 'vitest'
import { renderGrade } from '../../../src/tui/plain/grade.ts'
import { renderVerification } from '../../../src/tui/plain/grade-verification.ts'
import { makeStyle } from '../../../src/tui/plain/style.ts'
import { textWidth } from '../../../src/tui/plain/width.ts'
import {
  failed,
  flaky,
  passed,
  reportOf,
  rich,
  submission,
  tampered,
  ungraded,
} from '../../core/grading/report/rich-report.ts'

const at = (width: number) => makeStyle({ width, color: false })
const SUMMARY = { many: true, verbose: false }

test.each([40, 80, 120])(
  'nothing is wider than %i columns, and no control character is left',
  (width) => {
    const texts = [
      renderGrade(rich, at(width), SUMMARY),
      ...[passed, failed, tampered, flaky, ungraded].map((one) =>
        renderGrade(reportOf(one), at(width), { many: false, verbose: true }),
      ),
    ]
    for (const text of texts) {
      expect(Math.max(...text.split('\n').map(textWidth))).toBeLessThanOrEqual(width)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
    }
  },
)

test('each outcome has a word and not only a colour', () => {
  const text = renderGrade(rich, at(80), SUMMARY)
  for (const word of [
    '✓ passed',
    '✗ failed',
    '✗ error',
    '✗ tampered',
    '✗ not stable',
    '– not graded',
  ])
    expect(text).toContain(word)
  expect(renderGrade(reportOf(tampered), at(80), { many: false, verbose: false })).toContain(
    'so none of their results counts',
  )
})

test('of a large class only those are listed that somebody has to look at', () => {
  const many = Array.from({ length: 500 }, (_, n) => ({ ...passed, name: `learner-${n}` }))
  const odd = submission('odd.zip', { problem: { kind: 'limit', message: 'A bomb.', next: null } })
  const report = reportOf(...many, odd)
  const lines = renderGrade(report, at(80), SUMMARY).split('\n')
  expect(lines.length).toBeLessThan(60)
  expect(lines[0]).toMatch(/^odd\.zip +– not graded/)
  expect(lines.join(' ')).toContain('The 500 others are not listed here')
  expect(renderGrade(report, at(80), { many: true, verbose: true })).toContain('learner-499')
})

test('what differs to a report is told, and what may explain it', () => {
  const found = {
    verified: false,
    compared: 2,
    differences: [{ submission: 'ada', what: 'verdict', before: 'passed', now: 'failed' }],
    circumstances: [{ what: 'sandbox', before: 'namespaces', now: 'isolate' }],
  }
  expect(renderVerification(found, at(80)).split('\n')).toEqual([
    '✗ ada: verdict was passed, is failed',
    '✗ 1 difference to the report.',
    'Other sandbox: was namespaces, is isolate.',
  ])
})
