import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import type { Language } from '../../src/core/course/model.ts'
import { findBubblewrap } from '../../src/sandbox/bubblewrap.ts'
import { GuestProcess } from '../../src/sandbox/guest-process.ts'
import { harnessSource, loadable } from '../../src/sandbox/interpreter.ts'
import { boxedPython } from '../../src/sandbox/python.ts'
import { createRunner } from '../../src/sandbox/runner.ts'
import { filterArchitecture } from '../../src/sandbox/seccomp.ts'
import { FULL } from '../helpers/depth.ts'
import {
  CACHE_FILE,
  callCase,
  cases,
  program,
  READY_MS,
  root,
  runnerOf,
} from '../helpers/sandbox.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

/** Processes below `pid`, itself left out. */
function descendants(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (state !== 'Z') parents.set(Number(name), Number(parent))
    } catch {
      // Gone meanwhile.
    }
  }
  const isBelow = (one: number): boolean => {
    const parent = parents.get(one)
    return parent !== undefined && (parent === pid || isBelow(parent))
  }
  return [...parents.keys()].filter(isBelow)
}

const alive = (pids: number[]) =>
  pids.filter((pid) => {
    try {
      return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
    } catch {
      return false
    }
  })

async function soonNone(pids: number[]): Promise<number[]> {
  for (let tries = 0; tries < 200 && alive(pids).length > 0; tries++) await sleep(50)
  return alive(pids)
}

test.each([
  ['namespaces', 'python', 'while True: pass'],
  ['kernel', 'python', 'while True: pass'],
  ['namespaces', 'javascript', 'for (;;);'],
  ['isolate', 'javascript', 'for (;;);'],
  ...(FULL ? ([['isolate', 'python', 'while True: pass']] as const) : []),
] as const)(
  'no process is left of a run that was killed (%s, %s)',
  async (tier, language, text) => {
    const runner = runnerOf(tier)
    await program(runner, language, language === 'python' ? 'pass' : '1')
    const before = descendants(process.pid)
    const running = program(runner, language, text, { limits: { wallMs: 500 } })
    await sleep(250)
    const during = descendants(process.pid).filter((pid) => !before.includes(pid))
    expect(during.length).toBeGreaterThan(0)
    await running
    expect(await soonNone(during)).toEqual([])
    await runner.close()
  },
)

test.each([
  ['namespaces', 'python'],
  ['kernel', 'python'],
  ['namespaces', 'javascript'],
  ['isolate', 'javascript'],
  ...(FULL ? ([['isolate', 'python']] as const) : []),
] as const)('no orphan is left when mastery itself is killed (%s, %s)', async (tier, language) => {
  const folder = temporaryFolder()
  const loop = language === 'python' ? 'while True: pass' : 'for (;;);'
  const script = join(folder, 'parent.ts')
  writeFileSync(
    script,
    `import { createRunner } from ${JSON.stringify(join(root, 'src/sandbox/runner.ts'))}
const runner = createRunner({ root: ${JSON.stringify(root)}, cacheFile: ${JSON.stringify(CACHE_FILE)}, warm: true, tiers: ['${tier}'] })
const run = (text: string) => runner.runProgram({ language: '${language}', files: [{ path: 'main', text }], entry: 'main', limits: { wallMs: 60000, memoryBytes: 5e7, outputBytes: 999 }, atLeast: 'isolate', stdin: '' })
await run('')
console.log('ready')
await run(${JSON.stringify(loop)})
`,
  )
  // What a killed parent cannot tidy up stays in a folder of the test's own.
  chmodSync(folder, 0o755)
  const parent = spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  })
  await new Promise((resolve) => parent.stdout.once('data', resolve))
  await sleep(400)
  const children = descendants(parent.pid as number)
  expect(children.length).toBeGreaterThan(0)
  parent.kill('SIGKILL')
  expect(await soonNone(children)).toEqual([])
})

