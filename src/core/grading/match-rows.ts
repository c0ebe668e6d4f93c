import { type CompareRules, compareValues, unmatched } from './compare.ts'
import type { Value } from './value.ts'

export type Row = readonly Value[]

/** How rows that came differ from those that were expected, whatever their order. */
export interface RowsDifference {
  /** Expected and not there; equal rows count as often as they stand there. */
  missing: Row[]
  /** There and not expected. */
  extra: Row[]
  /** Index of the first row that stands elsewhere, when the rows are right; null: all stand where they should. */
  misplaced: number | null
}

/** Compares two tables row by row, by the rules of "Values" in docs/authoring.md. */
export function matchRows(
  expected: readonly Row[],
  actual: readonly Row[],
  rules: CompareRules,
): RowsDifference {
  const [missing, extra] = unmatched(expected.map(asList), actual.map(asList), rules)
  const misplaced =
    missing.length + extra.length > 0
      ? -1
      : expected.findIndex((row, index) => !sameRow(row, actual[index] ?? [], rules))
  return {
    missing: missing.map(itemsOf),
    extra: extra.map(itemsOf),
    misplaced: misplaced < 0 ? null : misplaced,
  }
}

/** Whether two rows are equal, value by value. */
export function sameRow(left: Row, right: Row, rules: CompareRules): boolean {
  return compareValues(asList(left), asList(right), rules) === null
}

function asList(row: Row): Value {
  return { is: 'list', items: [...row] }
}

function itemsOf(value: Value): Row {
  return value.is === 'list' ? value.items : []
}
