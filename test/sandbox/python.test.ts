import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Tier } from '../../src/core/grading/code-runner.ts'
import { FULL } from '../helpers/depth.ts'
import {
  callCase,
  cases,
  causes,
  MEGABYTE,
  program,
  READY_MS,
  runnerOf,
} from '../helpers/sandbox.ts'

// WebAssembly takes half a minute more.
const TIERS: readonly Tier[] = FULL ? ['namespaces', 'kernel', 'isolate'] : ['namespaces', 'kernel']

describe.each(TIERS)('Python in %s', (tier) => {
  const runner = runnerOf(tier, true)
  beforeAll(() => runner.tiers({ languages: ['python'] }), READY_MS)
  afterAll(() => runner.close())
  const python = (text: string, options: Parameters<typeof program>[3] = {}) =>
    program(runner, 'python', text, options)
  // WebAssembly is slower, the more so while something else is running.
  const wallMs = tier === 'isolate' ? 2_500 : 700
  const short = { limits: { wallMs } }

  test('the tier holds here: the probe attacks it', async () => {
    const reports = await runner.tiers({ languages: ['python'] })
    const found = reports.find(({ language }) => language === 'python')
    expect(found).toMatchObject({ tier, available: true })
  })

  test('a program reads, prints and ends', async () => {
    const run = await python(
      'import sys\nname = input("Name? ")\nprint(f"Hello, {name}!")\nprint("e", file=sys.stderr)\nsys.exit(3)',
      { stdin: 'Ada\n' },
    )
    expect(run).toMatchObject({
      tier,
      stdout: 'Name? Hello, Ada!\n',
      stderr: 'e\n',
      error: null,
      exitCode: 3,
    })
    expect(causes(run)).toEqual([])
    expect(run.peakMemoryBytes).toBeGreaterThan(MEGABYTE)
    const large = await python('x = bytearray(20_000_000)')
    expect(large.peakMemoryBytes).toBeGreaterThan(20_000_000)
  })

  test("an exception is told with the line of the learner's own file and no frame of ours", async () => {
    const run = await python(
      'import json\n\ndef load(text):\n    return json.loads(text)\n\nload("{")',
    )
    expect(run.error).toMatchObject({
      type: 'JSONDecodeError',
      classes: expect.arrayContaining(['ValueError']),
      where: { file: 'main.py', line: 4, text: '    return json.loads(text)' },
    })
    expect(run.error?.frames.map(({ line, name }) => [line, name])).toEqual([
      [6, '<module>'],
      [4, 'load'],
    ])
    expect(JSON.stringify(run.error)).not.toContain('mastery')
  })

  test('a file that does not parse is told with line and column', async () => {
    const run = await python('x = 1\nif x = 2:\n    pass\n')
    expect(run.error).toMatchObject({
      type: 'SyntaxError',
      where: { line: 2, column: 4, text: 'if x = 2:' },
    })
    expect((await python('def f():\nreturn 1')).error).toMatchObject({
      type: 'IndentationError',
      where: { line: 2 },
    })
    expect((await python('x = "\0"')).error?.type).toBe('SyntaxError')
  })

  // A run in WebAssembly takes a second of the processor: there the corpus of attacks has the rest.
  const endless = [
    ['an endless loop', 'print("before")\nwhile True: pass', 'timedOut'],
    ['sleep', 'import time\ntime.sleep(60)', 'timedOut'],
    ['a huge power', 'x = 10**10**8', 'timedOut'],
    [
      'an alarm of its own',
      'import signal\nif hasattr(signal, "alarm"):\n    signal.signal(signal.SIGALRM, lambda *a: None)\n    signal.alarm(1)\nwhile True: pass',
      'timedOut',
    ],
    [
      'catching everything',
      'while True:\n    try:\n        while True: pass\n    except BaseException: pass',
      'timedOut',
    ],
  ] as const
  test.each(endless.slice(0, tier === 'isolate' ? 2 : undefined))(
    'time: %s',
    async (_, text, cause) => {
      const run = await python(text, short)
      expect(causes(run)).toEqual([cause])
      // It counts the start of the guest, too.
      expect(run.durationMs).toBeLessThan(wallMs + (tier === 'isolate' ? 6_000 : 1_800))
      if (text.startsWith('print')) expect(run.stdout).toBe('before\n')
    },
  )

  test.each([
    // A Python of 32 bits says of 10**10 that it is no length at all.
    ['one block', 'x = bytearray(10**9)'],
    ['a list', 'a = []\nwhile True: a.append("x" * 10**6)'],
    ['a growing list', 'a = [0]\nwhile True: a = a + a'],
    ['a dict of small things', 'd = {}\ni = 0\nwhile True:\n    d[i] = str(i)\n    i += 1'],
    [
      'recursion without a limit',
      'import sys\nsys.setrecursionlimit(10**9)\ndef f(n): return f(n + 1)\nf(0)',
    ],
  ])('memory: %s', async (_, text) => {
    const run = await python(text)
    // In WebAssembly the stack may be full before the memory is.
    if (tier === 'isolate' && run.error?.type === 'RecursionError') return
    expect(causes(run)).toEqual(['outOfMemory'])
    expect(run.peakMemoryBytes ?? 0).toBeLessThanOrEqual(50 * MEGABYTE)
  })

  test('output is cut while it comes, and the program stopped', async () => {
    const run = await python('while True: print("spam" * 20)')
    expect(causes(run)).toEqual(['outputLimit'])
    expect(Buffer.byteLength(run.stdout)).toBe(64 * 1024)
    expect((await python('print("x" * 10**7)')).outputLimit).toBe(true)
  })

  test('asyncio works, though there are no sockets', async () => {
    const text =
      'import asyncio\nasync def f(n):\n    await asyncio.sleep(0.01)\n    return n\nasync def main():\n    print(await asyncio.gather(f(1), f(2)))\nasyncio.run(main())'
    const run = await python(text)
    expect(run).toMatchObject({ stdout: '[1, 2]\n', error: null, forbidden: false })
  })

  test('what is forbidden is refused, and said to be so', async () => {
    const text = `
def tcp():
    import socket
    socket.create_connection(("127.0.0.1", 22), 1)
def udp():
    import socket
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 53))
def dns():
    import socket
    socket.getaddrinfo("example.com", 80)
def abstract():
    import socket
    socket.socket(socket.AF_UNIX).connect("\\0dbus")
def fork():
    import os
    if os.fork() == 0: os._exit(0)
def start():
    import subprocess
    subprocess.run(["/bin/true"])
def spawn():
    import os
    os.posix_spawn("/bin/true", ["true"], {})
def system(): open("/usr/lib/planted", "w")
def shared(): open("/dev/shm/planted", "w")
def back():
    import os
    open("../../planted", "w")
`
    const names = [...text.matchAll(/^def (\w+)/gm)].map((match) => match[1] ?? '')
    const list = names.map((name) => callCase(name))
    const runs = await cases(runner, 'python', text, list)
    // Python in WebAssembly has neither these functions nor these folders.
    const absent = tier === 'isolate' ? ['abstract', 'spawn', 'system'] : []
    expect(runs.map((run) => [run.id, causes(run), run.error === null])).toEqual(
      names.map((name) => [name, absent.includes(name) ? [] : ['forbidden'], false]),
    )
  })

  test('nothing of the host can be read, not by ctypes either', async () => {
    const run = await python(`
import ctypes, os
seen = []
for path in ["/etc/passwd", "/etc/hostname", "/root", "/home", "/var", "/proc/1/environ", "/proc/self/environ"]:
    try:
        data = os.listdir(path) if not path.startswith("/proc") and os.path.isdir(path) else open(path).read()
        if data: seen.append((path, len(data)))
    except OSError: pass
print(sorted(os.environ))
libc = ctypes.CDLL(None, use_errno=True)
print(seen, libc.open(b"/etc/passwd", 0), libc.socket(2, 1, 0), libc.fork())
`)
    const [names, line] = run.stdout.split('\n')
    expect(names).not.toContain('PATH')
    expect(names).not.toContain('HOME')
    if (tier === 'isolate') return expect(causes(run)).toEqual(['forbidden'])
    // Its own environment holds only what was set for it.
    expect(line).toMatch(/^\[(\('\/proc\/(1|self)\/environ', \d+\)(, )?)*\] -1 -1 -1$/)
  })

  test('the temporary folder is there, small, and gone afterwards', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('mastery-run-'))
    const run = await python('open("a.txt", "w").write("hi")\nprint(open("a.txt").read())')
    expect(run.stdout).toBe('hi\n')
    const full = await python(
      'i = 0\nwhile True:\n    open(f"f{i}", "w").write("x" * 10**6)\n    i += 1',
    )
    expect(full.error?.message.includes('No space') || full.forbidden).toBe(true)
    expect((await python('import os\nprint(os.listdir("."))')).stdout).toBe("['main.py']\n")
    await runner.close()
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith('mastery-run-'))
    expect(after.filter((name) => !before.includes(name))).toEqual([])
  })

  test('a batch goes on after a case that kills its process, and each case starts clean', async () => {
    const text = `
import builtins, os, sys
seen = []
def count(x):
    seen.append(x)
    return len(seen)
def die(): os._exit(0)
def crash():
    import ctypes
    ctypes.string_at(0)
def loop():
    while True: pass
def grow(): return [0] * 10**9
def patch():
    builtins.len = lambda x: 42
    sys.modules["main"] = None
    open("left.txt", "w").write("x")
    sys.stdout = None
    sys.path.clear()
    os.chdir("/")
def look(): return [len([1]), os.listdir("."), os.getcwd()[-5:]]
`
    const names = [
      'count',
      'count',
      'die',
      'count',
      'crash',
      'loop',
      'grow',
      'patch',
      'look',
      'count',
    ]
    const list = names.map((name, at) => callCase(name, name === 'count' ? [at] : [], `${at}`))
    const runs = await cases(runner, 'python', text, list, { wallMs })
    expect(runs.map((run) => causes(run)[0] ?? run.value)).toEqual([
      1,
      1,
      'crashed',
      1,
      // Nothing at address 0 of WebAssembly: but ctypes is refused to call anything.
      tier === 'isolate' ? 'forbidden' : 'crashed',
      'timedOut',
      'outOfMemory',
      null,
      [1, ['main.py'], '/work'],
      1,
    ])
    expect(runs.map(({ id }) => id)).toEqual(list.map(({ id }) => id))
  })

  test('it can be stopped', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 100)
    const run = await python('while True: pass', { signal: stop.signal })
    expect(causes(run)).toEqual(['cancelled'])
    expect(run.durationMs).toBeLessThan(tier === 'isolate' ? 6_000 : 2_000)
  })
})

