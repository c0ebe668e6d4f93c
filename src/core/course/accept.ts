import { compilePattern, type Pattern } from './pattern.ts'
import { PatternError } from './pattern-parser.ts'

/** Longer answers are compared as text, but not tried against patterns. In characters. */
const MAX_PATTERN_TEXT = 2_000

/**
 * Whether a typed answer is one of the accepted ones: of a `short` question, a cloze gap or a typed card.
 * Blanks around it do not count; an entry like `/^a+$/` is a pattern, in time that a course cannot blow up.
 * A pattern that is not understood accepts nothing: `course check` has told its author.
 */
export function isAccepted(text: string, accept: readonly string[], ignoreCase: boolean): boolean {
  const given = normalized(text)
  return accept.some((entry) => {
    const pattern = patternOf(entry, ignoreCase)
    if (pattern !== null) return given.length <= MAX_PATTERN_TEXT && pattern.matches(given)
    const wanted = normalized(entry)
    return given === wanted || (ignoreCase && folded(given) === folded(wanted))
  })
}

/** The first accepted answer that can be shown as it stands; else the pattern itself. */
export function shownAnswer(accept: readonly string[]): string {
  const plain = accept.find((entry) => split(entry) === null)
  return plain ?? `text that matches ${accept[0] ?? 'nothing'}`
}

/** Why an entry of an accept list cannot be used, in words for its author; null when it can. */
export function acceptProblem(entry: string): string | null {
  const parts = split(entry)
  if (parts === null) return null
  try {
    compilePattern(parts.source, parts.flags)
    return null
  } catch (error) {
    if (error instanceof PatternError) return error.message
    throw error
  }
}

function patternOf(entry: string, ignoreCase: boolean): Pattern | null {
  const parts = split(entry)
  if (parts === null) return null
  try {
    return compilePattern(parts.source, `${parts.flags}${ignoreCase ? 'i' : ''}`)
  } catch (error) {
    if (error instanceof PatternError) return { matches: () => false }
    throw error
  }
}

/** `/source/flags`; a path like `/usr/bin` has no such flags and is plain text. */
function split(entry: string): { source: string; flags: string } | null {
  const found = /^\/(.+)\/([imsu]*)$/s.exec(entry.trim())
  return found === null ? null : { source: found[1] as string, flags: found[2] as string }
}

function normalized(text: string): string {
  return text.replaceAll('\r\n', '\n').normalize('NFC').trim()
}

/** Upper case first, so that "ß" and "SS" meet. */
function folded(text: string): string {
  return text.toUpperCase().toLowerCase()
}