test('a guest killed at any moment of its start is gone at once', async () => {
  const bubblewrap = findBubblewrap() ?? ''
  const python = { file: '/usr/bin/python3', prefix: null }
  const architecture = filterArchitecture() ?? 'x64'
  const harness = loadable(harnessSource(join(root, 'src/sandbox/guest')), null)
  const command = boxedPython(bubblewrap, python, architecture, harness)
  for (let count = 0; count < 120; count++) {
    const guest = new GuestProcess(command)
    await sleep((count * 15) / 120)
    const below = descendants(process.pid)
    guest.kill()
    const late = sleep(1_500).then(() => 'late')
    expect(await Promise.race([guest.gone, late])).not.toBe('late')
    expect(await soonNone(below)).toEqual([])
  }
})

test('without bubblewrap nothing weaker is taken in silence', async () => {
  const runner = createRunner({
    root,
    cacheFile: CACHE_FILE,
    bubblewrap: null,
    tiers: ['namespaces', 'isolate'],
  })
  const run = (language: Language, atLeast: 'kernel' | 'isolate') =>
    runner.runProgram({
      language,
      files: [{ path: 'main', text: '1' }],
      entry: 'main',
      limits: { wallMs: 5_000, memoryBytes: 5e7, outputBytes: 999 },
      atLeast,
      stdin: '',
    })
  const refused = { kind: 'no-sandbox', next: 'sudo apt install bubblewrap' }
  await expect(run('python', 'kernel')).rejects.toMatchObject(refused)
  await expect(run('python', 'isolate')).resolves.toMatchObject({ tier: 'isolate' })
  await expect(run('javascript', 'kernel')).rejects.toMatchObject(refused)
  await expect(run('javascript', 'isolate')).resolves.toMatchObject({ tier: 'isolate' })
  await runner.close()
})

// The box is real in both tests below: only what it shows, or where the harness is started, is wrong.
test('a tier that does not hold is not used: the probe sees what is left open', async () => {
  const leaky = join(temporaryFolder(), 'bwrap')
  writeFileSync(leaky, '#!/bin/sh\nexec /usr/bin/bwrap --ro-bind /etc /etc "$@"\n')
  chmodSync(leaky, 0o755)
  const runner = createRunner({ root, cacheFile: null, bubblewrap: leaky, tiers: ['namespaces'] })
  await expect(cases(runner, 'python', 'def f(): pass', [callCase('f')])).rejects.toMatchObject({
    kind: 'no-sandbox',
    message: expect.stringContaining('read: "read /etc/passwd"'),
  })
  await runner.close()
})

test('in a Landlock box Python becomes nothing but another Python in the same box', async () => {
  const runner = runnerOf('kernel')
  const text = `import os, sys
own = os.open("mine", os.O_WRONLY | os.O_CREAT, 0o700)
os.write(own, b"#!" + sys.executable.encode() + b"\\nprint('mine')")
os.close(own)
for path in ("/bin/true", "/usr/bin/perl", os.path.realpath("mine")):
    try:
        os.execv(path, [path])
    except OSError as error:
        print(type(error).__name__)
again = "import os\\nfor path in ('/etc/passwd', '/proc/self/environ'):\\n  try: open(path); print('read')\\n  except OSError: print('refused')\\ntry: os.fork(); print('forked')\\nexcept OSError: print('alone')"
os.execv(sys.executable, [sys.executable, "-S", "-c", again])
`
  const { stdout } = await program(runner, 'python', text)
  expect(stdout).toBe(
    'PermissionError\nPermissionError\nPermissionError\nrefused\nrefused\nalone\n',
  )
  await runner.close()
})

test('the harness empties no folder that is not its own', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'canary'), 'still here')
  const harness = join(folder, 'harness.py')
  writeFileSync(harness, harnessSource(join(root, 'src/sandbox/guest')))
  const program = `exec(compile(open(${JSON.stringify(harness)}).read(), 'h', 'exec'), {'__name__': 'h'})`
  for (const name of ['', 'empty']) {
    mkdirSync(join(folder, name), { recursive: true })
    const result = spawnSync('/usr/bin/python3', ['-S', '-c', program], {
      cwd: join(folder, name),
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    })
    expect(result.status).toBe(9)
    expect(result.stderr).toContain('no folder of its own')
  }
  expect(readFileSync(join(folder, 'canary'), 'utf8')).toBe('still here')
})

