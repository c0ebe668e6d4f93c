import { chmodSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRunner } from '../../src/sandbox/runner.ts'
import {
  CACHE_FILE,
  callCase,
  cases,
  causes,
  program,
  READY_MS,
  root,
  runnerOf,
} from '../helpers/sandbox.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

describe('Python in WebAssembly', { timeout: READY_MS }, () => {
  const runner = runnerOf('isolate', true)
  beforeAll(() => runner.tiers({ languages: ['python'] }), READY_MS)
  afterAll(() => runner.close())
  const inCases = async (text: string) => {
    const names = [...text.matchAll(/^def (\w+)\(\)/gm)].map((match) => match[1] ?? '')
    const list = names.map((name) => callCase(name))
    return cases(runner, 'python', text, list)
  }

  test(
    'there is no way to JavaScript, by import, by memory, or by a library of its own',
    async () => {
      const text = `
import sys
def tried(*names):
    reached = []
    for name in names:
        try:
            __import__(name)
            reached.append(name)
        except ImportError as error:
            pass
    return reached
def imported():
    return tried("js", "pyodide_js", "pyodide", "pyodide.code", "pyodide.ffi", "_pyodide", "_pyodide_core", "micropip")
def searched():
    import importlib
    importlib.invalidate_caches()
    return tried("pyodide", "pyodide.code", "pyodide.ffi", "pyodide_js")
def walked():
    import gc
    seen = [type(thing).__name__ for thing in gc.get_objects()]
    todo = [object]
    while todo:
        kind = todo.pop()
        todo += type.__subclasses__(kind)
        seen.append(kind.__name__)
    return [name for name in seen if name.startswith("Js") or "PyProxy" in name]
def unblocked():
    del sys.modules["_pyodide_core"]
    import _pyodide_core
    return "reached"
def created():
    import _imp
    class Spec:
        name = "_pyodide_core"
        origin = "built-in"
    return str(_imp.create_builtin(Spec))
def called():
    import ctypes
    ctypes.pythonapi.PyRun_SimpleString(b"1")
    return "reached"
def loaded():
    import ctypes
    open("evil.so", "wb").write(b"\\0asm\\1\\0\\0\\0")
    ctypes.CDLL("./evil.so")
    return "reached"
def shelled():
    import os
    return os.system("echo reached")
`
      const runs = await inCases(text)
      const seen = runs.map((run) => [run.id, causes(run)[0] ?? run.error?.type ?? run.value])
      expect(seen).toEqual([
        ['imported', []],
        ['searched', []],
        ['walked', []],
        ['unblocked', 'ImportError'],
        ['created', 'ImportError'],
        ['called', 'forbidden'],
        ['loaded', 'forbidden'],
        ['shelled', 'forbidden'],
      ])
      // They ended inside the isolate, not with the host.
      expect(runs.every(({ stdout }) => stdout === '')).toBe(true)
    },
    READY_MS,
  )

  test('files are in memory, only in one folder, and few', async () => {
    const text = `
import os
def outside():
    refused = []
    for path in ("/planted", "/dev/planted", "/dev/shm/planted", "/lib/planted", "/proc/planted"):
        try: open(path, "w")
        except OSError as error: refused.append(error.strerror)
    for change in (lambda: os.mkdir("/d"), lambda: os.rename("/lib", "/l"), lambda: os.chmod("/lib", 0),
                   lambda: os.unlink("/lib/python314.zip"), lambda: os.truncate("/lib/python314.zip", 0)):
        try: change()
        except OSError as error: refused.append(error.strerror)
    return refused
def large():
    with open("a", "wb") as file:
        try: file.truncate(10**9)
        except OSError as error: return error.strerror
def many():
    try:
        for n in range(5000): os.mkdir("d%d" % n)
    except OSError as error: return [error.strerror, n > 500]
def again():
    for n in range(40):
        open("b", "wb").write(bytes(10**6))
        os.unlink("b")
    os.symlink("/lib", "link")
    return sorted(os.listdir("."))
def host(): return sorted(os.listdir("/"))
`
    const runs = await inCases(text)
    const refused = 'Read-only file system'
    const full = 'No space left on device'
    expect(runs.map(({ value, error }) => value ?? error?.message)).toEqual([
      Array(10).fill(refused),
      full,
      [full, true],
      ['link', 'main.py'],
      ['dev', 'lib', 'proc', 'tmp'],
    ])
  })

  test('calls within calls end with an error that can be caught, never with the process', async () => {
    const text = `
import sys
class Endless:
    def __repr__(self): return repr(self)
    def __eq__(self, other): return self == other
    def __lt__(self, other): return sorted([Endless(), Endless()])
def ended(call):
    try: call()
    except RecursionError: return True
def plain(): return ended(lambda: repr(Endless()))
def lifted():
    sys.setrecursionlimit(10**8)
    return [ended(lambda: repr(Endless())), ended(lambda: Endless() == 1), ended(lambda: sorted([Endless()] * 2))]
def deep():
    nested = []
    for _ in range(200_000): nested = [nested]
    return repr(nested)
def after(): return sys.getrecursionlimit()
`
    const runs = await inCases(text)
    expect(runs.map(({ value, error }) => value ?? error?.type)).toEqual([
      true,
      [true, true, true],
      'RecursionError',
      1000,
    ])
  })

  test('threads cannot be started, and that is said', async () => {
    const run = await program(
      runner,
      'python',
      'import threading\nthreading.Thread(target=print).start()',
    )
    expect(run.error).toMatchObject({ type: 'RuntimeError', where: { line: 2 } })
    expect(run.error?.message).toContain('this sandbox has no threads')
  })
})

