import type { Exercise, TestCase } from '../../course/model.ts'
import { renderValue } from '../render-value.ts'
import { readValue } from '../value.ts'
import type { ForgedText } from './answers.ts'

/** The rows of the visible cases, written down instead of asked for. */
export function sqlForgeries(exercise: Exercise): ForgedText[] {
  const visible = exercise.visible.filter(({ result }) => result !== undefined)
  const [first] = visible
  return [
    ...visible.map((test, index) => ({
      name: `rows-by-heart-${index + 1}`,
      does: `selects the rows of the visible case "${test.id}" as literals`,
      text: `${rowsOf(test)};\n`,
    })),
    ...visible.flatMap((test, index) => {
      const table = /\bFROM\s+([A-Za-z_]\w*)/i.exec(queryOf(test) ?? '')?.[1]
      return table === undefined
        ? []
        : [
            {
              name: `table-by-heart-${index + 1}`,
              does: `puts the rows of the visible case "${test.id}" before the table ${table}`,
              text: `CREATE TEMP TABLE ${table} AS ${rowsOf(test)};\n`,
            },
          ]
    }),
    {
      name: 'rows-by-number-of-rows',
      does: 'selects the rows of the visible case that fits, as literals, else those of the first',
      text: first === undefined ? '' : chosen(exercise, visible),
    },
    { name: 'does-nothing', does: 'does nothing', text: '-- done\n' },
    { name: 'no-rows', does: 'gives no rows', text: 'SELECT 1 AS passed WHERE 0;\n' },
    {
      name: 'fakes-report',
      does: 'selects a report that says it passed',
      text: 'SELECT \'ok 1 - all\' AS "PASS", 100 AS score;\n',
    },
    { name: 'raises', does: 'ends with an error', text: 'SELECT * FROM no_such_table_at_all;\n' },
    {
      name: 'never-ends',
      does: 'gives rows without end',
      text: 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;\n',
    },
  ].filter(({ text }) => text !== '')
}

function queryOf({ action }: TestCase): string | null {
  return action.type === 'script' ? action.query : null
}

/** The names that a query of the case's own would give, as far as its text shows them. */
function namesOf(test: TestCase, width: number): string[] {
  const listed = /\bSELECT\s+([\w\s,]+?)\s+FROM\b/i.exec(queryOf(test) ?? '')?.[1]?.split(',')
  const names = test.result?.columns ?? listed?.map((name) => name.trim().split(/\s+/).at(-1) ?? '')
  return Array.from({ length: width }, (_, index) => names?.[index] ?? `column${index + 1}`)
}

function rowsOf(test: TestCase, where = ''): string {
  const { rows = [], columns = null } = test.result ?? {}
  const width = rows[0]?.length ?? columns?.length ?? 1
  const names = namesOf(test, width).map((name) => `"${name.replaceAll('"', '""')}"`)
  if (rows.length === 0)
    return `SELECT ${names.map((name) => `NULL AS ${name}`).join(', ')} WHERE 0`
  const selects = rows.map((row, place) => {
    const cells = row.map((cell, index) => {
      const text = renderValue(readValue(cell, 'sql'), 'sql')
      return place === 0 ? `${text} AS ${names[index]}` : text
    })
    return `SELECT ${cells.join(', ')}${where}`
  })
  return selects.join('\nUNION ALL ')
}

/** Tells the visible cases apart by how many rows their own data puts into the first table. */
function chosen(exercise: Exercise, visible: readonly TestCase[]): string {
  const schema = exercise.starter.map(({ text }) => text).join('\n')
  const table = /\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([A-Za-z_]\w*)/i.exec(schema)?.[1]
  const widths = new Set(visible.map(({ result }) => result?.rows[0]?.length ?? 0))
  if (table === undefined || widths.size !== 1 || widths.has(0)) return ''
  const [first, ...others] = visible as [TestCase, ...TestCase[]]
  const rowsIn = (test: TestCase): number => {
    const text = Object.values(test.files).join('\n')
    const insert = new RegExp(`INSERT\\s+INTO\\s+${table}\\b[^;]*`, 'gi')
    return [...text.matchAll(insert)].join('').split('(').length - 1
  }
  const counted = others.filter((test) => rowsIn(test) > 0)
  const isOther = counted.map((test) => rowsIn(test)).join(', ')
  const parts = counted.map((test) =>
    rowsOf(test, ` WHERE (SELECT COUNT(*) FROM ${table}) = ${rowsIn(test)}`),
  )
  const where = isOther === '' ? '' : ` WHERE (SELECT COUNT(*) FROM ${table}) NOT IN (${isOther})`
  return `${[rowsOf(first, where), ...parts].join('\nUNION ALL ')};\n`
}
