/**
 * What can go wrong, as data. The core throws only these; `base-command.ts` alone turns a kind into
 * an exit code and words on a terminal.
 */
export type ErrorKind =
  | 'usage' // bad flag, unknown id
  | 'cancelled' // the person said no
  | 'authentication'
  | 'network'
  | 'invalid-data' // course or learner data is broken
  | 'no-sandbox' // no tier gives the guarantees asked for
  | 'limit' // mastery's own work hit a limit (disk full, lock not released, file too large)

/** One thing wrong with a file: where it is and what would be right. Lines and columns count from 1. */
export interface Problem {
  file: string
  line: number
  column: number
  severity: 'error' | 'warning'
  /** A stable slug that names the rule, such as `unknown-key`. */
  rule: string
  message: string
  /** What to write instead, or the nearest valid name. */
  suggestion?: string
}

export class MasteryError extends Error {
  readonly kind: ErrorKind
  /** The exact next command, or the next thing to do. */
  readonly next: string | undefined
  readonly problems: readonly Problem[]

  constructor(
    kind: ErrorKind,
    message: string,
    options: { next?: string; problems?: readonly Problem[]; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'MasteryError'
    this.kind = kind
    this.next = options.next
    this.problems = options.problems ?? []
  }
}
