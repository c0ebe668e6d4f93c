import { type CourseFiles, type FileEntry, MAX_FILE_BYTES, MAX_TEXT_BYTES } from './files.ts'
import { type ProblemList, SourceFileView, START } from './problems.ts'

/**
 * Characters that must not reach a terminal: C0 (but tab and line feed) and C1 controls, DEL, and the marks
 * that turn the direction of text around, which can make code look like other code.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is its purpose
const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

/** Drops a byte order mark, as it should. */
const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** In characters. Markdown needs up to quadratic time for one paragraph. */
const MAX_PARAGRAPH = 50_000

/**
 * Reads a text file of a course: UTF-8, a byte order mark dropped, line ends made LF. Null, with the
 * problem reported, when it is no text that may be shown.
 */
export function readText(
  files: CourseFiles,
  entry: FileEntry,
  problems: ProblemList,
  markup: boolean,
): SourceFileView | null {
  const limit = markup ? MAX_TEXT_BYTES : MAX_FILE_BYTES
  if (entry.size > limit) {
    problems.error(
      entry.path,
      START,
      'too-large',
      `The file has ${megabytes(entry.size)}; at most ${megabytes(limit)} are read.`,
      'split it, or keep large data out of the course',
    )
    return null
  }
  let bytes: Uint8Array
  try {
    bytes = files.read(entry.path)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    problems.error(entry.path, START, 'unreadable', `The file cannot be read: ${reason}`)
    return null
  }
  return decode(bytes, entry.path, problems)
}

/** The same for bytes that were read already. */
export function decode(
  bytes: Uint8Array,
  path: string,
  problems: ProblemList,
): SourceFileView | null {
  const zero = bytes.indexOf(0)
  if (zero !== -1) {
    const utf16 = bytes.length > 1 && (bytes[0] ?? 0) + (bytes[1] ?? 0) === 0xff + 0xfe
    problems.error(
      path,
      START,
      'binary',
      utf16
        ? 'The file is UTF-16; a course is written in UTF-8.'
        : 'The file holds bytes that are no text.',
      utf16 ? 'save it as UTF-8' : 'remove it from the course',
    )
    return null
  }
  let text: string
  try {
    text = UTF8.decode(bytes)
  } catch {
    const line = lineOfBadByte(bytes)
    problems.error(
      path,
      { line, column: 1 },
      'encoding',
      'The file is not UTF-8.',
      'save it as UTF-8',
    )
    return null
  }
  const source = new SourceFileView(path, text.replace(/\r\n?/g, '\n'), problems)
  const found = FORBIDDEN.exec(source.text)
  if (found !== null) {
    const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    source.error(
      source.at(found.index),
      'control-character',
      `The character U+${code} is invisible and can change what a terminal shows.`,
      'remove it; in code and YAML write it as an escape',
    )
    return null
  }
  if (path.endsWith('.md') && !paragraphsAreShort(source)) return null
  return source
}

/** Whether a string from elsewhere (a pack, an escape in YAML) holds nothing that a terminal would obey. */
export function isShowable(text: string): boolean {
  return !FORBIDDEN.test(text)
}

function paragraphsAreShort(source: SourceFileView): boolean {
  let start = 0
  for (const gap of source.text.matchAll(/\n[ \t]*\n|$/g)) {
    if (gap.index - start > MAX_PARAGRAPH) {
      source.error(
        source.at(start),
        'too-large',
        `More than ${MAX_PARAGRAPH} characters without an empty line.`,
        'divide it with empty lines',
      )
      return false
    }
    start = gap.index
  }
  return true
}

function lineOfBadByte(bytes: Uint8Array): number {
  let line = 1
  let start = 0
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) {
    try {
      UTF8.decode(bytes.subarray(start, at))
    } catch {
      return line
    }
    line++
    start = at + 1
  }
  return line
}

function megabytes(bytes: number): string {
  const value = bytes / 1024 / 1024
  return `${value >= 10 ? Math.round(value) : Math.round(value * 10) / 10} MB`
}
