import type { TestCase } from '../course/model.ts'
import { diffLines } from './diff.ts'
import { quoted } from './render-value.ts'
import { lineDifference } from './text-difference.ts'
import type { DiffLine } from './verdict.ts'

/** How two texts differ under a case's rule. */
export interface TextMismatch {
  difference: string
  diff: DiffLine[]
}

/** Compares text by `match` (see docs/authoring.md); null when it matches. */
export function matchText(
  expected: string,
  actual: string,
  match: TestCase['match'],
): TextMismatch | null {
  if (match === 'contains') {
    if (unified(actual).includes(unified(expected))) return null
    return { difference: `${quoted(expected)} is not in it`, diff: [] }
  }
  const exact = match === 'exact'
  const wanted = exact ? expected.split('\n') : comparableLines(expected)
  const got = exact ? actual.split('\n') : comparableLines(actual)
  if (wanted.length === got.length && wanted.every((line, index) => line === got[index]))
    return null
  return { difference: lineDifference(wanted, got), diff: diffLines(wanted, got) }
}

/** Blanks at line ends and empty lines at the end do not count. */
function comparableLines(text: string): string[] {
  const lines = unified(text)
    .split('\n')
    .map((line) => line.trimEnd())
  while (lines.length > 0 && lines.at(-1) === '') lines.pop()
  return lines
}

function unified(text: string): string {
  return text.replace(/\r\n/g, '\n')
}
