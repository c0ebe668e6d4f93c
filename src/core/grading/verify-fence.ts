import type { RunnableFence } from '../course/model.ts'
import type { Problem } from '../errors.ts'
import { DEFAULT_LIMITS, MAIN_FILES, type ProgramResult } from './code-runner.ts'
import { matchText } from './output-match.ts'
import { quoted } from './render-value.ts'
import type { Verifier } from './verifier.ts'

/** Runs a program that stands in a lesson or a question, and says where it does not do what stands beside it. */
export async function verifyFence(
  verifier: Verifier,
  file: string,
  fence: RunnableFence,
  signal: AbortSignal,
): Promise<Problem[]> {
  const entry = MAIN_FILES[fence.language]
  const request = {
    language: fence.language,
    files: [{ path: entry, text: `${fence.code}\n` }],
    entry,
    stdin: fence.input,
    limits: DEFAULT_LIMITS,
    atLeast: verifier.atLeast,
  }
  const { error, output } = fence
  const { fault } = await verifier.remembered(
    fence.language,
    { request, error, output },
    async () => {
      const result = await verifier.runner.runProgram({ ...request, signal })
      verifier.mustGoOn(result.cancelled)
      return {
        fault: fenceFault(fence, result),
        slowestMs: result.durationMs,
        timeless: !result.timedOut,
      }
    },
  )
  if (fault === null) return []
  const ends = /^The program ends with (\w+):/.exec(fault)?.[1]
  return [
    {
      file,
      line: fence.line,
      column: 1,
      severity: 'error',
      rule: 'wrong-output',
      message: fault,
      ...(ends === undefined ? {} : { suggestion: `run error=${ends}, if it should end so` }),
    },
  ]
}

/** In words for the author; null when the program does what stands beside it. */
function fenceFault(fence: RunnableFence, result: ProgramResult): string | null {
  const { error } = result
  if (result.timedOut) return 'The program does not end in time.'
  if (result.outOfMemory) return 'The program needs too much memory.'
  if (result.forbidden) return 'The program does something that the sandbox forbids.'
  if (result.crashed) return 'The program crashed.'
  if (fence.error === null && error !== null)
    return `The program ends with ${error.type}: ${error.message}`
  if (fence.error !== null && error === null)
    return `The program should end with ${fence.error}, but ends as usual.`
  if (fence.error !== null && error?.type !== fence.error)
    return `The program should end with ${fence.error}, but ends with ${error?.type}.`
  if (fence.output === null) return null
  const actual = error === null ? result.stdout : withLastLine(result.stdout, error)
  const mismatch = matchText(fence.output, actual, 'lines')
  if (mismatch === null) return null
  const shown = actual.length > 200 ? `${actual.slice(0, 200)}…` : actual
  return `The program does not print what stands in its output fence: ${mismatch.difference}. It prints ${quoted(shown)}.`
}

function withLastLine(stdout: string, error: { type: string; message: string }): string {
  const line = error.message === '' ? error.type : `${error.type}: ${error.message}`
  return stdout === '' || stdout.endsWith('\n') ? stdout + line : `${stdout}\n${line}`
}
