/**
 * What a person typed, as an FTS5 expression: every word must occur, the last one may be the beginning of a
 * word. `any` is the second try: one of the words is enough. Null when there is no word in it.
 * Nothing typed can be an operator.
 */
export function searchExpressions(query: string): { all: string; any: string } | null {
  const words = wordsOf(query)
  if (words.length === 0) return null
  const terms = words.map((word, index) => `"${word}"${index === words.length - 1 ? ' *' : ''}`)
  return { all: terms.join(' AND '), any: terms.join(' OR ') }
}

const MAX_WORDS = 16

/** As SQLite's tokenizer unicode61 parts them: letters and digits. */
function wordsOf(query: string): string[] {
  return (query.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).slice(0, MAX_WORDS)
}
