import type { SourceFile } from '../course/model.ts'
import type { Tier } from '../grading/code-runner.ts'
import type { SettingsReader } from './context.ts'
import { ownLimits } from './own-limits.ts'
import { languageOf } from './run-file.ts'
import { requireTraceable, type TraceContext, type Traced, toldTrace } from './traced.ts'

/**
 * Runs a program of the learner's own in the sandbox, keeps each step, and records that it was traced. Only the given
 * files are there.
 * @throws MasteryError `no-sandbox`, `usage` for what has no steps, `cancelled`
 */
export async function traceFile(
  ctx: TraceContext & { settings: SettingsReader },
  input: {
    entry: string
    files: SourceFile[]
    stdin: string
    maxSteps: number
    signal?: AbortSignal | undefined
  },
): Promise<Traced> {
  const { entry, files, stdin, maxSteps, signal } = input
  requireTraceableFile(entry)
  const limits = ownLimits(ctx.settings)
  const result = await ctx.runner.trace({
    language: languageOf(entry),
    files,
    entry,
    limits,
    atLeast: ctx.settings.get<Tier>('sandbox.tier'),
    action: { type: 'program', stdin },
    caseFiles: {},
    maxSteps,
    ...(signal === undefined ? {} : { signal }),
  })
  return toldTrace(ctx, result, { ran: entry, test: null, limits })
}

/** @throws MasteryError `usage` for a file that is no program, or has no steps */
export function requireTraceableFile(file: string): void {
  if (/\.sql$/i.test(file)) requireTraceable('sql', file, `See what it gives: mastery run ${file}`)
  languageOf(file)
}
