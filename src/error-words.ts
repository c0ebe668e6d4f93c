import { type ErrorKind, MasteryError } from './core/errors.ts'
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
  if (error instanceof Error && 'oclif' in error) {
    const text = message.replace(/\nSee more help with --help$/, '')
    return `${chalk.red('Error:')} ${text}\n${chalk.bold('Next:')} run the same command with --help`
  }
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
  const usage = error instanceof Error && 'oclif' in error
  const kind = known ? error.kind : usage ? 'usage' : 'internal'
  return {
    schema: 'mastery.error/1',
    error: {
      kind,
      exitCode: known ? EXIT_CODES[error.kind] : usage ? EXIT_CODES.usage : INTERNAL_ERROR,
      message: usage ? message.replace(/\nSee more help with --help$/, '') : message,
      next: known
        ? (error.next ?? null)
        : usage
          ? 'Run the same command with --help'
          : 'mastery doctor',
      problems: known ? error.problems : [],
    },
  }
}
