import { chownSync, lstatSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { guestAccount } from './account.ts'
import { bubblewrapArguments, type Mount } from './bubblewrap.ts'
import type { GuestCommand } from './guest-process.ts'
import { type Interpreter, PYTHON_ENVIRONMENT, PYTHON_FLAGS } from './interpreter.ts'
import { type Launcher, landlockArguments } from './landlock.ts'
import { type Architecture, seccompFilter } from './seccomp.ts'

const TEMPORARY_BYTES = 8 * 1024 * 1024
const MOST_FILES = 1024

/** Whether a folder holds more than so many bytes or entries. Nothing in it is followed. */
function isLarger(folder: string, bytes: number, entries: number): boolean {
  let size = 0
  let count = 0
  const waiting = [folder]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    try {
      for (const entry of readdirSync(next, { withFileTypes: true })) {
        const path = join(next, entry.name)
        if (++count > entries) return true
        if (entry.isDirectory()) waiting.push(path)
        else size += lstatSync(path).size
        if (size > bytes) return true
      }
    } catch {
      // It is being changed while we look; the next look will see.
    }
  }
  return false
}

/** Begins the name of every temporary folder of a guest. */
export const TEMPORARY_PREFIX = 'mastery-run-'
const STALE_MS = 60 * 60 * 1000

/** Folders whose mastery was killed before it could remove them. */
function removeStale(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(TEMPORARY_PREFIX)) continue
    const folder = join(tmpdir(), name)
    try {
      if (Date.now() - statSync(folder).mtimeMs > STALE_MS) rmSync(folder, { recursive: true })
    } catch {
      // Somebody else's, or gone meanwhile.
    }
  }
}

/** How to start Python in a Landlock box. Its temporary folder is made here and removed when it is gone. */
export function landlockedPython(
  launcher: Launcher,
  python: Interpreter,
  architecture: Architecture,
  program: Buffer,
): GuestCommand {
  const user = guestAccount([launcher.perl, python.file])
  removeStale()
  const folder = mkdtempSync(join(tmpdir(), TEMPORARY_PREFIX))
  if (user !== null) chownSync(folder, user.uid, user.gid)
  const readable = python.prefix === null ? [] : [python.prefix]
  const box = { readable, writable: folder, architecture, limits: {} }
  return {
    file: launcher.perl,
    args: landlockArguments(launcher, box, [python.file, ...PYTHON_FLAGS]),
    env: PYTHON_ENVIRONMENT,
    cwd: folder,
    user,
    seccomp: null,
    program,
    overfull: () => isLarger(folder, TEMPORARY_BYTES, MOST_FILES),
    cleanUp: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** How to start Python in namespaces of its own. */
export function boxedPython(
  bubblewrap: string,
  python: Interpreter,
  architecture: Architecture,
  program: Buffer,
): GuestCommand {
  const mounts: Mount[] = python.prefix === null ? [] : [{ from: python.prefix, to: python.prefix }]
  const box = { mounts, temporaryBytes: TEMPORARY_BYTES, env: PYTHON_ENVIRONMENT }
  return {
    file: bubblewrap,
    args: bubblewrapArguments(box, [python.file, ...PYTHON_FLAGS]),
    env: {},
    cwd: '/',
    user: guestAccount([bubblewrap, python.file]),
    seccomp: seccompFilter(architecture),
    program,
  }
}
