import { readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { TEMPORARY_PREFIX } from '../python.ts'

/** Words in the command line of every guest and of all that it may become. */
const GUEST = /import posix, marshal|-worker\.(ts|cjs)|landlock_restrict_self/
const PATIENCE_MS = 2_000

/**
 * Processes and folders that a run left on the host, in words; empty when all are gone within a moment. Only Linux can
 * be looked at.
 * @param since when the run began, as of `Date.now()`
 */
export async function leftBehind(since: number): Promise<string[]> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    const left = [...processes(since), ...folders(since)]
    if (left.length === 0 || performance.now() > until) return left
    await sleep(20)
  }
}

/** Guests below this process, and those that gave themselves a new parent. */
function processes(since: number): string[] {
  if (process.platform !== 'linux') return []
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = read(`/proc/${name}/stat`)
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state !== 'Z' && parent !== undefined) parents.set(Number(name), Number(parent))
  }
  const isOurs = (pid: number): boolean => {
    const parent = parents.get(pid)
    return parent !== undefined && (parent === process.pid || parent === 1 || isOurs(parent))
  }
  return [...parents.keys()]
    .filter((pid) => pid !== process.pid && isOurs(pid) && startedAt(pid) >= since)
    .filter((pid) => GUEST.test(read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')))
    .filter((pid) => !hasOtherOwner(pid, parents))
    .map((pid) => `a process is left: ${pid}`)
}

/** Another mastery on this machine may be running guests of its own. */
function hasOtherOwner(pid: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at)) {
    if (at === process.pid) return false
    if (!GUEST.test(read(`/proc/${at}/cmdline`).replaceAll('\0', ' '))) return true
  }
  return false
}

/** The folder of a process in /proc is as old as the process. */
function startedAt(pid: number): number {
  try {
    return statSync(`/proc/${pid}`).ctimeMs
  } catch {
    return 0
  }
}

function folders(since: number): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(TEMPORARY_PREFIX))
    .filter((name) => {
      try {
        return statSync(join(tmpdir(), name)).birthtimeMs >= since
      } catch {
        return false
      }
    })
    .map((name) => `a folder is left: ${name}`)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
