import type { DiffLine } from './verdict.ts'

/** Above this many differing lines on a side they are shown one after the other, not aligned. */
const MOST_ALIGNED = 600
const MOST_LINES = 2_000

/**
 * Two texts as aligned lines: equal ones once, then what was expected before what came instead. Where a line
 * replaces another, the range that differs is marked in both.
 */
export function diffLines(expected: readonly string[], actual: readonly string[]): DiffLine[] {
  let start = 0
  while (start < expected.length && start < actual.length && expected[start] === actual[start])
    start++
  let end = 0
  while (
    end < expected.length - start &&
    end < actual.length - start &&
    expected[expected.length - 1 - end] === actual[actual.length - 1 - end]
  )
    end++
  const same = (line: string): DiffLine => ({ kind: 'same', text: line, mark: null })
  const middle = align(
    expected.slice(start, expected.length - end),
    actual.slice(start, actual.length - end),
  )
  return [
    ...expected.slice(0, start).map(same),
    ...middle,
    ...expected.slice(expected.length - end).map(same),
  ].slice(0, MOST_LINES)
}

function align(expected: readonly string[], actual: readonly string[]): DiffLine[] {
  if (expected.length > MOST_ALIGNED || actual.length > MOST_ALIGNED) return block(expected, actual)
  const pairs = commonLines(expected, actual)
  const lines: DiffLine[] = []
  let left = 0
  let right = 0
  for (const [at, other] of [...pairs, [expected.length, actual.length] as const]) {
    lines.push(...block(expected.slice(left, at), actual.slice(right, other)))
    const text = expected[at]
    if (text !== undefined) lines.push({ kind: 'same', text, mark: null })
    left = at + 1
    right = other + 1
  }
  return lines
}

/** Index pairs of a longest common subsequence of lines. */
function commonLines(
  expected: readonly string[],
  actual: readonly string[],
): (readonly [number, number])[] {
  const width = actual.length + 1
  const longest = new Uint16Array((expected.length + 1) * width)
  const at = (row: number, column: number) => longest[row * width + column] ?? 0
  for (let row = expected.length - 1; row >= 0; row--)
    for (let column = actual.length - 1; column >= 0; column--)
      longest[row * width + column] =
        expected[row] === actual[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1))
  const pairs: [number, number][] = []
  let row = 0
  let column = 0
  while (row < expected.length && column < actual.length) {
    if (expected[row] === actual[column]) pairs.push([row++, column++])
    else if (at(row + 1, column) >= at(row, column + 1)) row++
    else column++
  }
  return pairs
}

/** Lines that stand against each other: the first with the first, and so on. */
function block(expected: readonly string[], actual: readonly string[]): DiffLine[] {
  const lines: DiffLine[] = []
  for (let index = 0; index < Math.max(expected.length, actual.length); index++) {
    const wanted = expected[index]
    const got = actual[index]
    const marks = wanted === undefined || got === undefined ? null : marksOf(wanted, got)
    if (wanted !== undefined)
      lines.push({ kind: 'expected', text: wanted, mark: marks?.[0] ?? null })
    if (got !== undefined) lines.push({ kind: 'actual', text: got, mark: marks?.[1] ?? null })
  }
  return lines
}

/** The differing middle of two lines; null when they share neither start nor end. */
function marksOf(left: string, right: string): [[number, number], [number, number]] | null {
  const a = Array.from(left)
  const b = Array.from(right)
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (
    end < a.length - start &&
    end < b.length - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  )
    end++
  if (start === 0 && end === 0) return null
  const units = (characters: string[], to: number) => characters.slice(0, to).join('').length
  return [
    [units(a, start), units(a, a.length - end)],
    [units(b, start), units(b, b.length - end)],
  ]
}