describe('cases', () => {
  const runner = runnerOf('namespaces', true)
  afterAll(() => runner.close())

  test('a missing name comes with what is there; loading is told apart from the call', async () => {
    const [missing] = await cases(runner, 'python', 'def great(): pass\nlimit = 3', [
      callCase('greet'),
    ])
    expect(missing?.missing).toEqual({ name: 'greet', owner: null, defined: ['great'] })
    const [loading] = await cases(runner, 'python', 'print("hi")\nx = [][0]\ndef f(): pass', [
      callCase('f'),
    ])
    expect(loading).toMatchObject({
      whileLoading: true,
      stdout: 'hi\n',
      error: { type: 'IndexError', where: { line: 2 } },
    })
    const [calling] = await cases(runner, 'python', 'def f(): [][0]', [callCase('f')])
    expect(calling?.whileLoading).toBe(false)
  })

  test('values that cannot be given back are refused, each with its reason', async () => {
    const text = `
def cycle():
    a = []
    a.append(a)
    return a
def deep():
    a = []
    for _ in range(200): a = [a]
    return a
def large(): return "x" * 10**6
def number(): return 2 ** (10**7)
def gen(): return (x for x in [1])
def func(): return gen
def liar():
    class Liar:
        def __eq__(self, other): return True
        __class__ = int
        def __getattribute__(self, name): raise SystemExit
    return Liar()
`
    const names = ['cycle', 'deep', 'large', 'number', 'gen', 'func', 'liar']
    const runs = await cases(
      runner,
      'python',
      text,
      names.map((name) => callCase(name)),
    )
    expect(runs.map(({ value, error }) => value ?? error?.type)).toMatchObject([
      { $refused: { why: 'cycle' } },
      { $refused: { why: 'deep' } },
      { $refused: { why: 'large' } },
      { $refused: { why: 'large' } },
      { $opaque: { type: 'generator' } },
      { $opaque: { type: 'function' } },
      { $object: { type: 'Liar', fields: {} } },
    ])
  })

  test('files go in and come back, but only ordinary ones', async () => {
    const text = `
import os
def copy():
    open("out.txt", "w").write(open("in/a.txt").read().upper())
    os.symlink("/etc/passwd", "link.txt")
    os.mkfifo("pipe.txt")
`
    const [run] = await cases(runner, 'python', text, [
      {
        ...callCase('copy'),
        files: { 'in/a.txt': 'hi' },
        readBack: ['out.txt', 'link.txt', 'pipe.txt', 'none.txt'],
      },
    ])
    expect({ ...run?.files }).toEqual({
      'out.txt': 'HI',
      'link.txt': null,
      'pipe.txt': null,
      'none.txt': null,
    })
  })

  test('steps share objects, and go on after an exception', async () => {
    const text = `
class Account:
    def __init__(self, balance): self.balance = balance
    def take(self, n):
        if n > self.balance: raise ValueError("too much")
        self.balance -= n
        return self.balance
def merge(a, b): return Account(a.balance + b.balance)
`
    const step = { args: [], kwargs: {}, as: null }
    const [run] = await cases(runner, 'python', text, [
      {
        id: 's',
        files: {},
        readBack: [],
        action: {
          type: 'steps',
          steps: [
            { ...step, do: 'new', name: 'Account', args: [10], as: 'a' },
            { ...step, do: 'call', name: 'a.take', args: [50] },
            { ...step, do: 'set', name: 'a.balance', to: 20 },
            { ...step, do: 'call', name: 'merge', args: [{ $ref: 'a' }, { $ref: 'a' }], as: 'b' },
            { ...step, do: 'get', name: 'b.balance' },
            { ...step, do: 'call', name: 'b.nope' },
          ],
        },
      },
    ])
    expect(run?.steps.map(({ value, error }) => error?.type ?? value)).toEqual([
      { $object: { type: 'Account', fields: { balance: 10 } } },
      'ValueError',
      null,
      { $object: { type: 'Account', fields: { balance: 40 } } },
      40,
    ])
    expect(run?.missing).toMatchObject({
      name: 'nope',
      owner: 'Account',
      defined: expect.arrayContaining(['take']),
    })
  })
})
