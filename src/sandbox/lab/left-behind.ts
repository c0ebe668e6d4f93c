import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { temporaryPrefix } from '../temporary-folder.ts'

/** Words in the command line of every guest and of all that it may become. */
const GUEST = /import posix, marshal|-worker\.(ts|cjs)|landlock_restrict_self/
/** What becomes the parent of a process whose own has ended. */
const ADOPTS = /^(init|systemd|tini|dumb-init)/
const PATIENCE_MS = 2_000
/** Linux tells when a process began in hundredths of a second since boot, on every architecture. */
const TICK_MS = 10

/**
 * Processes and folders that a run left on the host, in words; empty when all are gone within a moment. Only Linux can
 * be looked at.
 * @param since when the run began, as of `Date.now()`
 * @param known processes of this one that are meant to be there
 */
export async function leftBehind(since: number, known: readonly number[]): Promise<string[]> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    const left = [...processes(since, known), ...folders()]
    if (left.length === 0 || performance.now() > until) return left
    await sleep(20)
  }
}

/** All below this process, and guests whose parent has ended: those of another mastery have one. */
function processes(since: number, known: readonly number[]): string[] {
  if (process.platform !== 'linux') return []
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = read(`/proc/${name}/stat`)
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state !== 'Z' && parent !== undefined) parents.set(Number(name), Number(parent))
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid)
    return parent !== undefined && (parent === process.pid || isBelow(parent))
  }
  const isAdopted = (pid: number): boolean => {
    const parent = parents.get(pid) ?? 0
    return (
      isGuest(pid) &&
      (parent <= 1 || ADOPTS.test(read(`/proc/${parent}/comm`)) || isAdopted(parent))
    )
  }
  return [...parents.keys()]
    .filter((pid) => (isBelow(pid) || isAdopted(pid)) && !known.includes(pid))
    .filter((pid) => startedAt(pid) >= since - 2 * TICK_MS)
    .map((pid) => `a process is left: ${pid} ${read(`/proc/${pid}/comm`).trim()}`)
}

function isGuest(pid: number): boolean {
  return GUEST.test(read(`/proc/${pid}/cmdline`).replaceAll('\0', ' '))
}

function startedAt(pid: number): number {
  const stat = read(`/proc/${pid}/stat`)
  const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19])
  const bootedAt = Date.now() - Number(read('/proc/uptime').split(' ')[0]) * 1000
  return bootedAt + ticks * TICK_MS
}

function folders(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(temporaryPrefix()))
    .map((name) => `a folder is left: ${name}`)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
