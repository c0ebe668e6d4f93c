import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { renderReport } from '../../../../src/core/grading/report/render-report.ts'
import { how } from './how.ts'
import { failed, reportOf, rich } from './rich-report.ts'

const text = renderReport('csv', rich, how)

test('the golden CSV report', async () => {
  await expect(text).toMatchFileSnapshot('golden/report.csv')
})

test('one row a submission, the columns in their order', () => {
  const [header, ...rows] = parse(text) as string[][]
  expect(header?.join()).toBe(
    'name,learner,status,points,max points,score percent,passed,total,flaky,notes',
  )
  expect(rows.map((cells) => cells.slice(2, 9))).toEqual([
    ['passed', '10', '10', '100', '2', '2', 'no'],
    ['failed', '6.67', '10', '66.67', '1', '5', 'no'],
    ['error', '0', '10', '0', '0', '2', 'no'],
    ['tampered', '0', '10', '0', '0', '2', 'no'],
    ['flaky', '0', '10', '100', '1', '1', 'yes'],
    ['ungraded', '', '10', '', '0', '0', 'no'],
  ])
  expect(text.split('\r\n')).toHaveLength(8)
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
  'a spreadsheet does not take %j for a formula',
  (learner) => {
    const [, row] = parse(renderReport('csv', reportOf({ ...failed, learner }), how)) as string[][]
    expect(row?.[1]).toMatch(/^'/)
  },
)

test('quotes, commas and line feeds stay in their cell', () => {
  const learner = 'Lovelace, "Ada"\nCountess;'
  const [, row] = parse(renderReport('csv', reportOf({ ...failed, learner }), how)) as string[][]
  expect(row?.[1]).toBe('Lovelace, "Ada"␊Countess;')
})
