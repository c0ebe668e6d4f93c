import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { release } from 'node:os'
import { PROMISES, type SandboxPromise } from '../core/grading/code-runner.ts'
import type { Attempt, Engine } from './engine.ts'
import { GuestProcess } from './guest-process.ts'
import { type Outcome, runJobs } from './jobs.ts'

/** What came of attacking a tier. */
export interface Probed {
  held: boolean
  /** What was not refused, in words, by the promise that it breaks. */
  found: Partial<Record<SandboxPromise, string>>
}

/** Attempts that must be refused, and what each attacks. */
const ATTACKED = {
  read: 'files',
  write: 'files',
  connect: 'network',
  fork: 'processes',
  library: 'library',
} as const satisfies Partial<Record<Attempt, SandboxPromise>>
const LIMITS = { wallMs: 400, memoryBytes: 50 * 1024 * 1024, outputBytes: 4096 }
/** Starting may be slow on a busy machine; only the loop must run into the short limit. */
const PATIENT = { ...LIMITS, wallMs: 10_000 }

/**
 * Starts the engine and attempts a forbidden read, a write outside, a connection, a new process, an import of what is
 * no standard library, more memory than there is, and an endless loop. The tier counts only when all are refused.
 */
export async function probeEngine(engine: Engine): Promise<Probed> {
  const found: Probed['found'] = {}
  const breach = (promise: SandboxPromise, words: string) => {
    found[promise] = found[promise] === undefined ? words : `${found[promise]}; ${words}`
  }
  const probe = engine.probe()
  const { program } = probe
  const guests: GuestProcess[] = []
  const start = () => {
    const guest = new GuestProcess(engine.command())
    guests.push(guest)
    return guest
  }
  const attempt = (names: readonly Attempt[], limits: typeof LIMITS) =>
    runJobs({
      start,
      init: {
        files: [program],
        entry: program.path,
        memoryBytes: limits.memoryBytes,
        wallMs: limits.wallMs,
        outputBytes: limits.outputBytes,
        cpuSeconds: 60,
      },
      files: [program],
      rawOutput: engine.rawOutput,
      watchMemory: engine.watchMemory ?? false,
      maxTimeouts: 10,
      signal: undefined,
      limits,
      jobs: names.map((name) => ({ ...probe.attempt(name), readBack: [] })),
    })
  try {
    const [loop] = await attempt(['loop'], LIMITS)
    if (!loop?.timedOut) breach('time', 'an endless loop was not stopped')
    const names = Object.keys(ATTACKED) as (keyof typeof ATTACKED)[]
    const outcomes = await attempt([...names, 'allocate'], PATIENT)
    names.forEach((name, index) => {
      const reached = whatItReached(outcomes[index])
      if (reached !== null) breach(ATTACKED[name], `${name}: ${reached}`)
    })
    if (!outcomes[names.length]?.outOfMemory) breach('memory', 'memory over the limit was given')
  } catch (error) {
    breach('time', (error as Error).message)
  } finally {
    await Promise.all(guests.map((guest) => guest.gone))
  }
  return { held: Object.keys(found).length === 0, found }
}

/** Null when it was refused. */
function whatItReached(outcome: Outcome | undefined): string | null {
  const { report } = outcome ?? {}
  if (report?.forbidden) return null
  if (report?.value === null && report.error === null) return null
  return JSON.stringify(report?.value ?? report?.error?.message ?? 'no answer')
}

/** What was not refused, in one line. */
export function breaches({ found }: Probed): string {
  return PROMISES.flatMap((promise) => found[promise] ?? []).join('; ')
}

/** Changes whenever anything involved changes: programs, kernel, account, mastery's own guest files. */
export function probeKey(engine: Pick<Engine, 'family' | 'tier' | 'versionFiles'>): string {
  const hash = createHash('sha256')
  hash.update(
    `${engine.family} ${engine.tier} ${release()} ${process.arch} ${process.getuid?.()} 2`,
  )
  for (const file of engine.versionFiles) {
    try {
      const { size, mtimeMs } = statSync(file)
      hash.update(`\n${file} ${size} ${mtimeMs}`)
    } catch {
      hash.update(`\n${file} missing`)
    }
  }
  return hash.digest('hex').slice(0, 32)
}
