import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { release } from 'node:os'
import type { Engine } from './engine.ts'
import { GuestProcess } from './guest-process.ts'
import { type Job, runJobs } from './jobs.ts'

/** What came of attacking a tier. */
export interface Probed {
  held: boolean
  /** What was not refused, in words; empty when all was. */
  breaches: string[]
}

/** Functions of an engine's probe program; the first four give back null when they were refused. */
const PROBE_CASES = ['read', 'write', 'connect', 'fork', 'allocate', 'loop'] as const
const LIMITS = { wallMs: 400, memoryBytes: 50 * 1024 * 1024, outputBytes: 4096 }
/** Starting may be slow on a busy machine; only the loop must run into the short limit. */
const PATIENT = { ...LIMITS, wallMs: 10_000 }

/**
 * Starts the engine and attempts a forbidden read, a write outside, a connection, a new process, more memory
 * than there is, and an endless loop. The tier counts only when all are refused.
 */
export async function probeEngine(engine: Engine): Promise<Probed> {
  const breaches: string[] = []
  const program = engine.probe()
  const job = (name: string): Job => ({
    action: { type: 'call', name, args: [], kwargs: {} },
    files: {},
    readBack: [],
  })
  const common = {
    start: () => new GuestProcess(engine.command()),
    init: {
      files: [program],
      entry: program.path,
      memoryBytes: LIMITS.memoryBytes,
      wallMs: LIMITS.wallMs,
      cpuSeconds: 60,
    },
    files: [program],
    rawOutput: engine.rawOutput,
    maxTimeouts: 10,
    signal: undefined,
  }
  try {
    const [loop] = await runJobs({ ...common, limits: LIMITS, jobs: [job('loop')] })
    if (!loop?.timedOut) breaches.push('an endless loop was not stopped')
    const names = PROBE_CASES.filter((name) => name !== 'loop')
    const outcomes = await runJobs({ ...common, limits: PATIENT, jobs: names.map(job) })
    names.forEach((name, index) => {
      const outcome = outcomes[index]
      if (name === 'allocate') {
        if (!outcome?.outOfMemory) breaches.push('memory over the limit was given')
      } else if (outcome?.report?.value !== null || outcome?.report?.error !== null) {
        const said = outcome?.report?.value ?? outcome?.report?.error?.message ?? 'no answer'
        breaches.push(`${name}: ${JSON.stringify(said)}`)
      }
    })
  } catch (error) {
    breaches.push((error as Error).message)
  }
  return { held: breaches.length === 0, breaches }
}

/** Changes whenever anything involved changes: programs, kernel, account, mastery's own guest files. */
export function probeKey(engine: Pick<Engine, 'family' | 'tier' | 'versionFiles'>): string {
  const hash = createHash('sha256')
  hash.update(
    `${engine.family} ${engine.tier} ${release()} ${process.arch} ${process.getuid?.()} 1`,
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
