import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callCase, cases, causes, program, READY_MS, runnerOf } from '../helpers/sandbox.ts'

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
