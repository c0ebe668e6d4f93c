import type { Exercise, ExpectedRows, TestCase } from '../course/model.ts'
import type { ResultSet } from './code-runner.ts'
import type { CompareRules } from './compare.ts'
import { diffLines } from './diff.ts'
import type { Fault } from './judge.ts'
import { matchRows, type Row, type RowsDifference, sameRow } from './match-rows.ts'
import { renderValue } from './render-value.ts'
import { alignedRows, type Cell } from './table.ts'
import { readValue, type Value } from './value.ts'
import type { DiffLine } from './verdict.ts'

/** What of a query's result is wrong. */
interface Wrong {
  kind: string
  /** In words, for the learner. */
  rationale: string
  /** The same without anything the case holds. */
  hidden: string
  diff: DiffLine[]
}

/**
 * Judges the rows that a query gave against those of a case: columns first, then rows as a multiset, their order only
 * where it is asked for. Null when all is as expected.
 * @param wire what the guest gave back as `ResultSet`; it is not trusted
 */
export function judgeRows(
  exercise: Exercise,
  test: TestCase,
  wire: unknown,
  ran: string,
): Fault | null {
  const { result } = test
  if (result === undefined) return null
  const found = readResult(wire)
  const rules: CompareRules = { language: 'sql', tolerance: test.tolerance, types: test.types }
  const authored = result.rows.map((row) => row.map((value) => readValue(value, 'sql')))
  const expected = test.types === 'loose' ? asReal(authored, found?.rows ?? []) : authored
  const wrong =
    found === null
      ? noRows(exercise, test)
      : (wrongColumns(result, found.columns) ??
        wrongRows(result, expected, found.columns, found.rows, rules))
  if (wrong === null) return null
  const { kind, rationale, hidden, diff } = wrong
  return {
    status: 'failed',
    kind,
    rationale,
    hiddenRationale: hidden,
    evidence: {
      ran,
      expected: tableOf(result.columns ?? found?.columns ?? [], expected),
      actual: found === null ? null : tableOf(found.columns, found.rows),
      difference: null,
      diff,
      where: null,
    },
  }
}

/** The result of a query in a report; null when there is none or it cannot be one. */
function readResult(wire: unknown): { columns: string[]; rows: Row[] } | null {
  if (typeof wire !== 'object' || wire === null) return null
  const { columns, rows } = wire as Partial<Record<keyof ResultSet, unknown>>
  if (!Array.isArray(columns) || !Array.isArray(rows)) return null
  return {
    columns: columns.map(String),
    rows: rows.map((row) =>
      Array.isArray(row) ? row.map((value: unknown) => readValue(value, 'sql')) : [],
    ),
  }
}

/** Where a column came as REAL the author's `8` is shown as `8.0`: it is equal, and must not look otherwise. */
function asReal(expected: readonly Row[], actual: readonly Row[]): Row[] {
  const real = (actual[0] ?? []).map((_, column) => {
    const kinds = new Set(actual.map((row) => row[column]?.is))
    return kinds.has('float') && !kinds.has('integer')
  })
  return expected.map((row) =>
    row.map((value, column) =>
      value.is === 'integer' && real[column] ? { is: 'float', value: Number(value.value) } : value,
    ),
  )
}

function noRows(exercise: Exercise, { action }: TestCase): Wrong {
  const file = exercise.edit[0] ?? 'The script'
  const own = action.type === 'script' && action.query === null
  const rationale = own
    ? `${file} asks for nothing. Is there a SELECT in it?`
    : 'The query of this test gave no rows at all.'
  return { kind: 'no-result', rationale, hidden: rationale, diff: [] }
}

function wrongColumns(result: ExpectedRows, columns: readonly string[]): Wrong | null {
  const wanted = result.columns?.length ?? result.rows[0]?.length
  if (wanted !== undefined && wanted !== columns.length) {
    const rationale = `The result has ${count(columns.length, 'column')} (${columns.join(', ')}), but should have ${wanted}.`
    return {
      kind: 'wrong-columns',
      rationale,
      hidden: 'It has another number of columns.',
      diff: [],
    }
  }
  // Names of columns are the same in upper and lower case, as everywhere in SQL.
  const at = (result.columns ?? []).findIndex(
    (name, index) => name.toLowerCase() !== (columns[index] ?? '').toLowerCase(),
  )
  if (at < 0) return null
  return {
    kind: 'wrong-columns',
    rationale: `Column ${at + 1} is called "${columns[at]}", but should be called "${result.columns?.[at]}". AS gives a column its name.`,
    hidden: 'A column has another name than it should.',
    diff: [],
  }
}