test('a hundred runs leave no descriptor and little memory behind', async () => {
  const runner = runnerOf('namespaces', true)
  const run = () => program(runner, 'python', 'print(1)')
  for (let count = 0; count < 10; count++) await run()
  const descriptors = readdirSync('/proc/self/fd').length
  const memory = process.memoryUsage().rss
  for (let count = 0; count < 90; count++) await run()
  // The last of them may still be being cleared away.
  const left = () => readdirSync('/proc/self/fd').length - descriptors
  await vi.waitUntil(() => left() <= 4, { timeout: 10_000 })
  expect(process.memoryUsage().rss - memory).toBeLessThan(40 * 1024 * 1024)
  await runner.close()
})

// As root the guests run as nobody; here mastery itself does, from a copy it may read.
test.runIf(process.getuid?.() === 0)(
  'an ordinary user has the same tiers, and so has root where nobody may read',
  async () => {
    const script = (home: string) => `
import { createRunner } from ${JSON.stringify(join(root, 'src/sandbox/runner.ts'))}
const runner = createRunner({ root: ${JSON.stringify(home)}, cacheFile: null })
const text = { python: 'print(__import__("os").getuid())', javascript: 'console.log("js")' }
for (const language of ['python', 'javascript'] as const) {
  const { tier, stdout } = await runner.runProgram({ language, files: [{ path: 'main', text: text[language] }], entry: 'main', limits: { wallMs: 9000, memoryBytes: 5e7, outputBytes: 999 }, atLeast: 'kernel', stdin: '' })
  console.log(tier, stdout.trim())
}
await runner.close()
`
    const open = temporaryFolder()
    chmodSync(open, 0o755)
    const file = join(open, 'user.ts')
    writeFileSync(file, script(root))
    chmodSync(file, 0o644)
    const asNobody = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, file]
    const options = { encoding: 'utf8', env: { PATH: '/usr/bin', HOME: open } } as const
    const out = execFileSync('setpriv', asNobody, options)
    expect(out).toBe('namespaces 65534\nnamespaces js\n')

    // A copy that only root may read: then the guest keeps its account and is held by the namespaces alone.
    const closed = join(open, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    cpSync(join(root, 'src'), join(closed, 'src'), { recursive: true })
    cpSync(join(root, 'package.json'), join(closed, 'package.json'))
    for (const name of ['isolated-vm', 'node-gyp-build', 'node-inspect-extracted'])
      cpSync(join(root, 'node_modules', name), join(closed, 'node_modules', name), {
        recursive: true,
      })
    const own = join(closed, 'root.ts')
    writeFileSync(own, script(closed))
    expect(execFileSync(process.execPath, [own], options)).toBe('namespaces 65534\nnamespaces js\n')
  },
)

test(
  'a first run says that it waits, and one that was prepared says nothing',
  async () => {
    const cacheFile = join(temporaryFolder(), 'sandbox.json')
    const told: boolean[] = []
    const once = async () => {
      const onFirstRun = (waits: boolean) => told.push(waits)
      const runner = createRunner({ root, cacheFile, tiers: ['kernel'], onFirstRun })
      expect((await program(runner, 'python', 'print(1)')).stdout).toBe('1\n')
      await runner.close()
    }
    await once()
    expect(told).toEqual([true, false])
    await once()
    expect(told).toEqual([true, false])
  },
  READY_MS,
)

test('a program that ended in time is not called late when mastery itself stood still', async () => {
  const runner = runnerOf('kernel')
  await program(runner, 'python', 'print(1)')
  const text = 'import time\ntime.sleep(1)\nprint(2)'
  const running = program(runner, 'python', text, { limits: { wallMs: 2_500 } })
  // It runs now, and has answered long before this thread looks again.
  await sleep(700)
  const until = performance.now() + 3_000
  while (performance.now() < until);
  expect(await running).toMatchObject({ timedOut: false, stdout: '2\n' })
  await runner.close()
})
