import { quoted } from './render-value.ts'

/** The first difference between two texts, in words. They must not be equal. */
export function textDifference(expected: string, actual: string): string {
  if (expected.includes('\n') || actual.includes('\n'))
    return lineDifference(expected.split('\n'), actual.split('\n'))
  const whole = actual.length <= 60 && expected.length <= 60
  const both = whole ? `${quoted(actual)} instead of ${quoted(expected)}` : ''
  const hint = textHint(expected, actual)
  if (whole) return hint === null ? both : `${both}: ${hint}`
  const at = firstDifference(expected, actual)
  const near = (text: string) => (at >= text.length ? 'the end' : quoted(text.slice(at, at + 20)))
  return hint ?? `from character ${at + 1} on: ${near(actual)} instead of ${near(expected)}`
}

/** The first line that differs, in words; lines count from 1. */
export function lineDifference(expected: readonly string[], actual: readonly string[]): string {
  const at = expected.findIndex((line, index) => line !== actual[index])
  const line = at < 0 ? expected.length : at
  const wanted = expected[line]
  const got = actual[line]
  if (wanted === undefined) return `line ${line + 1} is too much: ${cut(got ?? '')}`
  if (got === undefined) return `line ${line + 1} is missing: ${cut(wanted)}`
  const hint = textHint(wanted, got)
  return `line ${line + 1} is ${cut(got)} instead of ${cut(wanted)}${hint === null ? '' : `: ${hint}`}`
}

/** What kind of small slip it is, or null when the texts really differ. */
function textHint(expected: string, actual: string): string | null {
  if (expected.trimEnd() === actual.trimEnd()) return 'only blanks at the end differ'
  if (expected.trimStart() === actual.trimStart()) return 'only blanks at the start differ'
  if (expected.replace(/\s+/g, '') === actual.replace(/\s+/g, '')) return 'only blanks differ'
  if (expected.toLowerCase() === actual.toLowerCase()) return 'only upper and lower case differ'
  if (expected.normalize('NFC') === actual.normalize('NFC'))
    return 'they look the same, but are made of other characters'
  const plain = (text: string) => text.replace(/[\p{P}\p{S}]/gu, '')
  if (plain(expected) === plain(actual) && plain(expected).trim() !== '')
    return 'only punctuation differs'
  return null
}

/** Index of the first character (UTF-16 unit, never inside a pair) in which they differ. */
function firstDifference(left: string, right: string): number {
  let at = 0
  while (at < left.length && at < right.length && left[at] === right[at]) at++
  const before = left.charCodeAt(at - 1)
  return at > 0 && before >= 0xd800 && before < 0xdc00 ? at - 1 : at
}

function cut(text: string): string {
  return quoted(text.length <= 80 ? text : `${text.slice(0, 79)}…`)
}