function wrongRows(
  result: ExpectedRows,
  expected: readonly Row[],
  columns: readonly string[],
  actual: readonly Row[],
  rules: CompareRules,
): Wrong | null {
  const difference = matchRows(expected, actual, rules)
  const { missing, extra, misplaced } = difference
  const names = result.columns ?? columns
  if (missing.length + extra.length > 0)
    return {
      kind: 'wrong-rows',
      rationale: rowsInWords(difference, expected, actual),
      hidden: withoutNumbers(difference),
      // Which rows are wrong comes before where they stand.
      diff: diffOfSets(names, expected, difference, rules),
    }
  if (!result.ordered || misplaced === null) return null
  const rationale = `The rows are right, but not their order: from row ${misplaced + 1} on it is another. Which ORDER BY does the task ask for?`
  return {
    kind: 'wrong-order',
    rationale,
    hidden: 'The rows are right, but not their order.',
    diff: diffInOrder(names, expected, actual),
  }
}

function rowsInWords(
  { missing, extra }: RowsDifference,
  expected: readonly Row[],
  actual: readonly Row[],
): string {
  if (actual.length === 0) return `It gives no rows; ${be(expected.length, 'row')} expected.`
  if (missing.length === 0)
    return `${be(extra.length, 'row')} too much.${joinHint(expected, actual)}`
  if (extra.length === 0) return `${be(missing.length, 'row')} missing.`
  return `${be(missing.length, 'row')} missing, and ${be(extra.length, 'row')} there that should not be.`
}

function withoutNumbers({ missing, extra }: RowsDifference): string {
  if (extra.length === 0) return 'Rows are missing from the result.'
  return missing.length === 0
    ? 'There are rows in the result that should not be.'
    : 'The rows of the result are not the right ones.'
}

/** Every row with every other one: the commonest reason for far too many. */
function joinHint(expected: readonly Row[], actual: readonly Row[]): string {
  return expected.length > 1 && actual.length >= expected.length * 2
    ? ' Does a join lack its condition, or does a row come more than once?'
    : ''
}

/** Both tables one after the other where they differ. */
function diffInOrder(
  columns: readonly string[],
  expected: readonly Row[],
  actual: readonly Row[],
): DiffLine[] {
  const { head, body } = alignedRows(columns, [expected.map(cellsOf), actual.map(cellsOf)])
  return [...head.map(same), ...diffLines(body[0] ?? [], body[1] ?? [])]
}

/** What was expected, in the author's order; beside what is missing the row that is most like it, last what is too much. */
function diffOfSets(
  columns: readonly string[],
  expected: readonly Row[],
  { missing, extra }: RowsDifference,
  rules: CompareRules,
): DiffLine[] {
  const { head, body } = alignedRows(columns, [expected.map(cellsOf), extra.map(cellsOf)])
  const lines = head.map(same)
  const gone = [...missing]
  const left = new Set(extra.keys())
  for (const [index, row] of expected.entries()) {
    const text = body[0]?.[index] ?? ''
    const at = gone.findIndex((other) => other === row || sameRow(other, row, rules))
    if (at < 0) {
      lines.push(same(text))
      continue
    }
    gone.splice(at, 1)
    const like = mostAlike(row, extra, left, rules)
    if (like !== null) left.delete(like)
    lines.push(...diffLines([text], like === null ? [] : [body[1]?.[like] ?? '']))
  }
  return [
    ...lines,
    ...diffLines(
      [],
      [...left].map((index) => body[1]?.[index] ?? ''),
    ),
  ]
}

/** The row that shares most values with `row`; null when none shares any. */
function mostAlike(
  row: Row,
  rows: readonly Row[],
  left: ReadonlySet<number>,
  rules: CompareRules,
): number | null {
  let best: number | null = null
  let most = 0
  for (const index of left) {
    const shared = row.filter((value, at) => {
      const other = rows[index]?.[at]
      return other !== undefined && sameRow([value], [other], rules)
    }).length
    if (shared > most) {
      most = shared
      best = index
    }
  }
  return best
}

function tableOf(columns: readonly string[], rows: readonly Row[]): string {
  const { head, body } = alignedRows(columns, [rows.map(cellsOf)])
  return [...head, ...(body[0] ?? [])].join('\n')
}

function cellsOf(row: Row): Cell[] {
  return row.map(cellOf)
}

/** Text stands there as it is; everything else as SQL writes it. */
function cellOf(value: Value): Cell {
  const isNumber = value.is === 'integer' || value.is === 'float'
  return { text: value.is === 'text' ? value.value : renderValue(value, 'sql'), isNumber }
}

function same(text: string): DiffLine {
  return { kind: 'same', text, mark: null }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function be(number: number, noun: string): string {
  return `${count(number, noun)} ${number === 1 ? 'is' : 'are'}`
}
