import { type ErrorKind, MasteryError } from './core/errors.ts'
import { nearest } from './core/nearest.ts'
import type { Style } from './tui/plain/style.ts'

/** See `mastery help exit-codes` and docs/exit-codes.md. */
export const EXIT_CODES: Record<ErrorKind, number> = {
  usage: 2,
  cancelled: 3,
  authentication: 4,
  network: 5,
  'invalid-data': 6,
  'no-sandbox': 7,
  limit: 8,
}
export const INTERNAL_ERROR = 70

/** What happened, why, and the exact next command. */
export function errorText(error: unknown, style: Style, verbose: boolean): string {
  const { chalk } = style
  if (error instanceof MasteryError) {
    const label = error.kind === 'cancelled' ? '' : `${chalk.red('Error:')} `
    const next = error.next === undefined ? [] : [`${chalk.bold('Next:')} ${error.next}`]
    return [`${label}${error.message}`, ...next].join('\n')
  }
  const message = error instanceof Error ? error.message : String(error)
  const stack = error instanceof Error && verbose ? `\n${error.stack}` : ''
  return [
    `${chalk.red('This is a bug in mastery:')} ${message}${stack}`,
    'Nothing that was shown as done is lost.',
    `${chalk.bold('Next:')} run it again with --verbose, and report what it prints with: mastery doctor --json`,
  ].join('\n')
}

/** The same as one JSON document. */
export function errorDocument(error: unknown): object {
  const message = error instanceof Error ? error.message : String(error)
  const known = error instanceof MasteryError
  return {
    schema: 'mastery.error/1',
    error: {
      kind: known ? error.kind : 'internal',
      exitCode: known ? EXIT_CODES[error.kind] : INTERNAL_ERROR,
      message,
      next: known ? (error.next ?? null) : 'mastery doctor',
      problems: known ? error.problems : [],
    },
  }
}

/** What oclif's parser throws has an `oclif` member; the other members depend on what was wrong. */
interface ParserError extends Error {
  oclif: unknown
  /** Flags that there are not, as typed. */
  flags?: readonly string[]
  /** Arguments that are missing, or those (as text) that are too many. */
  args?: readonly (string | { name: string; description?: string; options?: readonly string[] })[]
}

/**
 * The parser's complaint about a command line in our words; any other error as it is.
 * @param command as it is typed, without `mastery`
 * @param flags names of the flags that the command has
 */
export function inOurWords(error: unknown, command: string, flags: readonly string[]): unknown {
  if (!(error instanceof Error && 'oclif' in error)) return error
  const help = ['mastery', command, '--help'].filter((word) => word !== '').join(' ')
  const usage = (message: string, next = help) =>
    new MasteryError('usage', message, { next, cause: error })
  const { flags: unknown, args = [] } = error as ParserError
  const [first] = unknown ?? []
  if (first !== undefined) {
    const near = first.startsWith('--') ? nearest(first.slice(2), flags) : null
    const message = `${command === '' ? 'mastery' : command} has no flag ${first}.`
    return usage(message, near === null ? help : `Did you mean --${near}? See: ${help}`)
  }
  const missing = args.flatMap((arg) => (typeof arg === 'string' ? [] : [arg]))
  if (missing.length > 0) {
    const what = missing.map(
      ({ name, description = '', options = [] }) =>
        `<${name}>: ${description}${options.length === 0 ? '' : ` One of ${options.join(', ')}.`}`,
    )
    return usage(`Something is missing. ${what.join(' ')}`)
  }
  const text = error.message
    .replace(/\nSee more help with --help$/, '')
    .replace(/^The following errors? occurred:\s*/, '')
    .replace(/^Parsing (--\S+)\s*/, '$1: ')
    .replace(/\s*\n\s*/g, ' ')
  return usage(/[.!?]$/.test(text) ? text : `${text}.`)
}
