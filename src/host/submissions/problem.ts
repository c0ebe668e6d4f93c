import { MasteryError } from '../../core/errors.ts'
import type { SubmissionProblem } from '../../core/grading/submission.ts'

/** What the file system said to no avail, in words, by its code. */
const REFUSALS: Readonly<Record<string, readonly [words: string, next: string]>> = {
  EACCES: ['cannot be read: permission denied', 'Make it readable: chmod -R u+rX'],
  EPERM: ['cannot be read: permission denied', 'Make it readable: chmod -R u+rX'],
  ENOENT: ['vanished while it was read', 'Put it back and grade again.'],
  ENOTDIR: ['changed while it was read', 'Grade again when nothing writes there.'],
  EISDIR: ['is a folder', 'A file is needed there.'],
  ELOOP: ['is a symbolic link', 'Put a copy of the file there.'],
  ENXIO: ['is no ordinary file', 'Put an ordinary file there.'],
  ENAMETOOLONG: ['has a name that is too long', 'Ask for it with shorter names.'],
}

/**
 * Says of one submission why it cannot be graded. Whatever the error is, it stays with this submission; only what is no
 * error of reading is thrown on.
 */
export function problemOf(error: unknown, what: string): SubmissionProblem {
  if (error instanceof MasteryError)
    return { kind: error.kind, message: error.message, next: error.next ?? null }
  const { code, syscall, path } = error as NodeJS.ErrnoException
  if (typeof code !== 'string' || syscall === undefined) throw error
  const [words, next] = REFUSALS[code] ?? [`cannot be read (${code})`, 'Copy it anew.']
  const command = next.endsWith('u+rX') ? `${next} '${path ?? what}'` : next
  return { kind: 'invalid-data', message: `${what} ${words}.`, next: command }
}

/** A name for a message: one line, of a length that can be read. */
export function named(path: string): string {
  const line = path.replace(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/gu, '\uFFFD')
  return line.length <= 120 ? line : `${line.slice(0, 60)}…${line.slice(-59)}`
}

/** `1 file`, `2 files`. */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${String(number).replace(/\B(?=(\d{3})+$)/g, ',')} ${number === 1 ? one : several}`
}

export function tooLarge(path: string, most: number): MasteryError {
  return new MasteryError('limit', `${named(path)} is larger than ${most / 1_048_576} MB.`, {
    next: 'Keep programs small; remove what is not needed.',
  })
}
