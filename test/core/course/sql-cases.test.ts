import { expect, test } from 'vitest'
import type { Exercise } from '../../../src/core/course/model.ts'
import { packCourse, packProblem } from '../../../src/core/course/pack.ts'
import { parsePack } from '../../../src/core/course/pack-schema.ts'
import { courseOf, problemsOf } from '../../helpers/course-files.ts'
import { sqlCourse } from '../../helpers/sql-course.ts'

const VISIBLE = 'exercises/dear-books/tests/visible.yaml'
const withCase = (yaml: string) => sqlCourse({ [VISIBLE]: `cases:\n  - {id: one, ${yaml}}\n` })

async function only(yaml: string) {
  const { items } = await courseOf(withCase(yaml))
  return items.find((item): item is Exercise => item.id === 'dear-books')?.visible[0]
}

test('a case says rows, and a row keeps the types of SQL', async () => {
  expect(
    await only(
      'query: 1, columns: [1, "sum(x)"], rows: [[2, 2.0], [null, "2"], [{$bytes: aGk=}, 12345678901234567890]]',
    ),
  ).toMatchObject({
    action: { type: 'script', query: '1' },
    result: {
      rows: [
        [2, { $float: '2.0' }],
        [null, '2'],
        [{ $bytes: 'aGk=' }, { $int: '12345678901234567890' }],
      ],
      columns: ['1', 'sum(x)'],
      ordered: false,
    },
  })
  expect(await only('raises: {type: IntegrityError, message: CHECK}')).not.toHaveProperty('result')
})

test.each([
  ['query: SELECT 1', 'The case "one" checks nothing.'],
  [
    'rows: [[1]], call: f',
    '"call" has no meaning in SQL. → rows, columns, ordered, query, raises and files',
  ],
  ['rows: [[1]], stdout: x', '"stdout" has no meaning in SQL.'],
  ['rows: [[1]], creates: {a.sql: x}', '"creates" has no meaning in SQL.'],
  ['rows: [[1], [1, 2]]', 'This row and the result have other numbers of columns: 2 and 1.'],
  [
    'rows: [[1]], columns: [a, b]',
    'This row and the result have other numbers of columns: 1 and 2.',
  ],
  [
    'rows: [[true]]',
    'A column of SQL holds NULL, a number, text or bytes. → 1, as SQLite writes truth',
  ],
  ['rows: [[[1]]]', 'A column of SQL holds NULL, a number, text or bytes.'],
  ['rows: [[{$date: "2026-01-01"}]]', '"$date" has no value in sql.'],
  ['rows: [[1]], raises: IntegrityError', 'A query either gives rows or raises.'],
  ['raises: IntegrityError, ordered: true', '"ordered" has no meaning without rows.'],
  ['rows: [[1]], files: {query.sql: x}', `"query.sql" is the learner's:`],
  ['rows: [[1]], files: {data.txt: x}', '"data.txt" is no script. → data.sql'],
])('%s is reported', async (yaml, message) => {
  const found = (await problemsOf(withCase(yaml))).join('\n')
  expect(found).toContain(VISIBLE)
  expect(found).toContain(message)
})

test('other languages have no rows', async () => {
  const folder = 'exercises/dear-books'
  const page = String(sqlCourse()[`${folder}/exercise.md`]).replace('runner: sql', 'runner: python')
  const found = await problemsOf(sqlCourse({ [`${folder}/exercise.md`]: page }))
  expect(found.join('\n')).toContain('"rows" has no meaning in python.')
})

test("a pack holds the rows, and a learner's none that are hidden", async () => {
  const course = await courseOf(sqlCourse())
  for (const audience of ['grader', 'learner'] as const) {
    const json = JSON.stringify(packCourse(course, audience))
    const pack = parsePack(json)
    if (typeof pack === 'string') throw new Error(pack)
    expect(packProblem(pack)).toBeNull()
    expect(pack.course).toEqual(packCourse(course, audience).course)
    expect(json.includes('Charts')).toBe(audience === 'grader')
  }
})
