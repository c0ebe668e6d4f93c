import { dirname } from 'node:path'
import { guestAccount } from './account.ts'
import { bubblewrapArguments, isExecutable, type Mount } from './bubblewrap.ts'
import type { GuestCommand } from './guest-process.ts'
import { type Launcher, landlockArguments } from './landlock.ts'
import { type Architecture, seccompFilter } from './seccomp.ts'

/** A program of ours for Node that runs or holds what is not trusted. */
export interface NodeWorker {
  /** Its file, at or below one of `mounts`. */
  entry: string
  /** What it is given; paths at or below one of `mounts` become those inside. */
  args: readonly string[]
  /** All that it may read besides Node and the system's libraries, and where a box shows it. */
  mounts: readonly Mount[]
  /** For Node itself, before the entry. */
  flags?: readonly string[]
  /** `blocking`: while it works it cannot hear that its parent is gone, so the system must end it. */
  works?: 'blocking'
}

/** One thread for V8 and one for reading: more only reserve memory. */
const FLAGS = ['--v8-pool-size=1', '--no-warnings']
const ENVIRONMENT = { UV_THREADPOOL_SIZE: '1', TZ: 'UTC', OPENSSL_CONF: '/dev/null' }
/** Where a box shows what belongs to mastery. */
export const INSIDE = '/app'
/** util-linux's tool that has the kernel end a process with its parent. */
const SETPRIV = '/usr/bin/setpriv'
const MOST_FILE_BYTES = 65536
const MOST_DESCRIPTORS = 64

/** The worker in a child process without any box around it. */
export function bareWorker(worker: NodeWorker): GuestCommand {
  const command = nodeCommand(worker)
  const [file, ...args] =
    worker.works === 'blocking' && isExecutable(SETPRIV)
      ? [SETPRIV, '--pdeathsig', 'KILL', ...command]
      : command
  return {
    file,
    args,
    env: ENVIRONMENT,
    cwd: dirname(worker.entry),
    user: null,
    seccomp: null,
    program: null,
  }
}

function nodeCommand(worker: NodeWorker): [string, ...string[]] {
  return [process.execPath, ...FLAGS, ...(worker.flags ?? []), worker.entry, ...worker.args]
}

/**
 * The worker in namespaces of its own.
 * @param dataBytes most private writable memory of the whole process; null: unlimited
 */
export function boxedWorker(
  bubblewrap: string,
  worker: NodeWorker,
  architecture: Architecture,
  dataBytes: number | null,
): GuestCommand {
  const node = `${INSIDE}/node`
  const mounts: Mount[] = [{ from: process.execPath, to: node }, ...worker.mounts]
  const inside = (path: string) => {
    const mount = worker.mounts.find(({ from }) => path === from || path.startsWith(`${from}/`))
    return mount === undefined ? path : mount.to + path.slice(mount.from.length)
  }
  const command = [
    node,
    ...FLAGS,
    ...(worker.flags ?? []),
    ...[worker.entry, ...worker.args].map(inside),
  ]
  const box = { mounts, temporaryBytes: MOST_FILE_BYTES, env: ENVIRONMENT }
  return {
    file: bubblewrap,
    args: bubblewrapArguments(box, [...(dataBytes === null ? [] : prlimit(dataBytes)), ...command]),
    env: {},
    cwd: '/',
    user: guestAccount([bubblewrap, ...mounts.map(({ from }) => from)]),
    seccomp: seccompFilter(architecture),
    program: null,
  }
}

/** The worker in a Landlock box. */
export function landlockedWorker(
  launcher: Launcher,
  worker: NodeWorker,
  architecture: Architecture,
  dataBytes: number,
): GuestCommand {
  const readable = [process.execPath, ...worker.mounts.map(({ from }) => from)]
  const limits = {
    data: dataBytes,
    core: 0,
    descriptors: MOST_DESCRIPTORS,
    fileSize: MOST_FILE_BYTES,
  }
  const box = { readable, writable: null, architecture, limits }
  return {
    file: launcher.perl,
    args: landlockArguments(launcher, box, nodeCommand(worker)),
    env: ENVIRONMENT,
    cwd: '/',
    user: guestAccount([launcher.perl, ...readable]),
    seccomp: null,
    program: null,
  }
}

/** util-linux's tool; every distribution has it, Alpine in a package of its own. */
export function hasPrlimit(): boolean {
  return isExecutable('/usr/bin/prlimit')
}

function prlimit(dataBytes: number): string[] {
  const limits = [`--data=${dataBytes}`, '--core=0', `--nofile=${MOST_DESCRIPTORS}`]
  return ['/usr/bin/prlimit', ...limits, `--fsize=${MOST_FILE_BYTES}`]
}
