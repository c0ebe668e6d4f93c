/** Finds where a place in compiled code is in its source. Lines and columns count from 1. */
export type Locate = (line: number, column: number) => { line: number; column: number } | null

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Reads the `mappings` of a source map with one source (version 3 of the format, ECMA-426). */
export function readMappings(mappings: string): Locate {
  let line = 0
  let column = 0
  const lines = mappings.split(';').map((row) => {
    let generated = 0
    return row.split(',').flatMap((segment) => {
      const [shift, , lineShift, columnShift] = decodeDigits(segment)
      if (shift === undefined) return []
      generated += shift
      if (lineShift === undefined || columnShift === undefined) return []
      line += lineShift
      column += columnShift
      return [{ generated, line, column }]
    })
  })
  return (wantedLine, wantedColumn) => {
    const row = lines[wantedLine - 1] ?? []
    const found = row.findLast(({ generated }) => generated <= wantedColumn - 1) ?? row[0]
    return found === undefined ? null : { line: found.line + 1, column: found.column + 1 }
  }
}

/** Base 64 numbers of variable length: five bits a digit, the sign in the lowest bit. */
function decodeDigits(segment: string): number[] {
  const numbers: number[] = []
  let value = 0
  let shift = 0
  for (const character of segment) {
    const digit = DIGITS.indexOf(character)
    value += (digit & 31) * 2 ** shift
    shift += 5
    if (digit & 32) continue
    numbers.push(value % 2 === 1 ? -Math.floor(value / 2) : value / 2)
    value = 0
    shift = 0
  }
  return numbers
}
