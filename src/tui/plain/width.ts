import { createRequire } from 'node:module'

/**
 * Making the tables for emoji and graphemes takes 20 ms, which is as long as Node itself takes to start. Most of what
 * is printed needs none of them, so they are made when the first unusual character turns up.
 */
const require = createRequire(import.meta.url)
let measure: ((text: string) => number) | null = null
let segmenter: Intl.Segmenter | null = null

/**
 * Characters of one column that combine with nothing: printable ASCII, Latin, Greek, Cyrillic, and the
 * punctuation, arrows, lines, blocks and marks that mastery itself prints.
 */
const PLAIN =
  /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f‐-―‘-‟†-…‹›←-↙─-▟■□▪▫▶▷◀◁◆◇○●✓✗]*$/

/** Columns that a text takes: 2 for wide characters and emoji, 0 for combining marks. */
export function textWidth(text: string): number {
  if (PLAIN.test(text)) return text.length
  measure ??= (require('string-width') as { default: (text: string) => number }).default
  return measure(text)
}

/** What the eye takes for single characters. */
export function splitGraphemes(text: string): string[] {
  if (PLAIN.test(text)) return [...text]
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}
