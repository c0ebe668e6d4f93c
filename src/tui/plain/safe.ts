/**
 * Text of courses, of learners' programs and of learners themselves is shown, never obeyed: it must not move
 * the cursor, change the terminal's title or reorder what stands beside it.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are what it takes out
const STRING_SEQUENCES = /\u001b[\]PX^_][^\u0007\u001b\n]*(?:\u0007|\u001b\\)?/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const ESCAPE_SEQUENCES = /[\u001b\u009b]\[?[0-?]*[ -/]*[@-~]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/** Characters that reorder or hide their neighbours, and the name that is shown instead. */
const HIDDEN: Record<string, string> = {
  '\u061c': 'ALM',
  '\u200b': 'ZWSP',
  '\u200e': 'LRM',
  '\u200f': 'RLM',
  '\u202a': 'LRE',
  '\u202b': 'RLE',
  '\u202c': 'PDF',
  '\u202d': 'LRO',
  '\u202e': 'RLO',
  '\u2028': 'LS',
  '\u2029': 'PS',
  '\u2060': 'WJ',
  '\u2066': 'LRI',
  '\u2067': 'RLI',
  '\u2068': 'FSI',
  '\u2069': 'PDI',
  '\ufeff': 'BOM',
}
const HIDDEN_PATTERN = new RegExp(`[${Object.keys(HIDDEN).join('')}]`, 'g')

/**
 * The text with terminal control sequences taken out, line ends as `\n`, and hidden or reordering
 * characters shown by name (`⟨RLO⟩`). Tabs stay: `expandTabs` needs the column.
 */
export function safeText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(STRING_SEQUENCES, '')
    .replaceAll(ESCAPE_SEQUENCES, '')
    .replaceAll(CONTROLS, '')
    .replaceAll(HIDDEN_PATTERN, (character) => `⟨${HIDDEN[character] ?? '?'}⟩`)
}

/** Tabs as blanks up to the next multiple of `every` columns; for one line. */
export function expandTabs(row: string, every = 4): string {
  const [head = '', ...parts] = row.split('\t')
  return parts.reduce((text, part) => text + ' '.repeat(every - (text.length % every)) + part, head)
}
