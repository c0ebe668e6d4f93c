import { execFileSync } from 'node:child_process'
import {
  chownSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { guestAccount } from './account.ts'
import { bubblewrapArguments, isExecutable, type Mount } from './bubblewrap.ts'
import type { GuestCommand } from './guest-process.ts'
import { type Architecture, seccompFilter } from './seccomp.ts'

/** A real CPython: no shim of a version manager. */
export interface Interpreter {
  /** Path of the program. */
  file: string
  /** Folder of its standard library's installation, when that is outside the system's own folders. */
  prefix: string | null
}

/** The system's Python, else the one that `python3` on the path stands for; null when there is none. */
export function findPython(): Interpreter | null {
  if (isExecutable('/usr/bin/python3')) return { file: '/usr/bin/python3', prefix: null }
  try {
    const script =
      'import sys; print(sys.executable); print(sys.base_prefix); print(sys.version_info >= (3, 9))'
    const out = execFileSync('python3', ['-I', '-S', '-c', script], {
      encoding: 'utf8',
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [file, prefix, recent] = out.trim().split('\n')
    if (!file || !prefix || recent !== 'True') return null
    return { file: realpathSync(file), prefix: realpathSync(prefix) }
  } catch {
    return null
  }
}

/**
 * Reads the program from the channel and runs it: the harness, compiled when that was done for this Python, with
 * built-ins of its own, so that a learner who patches theirs does not patch ours.
 */
const LOADER = `
import posix, marshal
def take(n):
    b = b''
    while n:
        p = posix.read(3, n)
        if not p: posix._exit(0)
        b += p; n -= len(p)
    return b
c = take(int.from_bytes(take(4), 'big'))
n = int.from_bytes(c[4:8], 'big')
import _frozen_importlib_external as f
exec(marshal.loads(c[8:8 + n]) if c[:4] == f.MAGIC_NUMBER else compile(c[8 + n:], '<mastery>', 'exec'),
    {'__name__': 'mastery', '__builtins__': dict(vars(__builtins__))})
`

const ENVIRONMENT = {
  // Always the same, so that sets print in the same order and a verdict can be reproduced.
  PYTHONHASHSEED: '0',
  // Large blocks go back to the system at once. Kept in the heap they would be handed out in crumbs, each after
  // failed system calls: a program out of memory would crawl instead of ending.
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_ARENA_MAX: '1',
}
const FLAGS = ['-s', '-S', '-B', '-X', 'utf8', '-c', LOADER]
const TEMPORARY_BYTES = 8 * 1024 * 1024

/** Code of the harness for one exact Python, made once and kept with the probe. */
export interface CompiledHarness {
  /** Magic number of the interpreter's byte code, base64. */
  magic: string
  code: string
}

/** The bytes that `LOADER` takes: magic number, length and byte code, then the source. */
export function loadable(source: string, compiled: CompiledHarness | null): Buffer {
  const code = Buffer.from(compiled?.code ?? '', 'base64')
  const head = Buffer.alloc(8)
  if (compiled !== null) Buffer.from(compiled.magic, 'base64').copy(head, 0, 0, 4)
  head.writeUInt32BE(code.length, 4)
  return Buffer.concat([head, code, Buffer.from(source)])
}

export function harnessSource(guestFolder: string): string {
  return readFileSync(join(guestFolder, 'harness.py'), 'utf8')
}

/** Compiles the harness with the interpreter itself; null when that fails, which costs only time. */
export function compileHarness(python: Interpreter, source: string): CompiledHarness | null {
  const script =
    'import sys, marshal, base64, importlib.util as u; e = lambda b: base64.b64encode(b).decode();' +
    'print(e(u.MAGIC_NUMBER)); print(e(marshal.dumps(compile(sys.stdin.read(), "<mastery>", "exec"))))'
  try {
    const out = execFileSync(python.file, ['-I', '-S', '-B', '-X', 'utf8', '-c', script], {
      input: source,
      encoding: 'utf8',
      timeout: 10_000,
    })
    const [magic, code] = out.trim().split('\n')
    return magic && code ? { magic, code } : null
  } catch {
    return null
  }
}

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

const PREFIX = 'mastery-run-'
const STALE_MS = 60 * 60 * 1000

/** Folders whose mastery was killed before it could remove them. */
function removeStale(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue
    const folder = join(tmpdir(), name)
    try {
      if (Date.now() - statSync(folder).mtimeMs > STALE_MS) rmSync(folder, { recursive: true })
    } catch {
      // Somebody else's, or gone meanwhile.
    }
  }
}

/**
 * How to start Python in a Landlock box: it confines itself before it reads any of the learner's code. Its
 * temporary folder is made here and removed when it is gone.
 */
export function landlockedPython(
  python: Interpreter,
  architecture: Architecture,
  sources: { landlock: string; harness: string },
): GuestCommand {
  const user = guestAccount([python.file])
  removeStale()
  const folder = mkdtempSync(join(tmpdir(), PREFIX))
  if (user !== null) chownSync(folder, user.uid, user.gid)
  const readable = [
    '/usr/lib',
    '/usr/lib64',
    '/lib',
    '/lib64',
    ...(python.prefix === null ? [] : [python.prefix]),
  ]
  const filter = seccompFilter(architecture, true).toString('hex')
  const head = `FILTER = bytes.fromhex("${filter}")\nREADABLE = ${JSON.stringify(readable)}\n`
  return {
    file: python.file,
    args: FLAGS,
    env: ENVIRONMENT,
    cwd: folder,
    user,
    seccomp: null,
    program: loadable(`${head}${sources.landlock}\n${sources.harness}`, null),
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
  const box = { mounts, temporaryBytes: TEMPORARY_BYTES, env: ENVIRONMENT }
  return {
    file: bubblewrap,
    args: bubblewrapArguments(box, [python.file, ...FLAGS]),
    env: {},
    cwd: '/',
    user: guestAccount([bubblewrap, python.file]),
    seccomp: seccompFilter(architecture),
    program,
  }
}