describe('its snapshot', () => {
  const run = async (cacheFile: string) => {
    const runner = createRunner({ root, cacheFile, tiers: ['isolate'] })
    const result = await program(runner, 'python', 'import json\nprint(json.dumps([1]))')
    await runner.close()
    return result.stdout
  }

  test(
    'one that is broken is made anew',
    async () => {
      await run(CACHE_FILE)
      const kept = CACHE_FILE.replace('.json', '-snapshots')
      const folder = temporaryFolder()
      const cacheFile = join(folder, 'sandbox.json')
      writeFileSync(cacheFile, readFileSync(CACHE_FILE))
      mkdirSync(join(folder, 'sandbox-snapshots'))
      // Another copy of mastery may have one there as well.
      const broken = globSync('python-*', { cwd: kept }).map((name) => {
        const bytes = readFileSync(join(kept, name))
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 255
        const file = join(folder, 'sandbox-snapshots', name)
        writeFileSync(file, bytes)
        return { file, bytes }
      })
      expect(await run(cacheFile)).toBe('[1]\n')
      const anew = broken.filter(({ file, bytes }) => !readFileSync(file).equals(bytes))
      expect(anew).toHaveLength(1)
      expect(globSync(`${folder}/sandbox-snapshots/*`)).toHaveLength(broken.length)
    },
    READY_MS,
  )

  test(
    'where it cannot be kept, Python runs without',
    async () => {
      const folder = temporaryFolder()
      const cacheFile = join(folder, 'sandbox.json')
      writeFileSync(cacheFile, readFileSync(CACHE_FILE))
      // A file where the folder would be: root is stopped by no permission.
      writeFileSync(join(folder, 'sandbox-snapshots'), '')
      chmodSync(folder, 0o500)
      expect(await run(cacheFile)).toBe('[1]\n')
      expect(existsSync(join(folder, 'sandbox-snapshots', 'x'))).toBe(false)
    },
    READY_MS,
  )
})

test(
  'without python3 it runs in whatever box there is',
  async () => {
    const cacheFile = CACHE_FILE
    const runner = createRunner({ root, cacheFile, python: null, tiers: ['namespaces', 'kernel'] })
    const reports = (await runner.tiers({ languages: ['python'] })).filter(
      ({ language }) => language === 'python',
    )
    expect(reports.map(({ tier, available, detail }) => [tier, available, detail])).toMatchObject([
      ['namespaces', true, expect.stringContaining('WebAssembly')],
      ['kernel', true, expect.stringContaining('WebAssembly')],
    ])
    expect(await program(runner, 'python', 'print(1)')).toMatchObject({
      tier: 'namespaces',
      stdout: '1\n',
    })
    await runner.close()
  },
  READY_MS,
)
