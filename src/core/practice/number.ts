/**
 * A number as people type it. Read are: an optional sign (also `−`), digits with a decimal point and an
 * exponent (`-1.5e3`, `.5`), `_`, `'` or a blank between groups of three digits (`1 000 000`), and whole numbers
 * as programs write them (`0x1f`, `0o17`, `0b101`). A comma is a decimal comma when it can only be one (`1,5`,
 * `0,125`, `1,2345`) and separates groups when it can only do that (`1,234,567`, `1,500.5`). `1,500` can be both and is
 * refused, because a wrong guess would mark a right answer wrong.
 */
export type ParsedNumber = { value: number } | { problem: string }

/** Reads a number; the problem says what to type instead. */
export function parseNumber(text: string): ParsedNumber {
  const trimmed = text
    .trim()
    .replaceAll(/[−‒–]/g, '-')
    .replaceAll(/[\u00a0\u2009\u202f]/g, ' ')
  const program = /^([+-]?)(0x[\da-f]+|0o[0-7]+|0b[01]+)$/i.exec(trimmed.replaceAll('_', ''))
  if (program !== null) return { value: signed(program[1], Number(program[2])) }
  const parts = /^([+-]?)\s?([\d.,_' ]*)(e[+-]?\d{1,4})?$/i.exec(trimmed)
  const digits = parts?.[2] ?? ''
  if (parts === null || !/\d/.test(digits)) return { problem: notANumber(text) }
  const plain = withoutGroups(digits)
  if (plain === null) return { problem: notANumber(text) }
  if (plain === 'ambiguous') {
    const [whole, rest] = digits.split(',')
    return {
      problem: `"${text.trim()}" can be read in two ways: write ${whole}.${rest} or ${whole}${rest}.`,
    }
  }
  const value = signed(parts[1], Number(`${plain}${parts[3] ?? ''}`))
  return Number.isFinite(value) ? { value } : { problem: `"${text.trim()}" is too large.` }
}

/** Digits with at most one point; `ambiguous`; or null when they are no number. */
function withoutGroups(digits: string): string | 'ambiguous' | null {
  if (/^(?:\d+\.?\d*|\.\d+)$/.test(digits)) return digits
  if (/^\d{1,3}(?:[_' ]\d{3})+(?:[.,]\d*)?$/.test(digits)) {
    return digits.replaceAll(/[_' ]/g, '').replace(',', '.')
  }
  if (/^\d+(?:_\d+)*(?:\.\d*)?$/.test(digits)) return digits.replaceAll('_', '')
  if (/^[1-9]\d{0,2}(?:,\d{3})(?:(?:,\d{3})+(?:\.\d*)?|\.\d*)$/.test(digits)) {
    return digits.replaceAll(',', '')
  }
  if (/^[1-9]\d{0,2},\d{3}$/.test(digits)) return 'ambiguous'
  if (/^\d*,\d+$/.test(digits)) return digits.replace(',', '.')
  return null
}

function signed(sign: string | undefined, value: number): number {
  return sign === '-' ? -value : value
}

function notANumber(text: string): string {
  return `"${text.trim()}" is not a number: write it like 42, -1.5 or 2e3.`
}
