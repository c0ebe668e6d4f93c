/** Characters of what a learner printed that a report carries at most. */
export const MOST_OUTPUT = 4_000
/** Characters of one message that a report carries at most. */
export const MOST_MESSAGE = 2_000
const MOST_NAME = 200

/**
 * What a terminal, a browser or an XML parser would obey, not show: control characters but tab and line feed, marks that
 * turn the direction of writing, separators of lines that only some programs know, and what is no character at all.
 */
const UNSHOWABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]/g

/**
 * Text from elsewhere with everything in it made visible: `␛` for an escape character, `<U+202E>` for what has no picture,
 * `�` for half a surrogate pair. Tabs and line feeds stay.
 */
export function visible(text: string): string {
  return text.toWellFormed().replace(UNSHOWABLE, picture)
}

function picture(character: string): string {
  const code = character.charCodeAt(0)
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
}

/** As `visible`, in one line and cut: for names and messages. */
export function oneLine(text: string, most = MOST_NAME): string {
  return cut(visible(text).replaceAll('\n', '\u240a').replaceAll('\t', '\u2409'), most, '…')
}

/** As `visible`, cut to `most` characters with a last line that says how many are missing. */
export function block(text: string, most: number): string {
  return visible(cut(text, most, `\n… ${text.length - most} more characters`))
}

/** The first `most` UTF-16 units of a text and the mark, or all of it; never half a character. */
export function cut(text: string, most: number, mark: string): string {
  if (text.length <= most) return text
  const isPair = (text.codePointAt(most - 1) ?? 0) > 0xffff
  return text.slice(0, isPair ? most - 1 : most) + mark
}
