import type { GradeReport } from '../grade-report.ts'

/** Printable as they are, but a terminal or an old parser would obey them. JSON's own escapes lose nothing. */
const UNSHOWABLE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g

/** The full truth, `mastery.grade/1`: what `--json` prints. Only halves of surrogate pairs are replaced, by U+FFFD. */
export function renderJson(report: GradeReport): string {
  const text = JSON.stringify({ schema: 'mastery.grade/1', ...report }, wellFormed, 2)
  return `${text.replace(UNSHOWABLE, escaped)}\n`
}

function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
