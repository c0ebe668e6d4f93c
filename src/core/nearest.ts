/**
 * The candidate that `name` was most likely meant to be, or null when none is close. Case and surrounding
 * blanks do not count. Close means: the Damerau–Levenshtein distance is at most a third of the longer
 * name (at least 1, at most 4), or `name` (3 letters or more) begins exactly one candidate.
 * Among equally close ones the first wins.
 */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  const wanted = fold(name)
  if (wanted === '') return null
  let best: string | null = null
  let bestDistance = Number.POSITIVE_INFINITY
  const startingWith: string[] = []
  for (const candidate of candidates) {
    const other = fold(candidate)
    if (other === wanted) return candidate
    if (wanted.length >= 3 && other.startsWith(wanted)) startingWith.push(candidate)
    const allowed = Math.min(4, Math.max(1, Math.floor(Math.max(wanted.length, other.length) / 3)))
    const limit = Math.min(allowed, bestDistance - 1)
    if (Math.abs(wanted.length - other.length) > limit) continue
    const distance = editDistance(wanted, other)
    // Two short names that share no letter are not a slip of the finger.
    if (distance <= limit && distance < Math.max(wanted.length, other.length)) {
      best = candidate
      bestDistance = distance
    }
  }
  if (best !== null) return best
  return startingWith.length === 1 ? (startingWith[0] ?? null) : null
}

function fold(name: string): string {
  return name.trim().toLowerCase().slice(0, 200)
}

/**
 * Damerau–Levenshtein distance: insertions, deletions, replacements and swaps of neighbours each count 1,
 * and text between swapped letters may be edited too. Algorithm of Lowrance and Wagner (1975).
 */
export function editDistance(from: string, to: string): number {
  const width = to.length + 2
  const far = from.length + to.length
  const cost = new Uint32Array((from.length + 2) * width)
  const at = (row: number, column: number): number => cost[(row + 1) * width + column + 1] ?? 0
  const set = (row: number, column: number, value: number): void => {
    cost[(row + 1) * width + column + 1] = value
  }
  for (let row = -1; row <= from.length; row++) {
    set(row, -1, far)
    if (row >= 0) set(row, 0, row)
  }
  for (let column = 0; column <= to.length; column++) {
    set(-1, column, far)
    set(0, column, column)
  }
  const lastRowOf = new Map<string, number>()
  for (let row = 1; row <= from.length; row++) {
    let lastMatch = 0
    for (let column = 1; column <= to.length; column++) {
      const earlierRow = lastRowOf.get(to[column - 1] ?? '') ?? 0
      const earlierColumn = lastMatch
      const same = from[row - 1] === to[column - 1]
      if (same) lastMatch = column
      set(
        row,
        column,
        Math.min(
          at(row - 1, column - 1) + (same ? 0 : 1),
          at(row, column - 1) + 1,
          at(row - 1, column) + 1,
          at(earlierRow - 1, earlierColumn - 1) +
            (row - earlierRow - 1) +
            1 +
            (column - earlierColumn - 1),
        ),
      )
    }
    lastRowOf.set(from[row - 1] ?? '', row)
  }
  return at(from.length, to.length)
}
