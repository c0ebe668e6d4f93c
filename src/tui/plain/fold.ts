import wrapAnsi from 'wrap-ansi'
import type { Style } from './style.ts'

/** Lines wrapped to the terminal; what goes on keeps the indentation of its line, and two blanks more. */
export function foldText(lines: readonly string[], style: Style): string {
  return lines.flatMap((line) => foldLine(line, style.width)).join('\n')
}

function foldLine(line: string, width: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? ''
  const deeper = `${indent}  `
  const rows = wrapAnsi(line.trim(), Math.max(8, width - deeper.length), { hard: true }).split('\n')
  return rows.map((row, index) => (index === 0 ? indent : deeper) + row)
}
