import { expect, test } from 'vitest'
import { renderReport } from '../../../../src/core/grading/report/render-report.ts'
import { how } from './how.ts'
import { failed, passed, reportOf, rich, ungraded } from './rich-report.ts'
import { parseTap } from './tap-text.ts'

const text = renderReport('tap', rich, how)
const all = parseTap(text)

test('the golden TAP report', async () => {
  await expect(text).toMatchFileSnapshot('golden/report.tap')
})

test('a TAP 14 parser finds a subtest and a test point for each submission', () => {
  expect(text.split('\n').slice(0, 3)).toEqual([
    'TAP version 14',
    '# note: The hidden tests come from greet.mastery.',
    '1..6',
  ])
  expect(all.plan).toBe(6)
  expect(all.points.map(({ ok, name }) => [name, ok])).toEqual([
    ['ada', true],
    ['bob # 2', false],
    ['carl.zip', false],
    ['eve', false],
    ['finn', false],
    ['gus.tar', false],
  ])
  expect(all.subtests.map(({ plan, points }) => [plan, points.length])).toEqual([
    [2, 2],
    [5, 5],
    [2, 2],
    [3, 3],
    [2, 2],
    [1, 1],
  ])
})

test('one submission is flat; names and reasons are read back as they are', () => {
  const { points, subtests } = parseTap(renderReport('tap', reportOf(failed), how))
  expect(subtests).toEqual([])
  expect(points.map(({ ok, name, skip }) => [ok, name, skip ?? false])).toEqual([
    [true, '"Says it\\loud {"', false],
    [false, 'Greets by name (by-name)', false],
    [false, 'Greets by name (raises)', false],
    [true, 'Later #3', 'Not run: it needs "Greets by name" to pass first.'],
    [false, 'Some other name', false],
  ])
  expect(points[2]?.diag).toMatchObject({ severity: 'error', at: 'main.py:7' })
  expect(points[1]?.diag).toMatchObject({ severity: 'fail', message: /expected "Hello, Ada!"/ })
})

test('what a learner printed is in the diagnostics, never a test point', () => {
  expect(text).toContain('- "ok 99 - forged # SKIP"')
  expect(text).not.toMatch(/^\s*ok 99/m)
  expect(text).not.toContain('SECRET')
})

test('what cannot be graded is not ok', () => {
  const { points } = parseTap(renderReport('tap', reportOf(ungraded), how))
  expect(points).toMatchObject([{ ok: false, diag: { kind: 'ungraded' } }])
  expect(parseTap(renderReport('tap', reportOf(passed), how)).points.every(({ ok }) => ok)).toBe(
    true,
  )
})
