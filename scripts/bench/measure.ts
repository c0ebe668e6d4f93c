import { spawn, spawnSync } from 'node:child_process'

/** Middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** Value below which the share `p` (0–1) of all values lies. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] as number
}

/** ms of `work`. */
export function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

export async function timedAsync(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export interface ProcessCommand {
  command: string
  args: string[]
  env?: NodeJS.ProcessEnv
  cwd?: string
}

/** ms of a whole process. Throws when it does not end with one of `codes`. */
export function timeProcess(run: ProcessCommand, codes: readonly number[] = [0]): number {
  const start = performance.now()
  const { status, stderr } = spawnSync(run.command, run.args, {
    env: run.env ?? process.env,
    cwd: run.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 << 20,
  })
  const ms = performance.now() - start
  if (!codes.includes(status ?? -1))
    throw new Error(`${run.command} ${run.args.join(' ')} ended with ${status}: ${stderr}`)
  return ms
}

/**
 * Ratio of A to B, measured in turn (A B A B …) after a warm-up, so that a machine whose speed drifts slows both.
 * @returns the medians in ms and the median of the pairwise ratios
 */
export function compare(
  a: () => number,
  b: () => number,
  runs: number,
): { a: number; b: number; ratio: number } {
  a()
  b()
  const pairs = Array.from({ length: runs }, () => [a(), b()] as const)
  return {
    a: median(pairs.map(([x]) => x)),
    b: median(pairs.map(([, y]) => y)),
    ratio: median(pairs.map(([x, y]) => x / y)),
  }
}

/** ms until a process has written `marker` on its terminal (a pseudo-terminal by `script`). */
export function timeToOutput(run: ProcessCommand, marker: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now()
    const line = [run.command, ...run.args].map((w) => `'${w}'`).join(' ')
    const child = spawn('script', ['-qefc', `stty cols 100 rows 30; exec ${line}`, '/dev/null'], {
      env: run.env ?? process.env,
      cwd: run.cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let seen = ''
    child.stdout.on('data', (data: Buffer) => {
      seen += data.toString()
      if (!seen.includes(marker)) return
      resolve(performance.now() - start)
      child.kill('SIGKILL')
    })
    const patience = setTimeout(() => child.kill('SIGKILL'), 10_000)
    child.on('close', () => clearTimeout(patience))
    child.on('close', () => reject(new Error(`"${marker}" never appeared: ${seen.slice(-2000)}`)))
  })
}
