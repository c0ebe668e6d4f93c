import { statSync } from 'node:fs'
import { dirname, parse, resolve } from 'node:path'

const NOBODY = { uid: 65534, gid: 65534 }

/**
 * The account for a guest: root becomes nobody where nobody can read all that the guest needs; null means
 * the account of this process.
 */
export function guestAccount(needed: readonly string[]): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  return needed.every(readableByAll) ? NOBODY : null
}

function readableByAll(path: string): boolean {
  try {
    const { root } = parse(resolve(path))
    for (let at = dirname(resolve(path)); at !== root; at = dirname(at))
      if ((statSync(at).mode & 0o001) === 0) return false
    return (statSync(path).mode & 0o004) !== 0
  } catch {
    return false
  }
}
