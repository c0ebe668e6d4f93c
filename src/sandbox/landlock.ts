import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { HIDDEN, isExecutable } from './bubblewrap.ts'
import { type Architecture, seccompFilter } from './seccomp.ts'

/** What can ask the kernel for Landlock: a program that confines itself, and then becomes another. */
export interface Launcher {
  /** Path of Perl. */
  perl: string
  guestFolder: string
}

/** What of the machine a Landlock box leaves. */
export interface LandlockBox {
  /** What may be read, files and folders, beside the system's libraries. */
  readable: readonly string[]
  /** The one folder that may be written; null: none. */
  writable: string | null
  architecture: Architecture
  /** Resource limits in the kernel's units. */
  limits: Partial<Record<keyof typeof RESOURCES, number>>
}

/** Numbers of asm-generic/resource.h. */
const RESOURCES = { fileSize: 1, data: 2, core: 4, threads: 6, descriptors: 7 } as const
/** Numbers of `prctl`, `prlimit64` and `capset`; what is newer has the same number everywhere. */
const CALLS: Record<Architecture, readonly number[]> = {
  x64: [157, 302, 126],
  arm64: [167, 261, 91],
}
/** Libraries of the system. */
const LIBRARIES = ['/usr/lib', '/usr/lib64', '/lib', '/lib64']
/** What the kernel itself starts to load a program. */
const LOADERS = [
  '/lib64/ld-linux-x86-64.so.2',
  '/lib/ld-linux-aarch64.so.1',
  '/lib/ld-musl-x86_64.so.1',
  '/lib/ld-musl-aarch64.so.1',
]

/** Perl, which nearly every Linux has, Debian always; null when there is none. */
export function findPerl(path: string = process.env.PATH ?? ''): string | null {
  const candidates = ['/usr/bin/perl', ...path.split(delimiter).map((dir) => join(dir, 'perl'))]
  return candidates.find(isExecutable) ?? null
}

/** All that the system's folders of libraries hold but installed packages: what may be read can only be added up. */
function systemLibraries(): string[] {
  const folders = new Set(
    LIBRARIES.filter((path) => existsSync(path)).map((path) => realpathSync(path)),
  )
  return [...folders].flatMap((folder) =>
    readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((path) => !HIDDEN.includes(path)),
  )
}

/**
 * Arguments for Perl that confine it and make it another program.
 * @param command the program's absolute path and its arguments; only this program may be executed
 */
export function landlockArguments(
  launcher: Launcher,
  box: LandlockBox,
  command: readonly [string, ...string[]],
): string[] {
  const { architecture, limits, readable, writable } = box
  const filter = seccompFilter(architecture, { kernelTier: true })
  return [
    '-e',
    readFileSync(join(launcher.guestFolder, 'landlock.pl'), 'utf8'),
    ...CALLS[architecture].map(String),
    filter.toString('hex'),
    ...[...systemLibraries(), ...readable].flatMap((path) => ['read', path]),
    ...[command[0], ...LOADERS].flatMap((path) => ['execute', path]),
    ...(writable === null ? [] : ['write', writable]),
    ...Object.entries(limits).flatMap(([name, most]) => [
      'limit',
      String(RESOURCES[name as keyof typeof RESOURCES]),
      String(most),
    ]),
    '--',
    ...command,
  ]
}
