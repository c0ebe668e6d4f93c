import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { guestAccount } from './account.ts'
import type { GuestCommand } from './guest-process.ts'
import { type Interpreter, loadable, PYTHON_ENVIRONMENT, PYTHON_FLAGS } from './interpreter.ts'
import { type Architecture, seccompFilter } from './seccomp.ts'

/** A Python that confines itself: nothing else that every Linux has can ask the kernel for Landlock. */
export interface Launcher {
  python: Interpreter
  guestFolder: string
}

/** What of the machine a Landlock box leaves. */
interface Box {
  /** What may be read, files and folders, beside the system's libraries. */
  readable: readonly string[]
  /** The one folder that may be written; null: none. */
  writable: string | null
  architecture: Architecture
}

/** Libraries of the system; those that are missing are skipped. */
const LIBRARIES = ['/usr/lib', '/usr/lib64', '/lib', '/lib64']
/** What the kernel itself starts to load a program. */
const LOADERS = [
  '/lib64/ld-linux-x86-64.so.2',
  '/lib/ld-linux-aarch64.so.1',
  '/lib/ld-musl-x86_64.so.1',
  '/lib/ld-musl-aarch64.so.1',
]

/** Python source that confines the process it runs in. `becomes`: the program it is to become afterwards. */
export function landlockSource(launcher: Launcher, box: Box, becomes: string | null): string {
  const filter = seccompFilter(box.architecture, { kernelTier: true, exec: becomes !== null })
  const { prefix } = launcher.python
  const own = becomes === null && prefix !== null ? [prefix] : []
  return [
    `FILTER = bytes.fromhex("${filter.toString('hex')}")`,
    `READABLE = ${JSON.stringify([...LIBRARIES, ...own, ...box.readable])}`,
    `EXECUTABLE = ${JSON.stringify(becomes === null ? [] : [becomes, ...LOADERS])}`,
    `WRITABLE = ${box.writable === null ? 'None' : JSON.stringify(box.writable)}`,
    readFileSync(join(launcher.guestFolder, 'landlock.py'), 'utf8'),
  ].join('\n')
}

/**
 * How to start a program in a Landlock box without a folder of its own.
 * @param run.command the program's absolute path and its arguments
 * @param run.limits resource limits by the names of Python's `resource`, in the kernel's units
 */
export function launch(
  launcher: Launcher,
  run: {
    command: readonly [string, ...string[]]
    env: Readonly<Record<string, string>>
    readable: readonly string[]
    architecture: Architecture
    limits: Readonly<Record<string, number>>
  },
): GuestCommand {
  const [program] = run.command
  const { python } = launcher
  const { readable, architecture } = run
  const source = [
    // First, as long as the module can still be read.
    'import posix, resource',
    `for name, most in ${JSON.stringify(run.limits)}.items():`,
    '    resource.setrlimit(getattr(resource, name), (most, most))',
    landlockSource(launcher, { readable, writable: null, architecture }, program),
    `posix.execve(${JSON.stringify(program)}, ${JSON.stringify(run.command)}, ${JSON.stringify(run.env)})`,
  ].join('\n')
  return {
    file: python.file,
    args: PYTHON_FLAGS,
    env: PYTHON_ENVIRONMENT,
    cwd: '/',
    user: guestAccount([python.file, program, ...readable]),
    seccomp: null,
    program: loadable(source, null),
  }
}
