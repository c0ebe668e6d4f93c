import { readFileSync } from 'node:fs'

/**
 * The process at the end of a chain of children: what a box around a guest has started in the end. The process
 * itself where the kernel does not say.
 */
export function innermost(pid: number): number {
  for (let at = pid; ; ) {
    const [child] = childrenOf(at)
    if (child === undefined) return at
    at = child
  }
}

/** Memory of a process that is really there, in bytes; null: it is gone, or this system has no /proc. */
export function residentBytes(pid: number): number | null {
  try {
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? null : Number(kilobytes) * 1024
  } catch {
    return null
  }
}

function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return text.split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}
