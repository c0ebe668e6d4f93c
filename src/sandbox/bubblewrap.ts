import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A host path and where it is seen inside, read-only. */
export interface Mount {
  from: string
  to: string
}

export interface BoxOptions {
  mounts: readonly Mount[]
  /** Size of the only writable place, /tmp, in bytes. */
  temporaryBytes: number
  env: Readonly<Record<string, string>>
}

/** Descriptor that carries the seccomp filter; see `GuestCommand`. */
const SECCOMP_DESCRIPTOR = '4'

/** Libraries and tools every guest needs to start at all. */
const SYSTEM = ['/usr/lib', '/usr/lib32', '/usr/lib64', '/usr/libx32', '/usr/bin']
const LINKS = ['lib', 'lib32', 'lib64', 'libx32', 'bin']
/** Packages that are not in the standard library of anything. */
export const HIDDEN = ['/usr/lib/python3', '/usr/lib/node_modules']

/**
 * The bubblewrap: `/usr/bin/bwrap` first, because some distributions let only that file make user namespaces.
 * Null when there is none.
 */
export function findBubblewrap(path: string = process.env.PATH ?? ''): string | null {
  const candidates = ['/usr/bin/bwrap', ...path.split(delimiter).map((dir) => join(dir, 'bwrap'))]
  return candidates.find(isExecutable) ?? null
}

/**
 * Arguments that put a command into namespaces of its own: no network, no process but its own, nothing to
 * read but what is listed, nothing to write but a small /tmp.
 */
export function bubblewrapArguments(options: BoxOptions, command: readonly string[]): string[] {
  const args = ['--unshare-all', '--unshare-user', '--disable-userns', '--die-with-parent']
  // No --new-session: the guest has a session without a terminal already, and must stay in the process group that is
  // killed. bubblewrap's inner process binds itself to its parent's life only late; killed earlier, it would survive.
  args.push('--cap-drop', 'ALL', '--uid', '65534', '--gid', '65534')
  args.push('--hostname', 'sandbox')
  for (const folder of SYSTEM) args.push('--ro-bind-try', folder, folder)
  for (const name of LINKS)
    if (existsSync(`/usr/${name}`)) args.push('--symlink', `usr/${name}`, `/${name}`)
  for (const folder of HIDDEN)
    if (existsSync(folder)) args.push('--tmpfs', folder, '--remount-ro', folder)
  args.push('--proc', '/proc', '--dev', '/dev')
  args.push('--size', String(options.temporaryBytes), '--tmpfs', '/tmp')
  for (const { from, to } of options.mounts) args.push('--ro-bind', from, to)
  args.push('--remount-ro', '/dev', '--remount-ro', '/', '--chdir', '/tmp', '--clearenv')
  for (const [name, value] of Object.entries(options.env)) args.push('--setenv', name, value)
  args.push('--seccomp', SECCOMP_DESCRIPTOR, '--', ...command)
  return args
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
