import { execFileSync } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { isExecutable } from './bubblewrap.ts'

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

export const PYTHON_ENVIRONMENT = {
  // Always the same, so that sets print in the same order and a verdict can be reproduced.
  PYTHONHASHSEED: '0',
  // Large blocks go back to the system at once. Kept in the heap they would be handed out in crumbs, each after
  // failed system calls: a program out of memory would crawl instead of ending.
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_ARENA_MAX: '1',
}
export const PYTHON_FLAGS = ['-s', '-S', '-B', '-X', 'utf8', '-c', LOADER]

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

/** Files of the harness for CPython, in the order in which they make one program. */
export const HARNESS_FILES = ['harness.py', 'cpython.py']

export function harnessSource(guestFolder: string): string {
  return joined(guestFolder, HARNESS_FILES)
}

/** What the harness runs on top of itself when a program is traced. */
export function tracerSource(guestFolder: string): string {
  return joined(guestFolder, ['tracer/values.py', 'tracer/heap.py', 'tracer/steps.py'])
}

function joined(folder: string, names: readonly string[]): string {
  return names.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n\n')
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
