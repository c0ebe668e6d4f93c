import type { Exercise, Language } from '../course/model.ts'
import { nearest } from '../nearest.ts'
import type { GuestError, MissingName } from './code-runner.ts'
import { missingImport, missingRequire } from './import-words.ts'
import { renderValue } from './render-value.ts'
import type { Value } from './value.ts'
import type { Place } from './verdict.ts'

/** An exception nobody asked for: what it is and where. */
export function unexpectedError(error: GuestError, { runner }: Pick<Exercise, 'runner'>): string {
  if (runner === 'sql') return sqlError(error)
  const where = error.where === null ? '' : ` in line ${error.where.line} of ${error.where.file}`
  const message = error.message === '' ? '' : `: ${error.message}`
  if (error.classes.includes('SyntaxError'))
    return ended(
      `${error.where?.file ?? 'The file'} cannot be read as ${LANGUAGE_NAMES[runner]}${
        error.where === null ? '' : `, line ${error.where.line}`
      }${message}`,
    )
  if (error.type === 'EOFError' && error.message.startsWith('EOF when reading'))
    return `It asked for more input than there is${where}.`
  if (error.type === 'ModuleNotFoundError') return missingImport(error.message, runner, where)
  if (error.message === 'require is not defined')
    return missingRequire(error.where?.text ?? '', where)
  const said = ended(`It ended with ${error.type}${where}${message}`)
  // A name from the root of a machine: it may well be there, only not for this program.
  return runner === 'python' && /: '(\/|[A-Za-z]:\\)/.test(error.message)
    ? `${said} A program here sees only the files in its own folder.`
    : said
}

/** SQLite's own words say what is wrong; the class of the error says nothing more. */
function sqlError({ type, message, where }: GuestError): string {
  if (message === 'incomplete input')
    return `${where?.file ?? 'The script'} ends in the middle of a statement that begins in line ${where?.line ?? 1}. Is a bracket or a part of it missing?`
  const at = where === null ? '' : ` in line ${where.line} of ${where.file}`
  return ended(`SQLite stopped${at}${message === '' ? ` with ${type}` : `: ${message}`}`)
}

/** The line under the traceback: the exception's class and its message. */
export function lastLine(error: GuestError): string {
  return error.message === '' ? error.type : `${error.type}: ${error.message}`
}

/** Where in the learner's files an error happened; null when it has no place there. */
export function placeOf(error: GuestError | null): Place | null {
  if (error?.where == null) return null
  const { file, line, text } = error.where
  return { file, line, text }
}

export const LANGUAGE_NAMES: Record<Language, string> = {
  python: 'Python',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  sql: 'SQL',
}

/** A function, class or attribute that is not there, with the name that was perhaps meant. */
export function missingName(
  missing: MissingName,
  exercise: Pick<Exercise, 'edit' | 'runner'>,
): string {
  const file = exercise.edit[0] ?? 'The file'
  const near = nearest(missing.name, missing.defined)
  const said =
    missing.owner === null
      ? `${file} has nothing called ${missing.name}`
      : `${missing.owner} has no attribute or method called ${missing.name}`
  if (near !== null) return `${said}, but it has ${near}. Is the name spelled as the task says?`
  if (missing.owner === null && missing.defined.length === 0)
    return `${said}. It defines no function yet.`
  return `${said}. Is it defined, with exactly this name?`
}

/** The commonest mistake of all: nothing came back. Null when that is not it. */
export function returnedNothing(
  expected: Value,
  actual: Value,
  stdout: string,
  ran: string,
  language: Language,
): string | null {
  const nothing = language === 'python' ? 'null' : 'undefined'
  if (actual.is !== nothing || expected.is === nothing) return null
  const name = language === 'python' ? 'None' : 'undefined'
  const wanted = expected.is === 'text' ? expected.value : renderValue(expected, language)
  const printed = stdout.trim()
  const isPrinted =
    printed !== '' && (printed === wanted.trim() || printed.split('\n').includes(wanted.trim()))
  return isPrinted
    ? `${ran} printed the right result, but gave back nothing (${name}). Use return to give it back.`
    : `${ran} gave back nothing (${name}). Is a return missing, or not reached?`
}

/** With one mark at its end: messages of Python may bring their own, also a question mark. */
function ended(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`
}
