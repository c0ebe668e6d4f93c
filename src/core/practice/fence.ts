import type { RunnableFence } from '../course/model.ts'
import type { EventLog } from '../events/event.ts'
import {
  type CodeRunner,
  MAIN_FILES,
  type ProgramResult,
  type Tier,
} from '../grading/code-runner.ts'
import { lastLine } from '../grading/words.ts'
import { record, type SettingsReader } from './context.ts'
import { sameOutput } from './output.ts'
import { ownLimits } from './own-limits.ts'

export interface FenceContext {
  runner: Pick<CodeRunner, 'runProgram'>
  settings: SettingsReader
  log: Pick<EventLog, 'append'>
}

/** One run of a lesson's program. */
export interface FenceRun {
  /** What it printed, then the last line of a traceback. */
  output: string
  /** The exception or limit that ended it, in words; null for an ordinary end. */
  error: string | null
  /** Whether it printed what the lesson says; null when the lesson does not say. */
  asStated: boolean | null
}

/**
 * Runs a lesson's program in the sandbox, fed with its own input.
 * @throws MasteryError `no-sandbox`
 */
export async function runFence(
  ctx: FenceContext,
  fence: RunnableFence,
  options: { atLeast: Tier; signal?: AbortSignal },
): Promise<FenceRun> {
  const entry = MAIN_FILES[fence.language]
  const result = await ctx.runner.runProgram({
    language: fence.language,
    files: [{ path: entry, text: fence.code }],
    entry,
    limits: ownLimits(ctx.settings),
    atLeast: options.atLeast,
    stdin: fence.input,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  })
  const error = endOf(result)
  if (!result.cancelled) {
    const payload = {
      language: fence.language,
      tier: result.tier,
      errorKind: result.error?.type ?? error?.kind ?? null,
      seconds: 0,
    }
    record(ctx, [{ type: 'code.ran', payload }])
  }
  const ends = result.stdout === '' || result.stdout.endsWith('\n')
  const output =
    result.error === null
      ? result.stdout + (result.stderr === '' ? '' : `${ends ? '' : '\n'}${result.stderr}`)
      : `${result.stdout}${ends ? '' : '\n'}${lastLine(result.error)}\n`
  return {
    output,
    error: error?.words ?? null,
    asStated:
      fence.output === null
        ? null
        : (result.error?.type ?? null) === fence.error &&
          (error === null || result.error !== null) &&
          sameOutput(output, fence.output),
  }
}

function endOf(result: ProgramResult): { kind: string; words: string } | null {
  if (result.cancelled) return { kind: 'cancelled', words: 'stopped' }
  if (result.timedOut) return { kind: 'timeout', words: 'it took too long and was stopped' }
  if (result.outOfMemory)
    return { kind: 'memory', words: 'it used too much memory and was stopped' }
  if (result.forbidden) return { kind: 'forbidden', words: 'it tried what the sandbox forbids' }
  if (result.error !== null) return { kind: result.error.type, words: lastLine(result.error) }
  if (result.outputLimit) return { kind: 'output', words: 'it printed too much; the rest was cut' }
  if (result.crashed) return { kind: 'crash', words: 'the interpreter crashed' }
  return result.exitCode === 0
    ? null
    : { kind: 'exit', words: `it ended with status ${result.exitCode}` }
}
