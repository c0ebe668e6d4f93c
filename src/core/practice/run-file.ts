import type { Language, SourceFile } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import type { EventLog } from '../events/event.ts'
import { causeOf } from '../grading/cause-words.ts'
import type { CodeRunner, ProgramResult, Tier } from '../grading/code-runner.ts'
import type { Place } from '../grading/verdict.ts'
import { placeOf, unexpectedError } from '../grading/words.ts'
import { record, type SettingsReader } from './context.ts'
import { ownLimits } from './own-limits.ts'

export interface RunFileContext {
  runner: Pick<CodeRunner, 'runProgram'>
  settings: SettingsReader
  log: Pick<EventLog, 'append'>
}

/** What one run of a file came to. */
export interface FileRun {
  file: string
  language: Language
  tier: Tier
  /** As it was printed; cut when it was too much. */
  stdout: string
  stderr: string
  /** Whether it came to an ordinary end with status 0. */
  ok: boolean
  exitCode: number
  /** Why it is not ok: a cause, an exception's class or `exit`; null when it is. */
  errorKind: string | null
  /** The same in words. */
  what: string | null
  where: Place | null
  seconds: number
  peakMemoryBytes: number | null
}

const LANGUAGES: Record<string, Language> = {
  py: 'python',
  js: 'javascript',
  mjs: 'javascript',
  ts: 'typescript',
  sql: 'sql',
}

/**
 * The language that a file's name says.
 * @throws MasteryError `usage` for a name that says none
 */
export function languageOf(file: string): Language {
  const language = LANGUAGES[/\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? '']
  if (language !== undefined) return language
  throw new MasteryError('usage', `${file} is no program that mastery can run.`, {
    next: 'Name a file that ends in .py, .js, .mjs, .ts or .sql.',
  })
}

/**
 * Runs a program of the learner's own in the sandbox and records that it ran. Only the given files are there.
 * @throws MasteryError `no-sandbox`, `usage`, `cancelled`
 */
export async function runFile(
  ctx: RunFileContext,
  input: {
    entry: string
    files: SourceFile[]
    stdin: string
    /** Of the terminal; absent where nobody looks at one. */
    columns?: number
    signal?: AbortSignal
  },
): Promise<FileRun> {
  const language = languageOf(input.entry)
  const limits = ownLimits(ctx.settings)
  const result = await ctx.runner.runProgram({
    language,
    files: input.files,
    entry: input.entry,
    stdin: input.stdin,
    ...(input.columns === undefined ? {} : { columns: input.columns }),
    limits,
    atLeast: ctx.settings.get<Tier>('sandbox.tier'),
    ...(input.signal === undefined ? {} : { signal: input.signal }),
  })
  if (result.cancelled) throw new MasteryError('cancelled', 'Stopped.')
  const end = endOf(result, language, {
    seconds: limits.wallMs / 1000,
    memoryMb: limits.memoryBytes / 1024 / 1024,
    outputKb: limits.outputBytes / 1024,
  })
  const ran = {
    language,
    tier: result.tier,
    errorKind: end?.kind ?? null,
    seconds: result.durationMs / 1000,
  }
  record(ctx, [{ type: 'code.ran', payload: ran }])
  return {
    ...ran,
    file: input.entry,
    stdout: result.stdout,
    stderr: result.stderr,
    ok: end === null,
    exitCode: result.exitCode,
    what: end?.words ?? null,
    where: result.where ?? placeOf(result.error),
    peakMemoryBytes: result.peakMemoryBytes,
  }
}

function endOf(
  result: ProgramResult,
  runner: Language,
  limits: { seconds: number; memoryMb: number; outputKb: number },
): { kind: string; words: string } | null {
  const cause = causeOf(result, { limits, runner })
  if (cause !== null) return cause
  const { error, exitCode } = result
  if (error !== null) return { kind: error.type, words: unexpectedError(error, { runner }) }
  return exitCode === 0 ? null : { kind: 'exit', words: `It ended with status ${exitCode}.` }
}

/** Whether a program seems to read standard input: only to say that it waits for some. */
export function readsInput(files: readonly { text: string }[]): boolean {
  return files.some(({ text }) => /\b(input|prompt)\s*\(|\bsys\.stdin\b/.test(text))
}
