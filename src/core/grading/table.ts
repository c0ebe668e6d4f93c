/** A value of a table as it is shown. */
export interface Cell {
  text: string
  /** Numbers stand at the right edge of their column. */
  isNumber: boolean
}

/** Of a table whose reader's terminal is not known, in columns. */
const WIDEST = 72
const GAP = '  '

/**
 * Rows under the names of their columns, aligned; when that would be too wide, one `name: value` a line: lines that
 * break are no table.
 */
export function tableText(
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  widest = WIDEST,
): string {
  const { head, body } = alignedRows(columns, [rows])
  const lines = [...head, ...(body[0] ?? [])]
  if (rows.length === 0) return `${head.join('\n')}\n(no rows)\n`
  if (lines.every((line) => width(line) <= widest)) return `${lines.join('\n')}\n`
  return listText(columns, rows)
}

/**
 * Several groups of rows as lines that are aligned with each other.
 * @returns two lines for the names of the columns, and for each group a line a row
 */
export function alignedRows(
  columns: readonly string[],
  groups: readonly (readonly (readonly Cell[])[])[],
): { head: string[]; body: string[][] } {
  const names = columns.map(oneLine)
  const all = groups.flat().map((row) => row.map((cell) => ({ ...cell, text: oneLine(cell.text) })))
  const count = all.reduce((most, row) => Math.max(most, row.length), names.length)
  const widths = Array.from({ length: count }, (_, index) =>
    all.reduce(
      (most, row) => Math.max(most, width(row[index]?.text ?? '')),
      width(names[index] ?? ''),
    ),
  )
  // A column is one of numbers when all its values are.
  const right = widths.map((_, index) => {
    const cells = all.flatMap((row) => row[index] ?? [])
    return (
      cells.some((cell) => cell.isNumber) && cells.every((cell) => cell.isNumber || isNull(cell))
    )
  })
  const written = (texts: readonly string[]) =>
    texts.map((text, index) => pad(text, widths[index] ?? 0, right[index] ?? false)).join(GAP)
  let at = 0
  const body = groups.map((group) =>
    group.map(() => written((all[at++] ?? []).map(({ text }) => text)).trimEnd()),
  )
  const rule = widths.map((size) => '-'.repeat(Math.max(1, size))).join(GAP)
  return { head: [written(names).trimEnd(), rule], body }
}

/** For rows that are too wide: blank lines between them. */
function listText(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return rows
    .map((row) =>
      row.map(({ text }, index) => `${oneLine(columns[index] ?? '')}: ${text}\n`).join(''),
    )
    .join('\n')
}

function isNull({ text }: Cell): boolean {
  return text === 'NULL'
}

function pad(text: string, size: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, size - width(text)))
  return right ? blanks + text : text + blanks
}

/** A line break inside a value must not break the table. */
function oneLine(text: string): string {
  return text.replace(/\r\n|[\r\n]/g, '␊').replaceAll('\t', '␉')
}

const TWO_COLUMNS =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]/u
const NO_COLUMN = /[\p{Mn}\p{Me}\p{Cf}]/u

/** Columns of a terminal that a text takes. */
function width(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  let columns = 0
  for (const character of text)
    columns += NO_COLUMN.test(character) ? 0 : TWO_COLUMNS.test(character) ? 2 : 1
  return columns
}

/** A REAL as SQLite writes it: 15 digits, always with a point. Source: `%!.15g` of sqlite3_snprintf. */
export function realText(value: number): string {
  if (Number.isNaN(value)) return 'NULL'
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf'
  if (value === 0) return '0.0'
  const [mantissa = '', exponentText = '0'] = value.toExponential(14).split('e')
  const exponent = Number(exponentText)
  if (exponent < -4 || exponent >= 15) {
    const digits = String(Math.abs(exponent)).padStart(2, '0')
    return `${pointed(mantissa.replace(/\.?0+$/, ''))}e${exponent < 0 ? '-' : '+'}${digits}`
  }
  return pointed(String(Number(value.toPrecision(15))))
}

function pointed(digits: string): string {
  return digits.includes('.') ? digits : `${digits}.0`
}
