import {
  type Causes,
  type CodeRunner,
  DEFAULT_LIMITS,
  type GuestError,
  MAIN_FILES,
  type RunLimits,
  type Tier,
} from '../../core/grading/code-runner.ts'
import type { AttackResult } from '../../core/grading/sandbox-report.ts'
import type { Canary } from './canary.ts'
import { AFTER, type Attack } from './corpus.ts'

/** Shorter than a learner's program has, for attacks that are to run into it: they cost half a second, not five. */
export const SHORT_WALL_MS = 500
/** Starting, killing and tidying on a very busy machine: only what is not ended at all takes longer. */
const PATIENCE_MS = 60_000

/**
 * Runs one attack in one tier, and tells what it came to and what should not have happened meanwhile.
 * @param meets the tier whose verdicts are right there
 */
export async function runAttack(
  runner: CodeRunner,
  attack: Attack,
  { tier, meets }: { tier: Tier; meets: Tier },
  canary: Canary,
  signal: AbortSignal | undefined,
): Promise<AttackResult> {
  const began = performance.now()
  const limits = limitsFor(attack, meets)
  const { verdict, output, unclean } = await run(runner, attack, limits, canary, signal)
  const took = performance.now() - began
  const expected = attack.expect[meets]
  const faults = canary.touched(output)
  if (verdict === 'reached') faults.unshift(`it reached ${reached(output)}`)
  else if (!(expected as readonly string[]).includes(verdict))
    faults.unshift(`it was ${verdict}, not ${expected.join(' or ')}${lastLine(output)}`)
  if (unclean !== null) faults.push(unclean)
  if (took > limits.wallMs + PATIENCE_MS)
    faults.push(`it was ended only after ${Math.round(took / 1000)} s`)
  const { id, language, title, promise } = attack
  return {
    id,
    language,
    title,
    promise,
    tier,
    expected: expected.join(' or '),
    verdict,
    faults,
    seconds: took / 1000,
  }
}

function limitsFor(attack: Attack, tier: Tier): RunLimits {
  const isToTimeOut = attack.expect[tier][0] === 'timedOut'
  return isToTimeOut ? { ...DEFAULT_LIMITS, wallMs: SHORT_WALL_MS } : DEFAULT_LIMITS
}

async function run(
  runner: CodeRunner,
  attack: Attack,
  limits: RunLimits,
  canary: Canary,
  signal: AbortSignal | undefined,
): Promise<{ verdict: string; output: string; unclean: string | null }> {
  const entry = MAIN_FILES[attack.language]
  const [own, ...shared] = attack.files.map(({ path, text }) => ({ path, text: canary.arm(text) }))
  const request = {
    language: attack.language,
    files: [{ path: entry, text: own?.text ?? '' }, ...shared],
    entry,
    limits,
    // The runner has the one tier that is attacked.
    atLeast: 'isolate' as const,
    ...(signal === undefined ? {} : { signal }),
  }
  if (attack.run === 'program') {
    const result = await runner.runProgram({ ...request, stdin: '' })
    const output = told(result)
    return { verdict: verdictOf(result, output, false), output, unclean: null }
  }
  const { cases } = await runner.runCases({
    ...request,
    cases: ['attack', 'after'].map((name) => ({
      id: name,
      action: { type: 'call', name, args: [], kwargs: {} },
      files: {},
      readBack: [],
    })),
  })
  const [result, after] = cases
  if (result === undefined) return { verdict: 'silent', output: '', unclean: null }
  const output = told(result) + JSON.stringify(result.value)
  const verdict = verdictOf(result, output, result.value !== null)
  const isClean = after === undefined || after.value === AFTER || after.cancelled
  const gave = after === undefined ? '' : `${told(after).trim()} ${JSON.stringify(after.value)}`
  return { verdict, output, unclean: isClean ? null : `the case after it gave ${gave.trim()}` }
}

/** All that a program can tell us, in one text. */
function told(run: { stdout: string; stderr: string; error: GuestError | null }): string {
  const error = run.error === null ? '' : `${run.error.type}: ${run.error.message}`
  return `${run.stdout}\n${run.stderr}\n${error}\n`
}

const CAUSES = [
  'outOfMemory',
  'outputLimit',
  'timedOut',
  'forbidden',
  'crashed',
  'cancelled',
] as const

function verdictOf(
  run: Causes & { error: GuestError | null },
  output: string,
  returned: boolean,
): string {
  if (/REACHED/.test(output)) return 'reached'
  const cause = CAUSES.find((name) => run[name])
  if (cause !== undefined) return cause
  if (run.error !== null) return 'failed'
  if (returned) return 'returned'
  // One that does not even say what was refused may have attempted nothing.
  return /REFUSED/.test(output) ? 'refused' : 'silent'
}

function reached(output: string): string {
  return /REACHED (.*)/.exec(output)?.[1]?.slice(0, 200) ?? 'something'
}

function lastLine(output: string): string {
  const line = output.trim().split('\n').at(-1)?.slice(0, 200) ?? ''
  return line === '' ? '' : ` (${line})`
}
