import { readFileSync, statfsSync } from 'node:fs'
import { guestAccount } from './account.ts'
import { bubblewrapArguments, type Mount } from './bubblewrap.ts'
import type { GuestCommand } from './guest-process.ts'
import { type Interpreter, PYTHON_ENVIRONMENT, PYTHON_FLAGS } from './interpreter.ts'
import { type Launcher, landlockArguments } from './landlock.ts'
import { type Architecture, seccompFilter } from './seccomp.ts'
import { isLarger, makeTemporaryFolder, removeFolder } from './temporary-folder.ts'

const TEMPORARY_BYTES = 8 * 1024 * 1024
const MOST_FILES = 1024
/** Each takes memory of the kernel that no other limit counts. */
const MOST_THREADS = 64

/** All threads of this machine: no account has more, and the kernel counts what an account has. */
function runningThreads(): number {
  return Number(/\/(\d+) /.exec(readFileSync('/proc/loadavg', 'utf8'))?.[1] ?? 0)
}

/** How to start Python in a Landlock box. Its temporary folder is made here and removed when it is gone. */
export function landlockedPython(
  launcher: Launcher,
  python: Interpreter,
  architecture: Architecture,
  program: Buffer,
): GuestCommand {
  const user = guestAccount([launcher.perl, python.file])
  const folder = makeTemporaryFolder(user)
  const readable = python.prefix === null ? [] : [python.prefix]
  const limits = { threads: runningThreads() + MOST_THREADS }
  const box = { readable, writable: folder, architecture, limits }
  return {
    file: launcher.perl,
    args: landlockArguments(launcher, box, [python.file, ...PYTHON_FLAGS]),
    env: PYTHON_ENVIRONMENT,
    cwd: folder,
    user,
    seccomp: null,
    program,
    overfull: () => isLarger(folder, TEMPORARY_BYTES, MOST_FILES),
    cleanUp: () => removeFolder(folder),
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
    overfull: (pid) => filesInBox(pid) > MOST_FILES,
  }
}

/**
 * How many files there are in the /tmp of a box: bubblewrap limits their bytes and not their number, and each takes
 * memory of the kernel.
 * @param pid the outer bubblewrap; below it is the one that leads the process namespace, and below that Python
 */
function filesInBox(pid: number): number {
  try {
    const below = (parent: string) =>
      readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').split(' ')[0] ?? ''
    const { files, ffree } = statfsSync(`/proc/${below(below(String(pid)))}/root/tmp`)
    return files - ffree
  } catch {
    // It is not up yet, or gone.
    return 0
  }
}
