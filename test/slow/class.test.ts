import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Cli, learner } from '../helpers/cli.ts'

const root = join(import.meta.dirname, '../..')
const TOTAL = Number(process.env.MASTERY_TEST_CLASS ?? 500)
const MEGABYTE = 1024 * 1024
const MOST_MEMORY = 250 * MEGABYTE

/** Ten cases: five to be seen, five hidden. */
const TESTS = (values: readonly number[]): string =>
  values
    .map((n) => {
      const list = Array.from({ length: n }, (_, index) => index * n - 4)
      const sum = list.filter((one) => one % 2 === 0).reduce((total, one) => total + one, 0)
      return `  - id: of-${n}\n    title: ${n} numbers\n    call: even_sum\n    args: [[${list.join(', ')}]]\n    returns: ${sum}`
    })
    .join('\n')

type Expected = 'passed' | 'failed' | 'error' | 'flaky'

const RIGHT = [
  'def even_sum(numbers):\n    return sum(n for n in numbers if n % 2 == 0)\n',
  'def even_sum(numbers):\n    total = 0\n    for n in numbers:\n        if n % 2 == 0:\n            total += n\n    return total\n',
  'def even_sum(numbers):\n    if not numbers:\n        return 0\n    first, *rest = numbers\n    return (first if first % 2 == 0 else 0) + even_sum(rest)\n',
  'print("starting")\nclass Adder:\n    def __eq__(self, other):\n        return False\n    def add(self, ns):\n        yield from (n for n in ns if not n % 2)\ndef even_sum(numbers):\n    return sum(Adder().add(numbers))\n',
]

const WRONG = [
  'def even_sum(numbers):\n    return sum(numbers)\n',
  'def even_sum(numbers):\n    return sum(n for n in numbers if n % 2 == 1)\n',
  'def even_sum(numbers):\n    return sum(n for n in numbers[1:] if n % 2 == 0)\n',
  'def even_sum(numbers):\n    print(sum(n for n in numbers if n % 2 == 0))\n',
  'def evensum(numbers):\n    return 0\n',
  'def even_sum(numbers):\n    raise ValueError("not done")\n',
]

const BROKEN = ['def even_sum(numbers:\n    return 0\n', 'import nothing_like_this\n']
const SLOW = [
  // On one line: where a loop was stopped is a matter of chance.
  'def even_sum(numbers):\n    while True: pass\n',
  'import time\ndef even_sum(numbers):\n    time.sleep(60)\n',
]

/** Each tries to pass without being right; bounded by the sandbox. */
const HOSTILE = [
  'print("ok 1..10\\nPASSED 10/10\\nOK")\ndef even_sum(numbers):\n    print("<testsuites failures=\\"0\\"/>")\n',
  'import os\nos._exit(0)\n',
  'import atexit, os\natexit.register(lambda: os._exit(0))\ndef even_sum(numbers):\n    return 1\n',
  'import sys\nsys.exit(0)\n',
  'class Always:\n    def __eq__(self, other):\n        return True\n    def __hash__(self):\n        return 0\n    def __int__(self):\n        return 0\ndef even_sum(numbers):\n    return Always()\n',
  'class Always(int):\n    def __eq__(self, other):\n        return True\n    def __repr__(self):\n        return "0"\ndef even_sum(numbers):\n    return Always(999)\n',
  'import json\njson.dumps = lambda *a, **k: "null"\njson.loads = lambda *a, **k: {}\ndef even_sum(numbers):\n    return None\n',
  'import builtins\nbuiltins.isinstance = lambda *a: True\nbuiltins.type = lambda *a: int\ndef even_sum(numbers):\n    return "0"\n',
  'import gc\ndef even_sum(numbers):\n    for one in gc.get_objects():\n        if isinstance(one, dict) and "returns" in one:\n            return one["returns"]\n    return -1\n',
  'import sys\ndef even_sum(numbers):\n    frame = sys._getframe()\n    while frame:\n        for name, value in list(frame.f_locals.items()):\n            if "expect" in name:\n                return value\n        frame = frame.f_back\n    return -1\n',
  'import os\nfor number in range(3, 64):\n    try:\n        os.write(number, b"passed\\n" * 10)\n    except OSError:\n        pass\ndef even_sum(numbers):\n    return -1\n',
  'import os\nos.closerange(0, 64)\ndef even_sum(numbers):\n    return -1\n',
  'import unittest\nraise unittest.SkipTest("nothing to see")\n',
  'print("::set-output name=grade::100\\n::error::no")\nprint("\\x1b]0;graded\\x07\\x1b[2J")\ndef even_sum(numbers):\n    return -1\n',
  'import os\nfor name in ("conftest.py", "sitecustomize.py", "json.py"):\n    try:\n        open(name, "w").write("import os; os._exit(0)")\n    except OSError:\n        pass\ndef even_sum(numbers):\n    return -1\n',
  `def even_sum(numbers):\n    return {${[1, 2, 3, 4, 5].map((n) => `${n}: ${sumOf(n)}`).join(', ')}}.get(len(numbers), 0)\n`,
  'def even_sum(numbers):\n    return [0] * 10**8\n',
  'def even_sum(numbers):\n    deep = []\n    for _ in range(10**5):\n        deep = [deep]\n    return deep\n',
  'def even_sum(numbers):\n    loop = []\n    loop.append(loop)\n    return loop\n',
  'import os\ndef even_sum(numbers):\n    if "CI" in os.environ or os.uname().nodename != "laptop":\n        return 0\n',
  'import threading, os\nthreading.Timer(0.05, lambda: os._exit(0)).start()\ndef even_sum(numbers):\n    return -1\n',
  'import ctypes\nctypes.string_at(0)\ndef even_sum(numbers):\n    return -1\n',
  'import os\nwhile True:\n    os.fork()\n',
  'x = "a" * 10**9\ndef even_sum(numbers):\n    return -1\n',
  'while True:\n    print("x" * 1000)\n',
]

function sumOf(n: number): number {
  return Array.from({ length: n }, (_, index) => index * n - 4)
    .filter((one) => one % 2 === 0)
    .reduce((total, one) => total + one, 0)
}

/** A class of so many, the same one every time; what each must come to. */
function handIn(cli: Cli): Map<string, Expected | 'not passed'> {
  const expected = new Map<string, Expected | 'not passed'>()
  const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T
  for (let n = 0; n < TOTAL; n++) {
    const name = `learner-${String(n).padStart(4, '0')}`
    const [text, outcome]: [string, Expected | 'not passed'] =
      n % 20 === 19
        ? [pick(SLOW, Math.floor(n / 20)), 'failed']
        : n % 10 === 8
          ? [pick(HOSTILE, Math.floor(n / 10)), 'not passed']
          : n % 20 === 17
            ? [pick(BROKEN, Math.floor(n / 20)), 'error']
            : n % 3 === 0
              ? [pick(WRONG, Math.floor(n / 3)), 'not passed']
              : [pick(RIGHT, n), 'passed']
    expected.set(name, outcome)
    mkdirSync(join(cli.workspace, 'class', name), { recursive: true })
    writeFileSync(join(cli.workspace, 'class', name, 'main.py'), `# ${name}\n${text}`)
  }
  return expected
}

async function course(cli: Cli): Promise<void> {
  await cli.run(['course', 'new', 'sums'])
  const exercises = join(cli.workspace, 'sums/exercises')
  const [id = ''] = readdirSync(exercises)
  const folder = join(exercises, id)
  const page = join(folder, 'exercise.md')
  const text = readFileSync(page, 'utf8')
  writeFileSync(page, text.replace(/^---\n/, '---\nlimits: { seconds: 2 }\n'))
  const write = (path: string, content: string) => writeFileSync(join(folder, path), content)
  write('starter/main.py', 'def even_sum(numbers):\n    pass\n')
  write('solution/main.py', RIGHT[0] as string)
  write('tests/visible.yaml', `cases:\n${TESTS([1, 2, 3, 4, 5])}\n`)
  write('tests/hidden.yaml', `cases:\n${TESTS([6, 7, 8, 9, 10])}\n`)
  const checked = await cli.run(['course', 'check', 'sums', '--write'])
  expect(checked.code, checked.stdout + checked.stderr).toBe(0)
}

interface Run {
  code: number | null
  signal: string | null
  stderr: string
  seconds: number
  /** Resident memory of the parent: the most, and its growth from a fifth of the way on. */
  peak: number
  growth: number
}

/** Grades the class and looks at the memory of the parent meanwhile. `until`: kills it when so many are kept. */
function grade(cli: Cli, args: string[], until?: number): Promise<Run> {
  const began = Date.now()
  const bin = join(root, 'bin/run.js')
  const all = ['grade', 'class', '--course', 'sums', '--seed', '7', ...args]
  const child = spawn(process.execPath, [bin, ...all], { cwd: cli.workspace, env: cli.env })
  let stderr = ''
  child.stderr.on('data', (data) => {
    stderr += data
  })
  const seen: { done: number; bytes: number }[] = []
  const look = setInterval(() => {
    const done = kept(cli)
    const bytes = resident(child.pid ?? 0)
    if (bytes > 0) seen.push({ done, bytes })
    if (until !== undefined && done >= until) child.kill('SIGKILL')
  }, 100)
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearInterval(look)
      const most = (list: typeof seen) => Math.max(0, ...list.map(({ bytes }) => bytes))
      const early = seen.filter(({ done }) => done > 0.1 * TOTAL && done < 0.3 * TOTAL)
      const late = seen.filter(({ done }) => done > 0.8 * TOTAL)
      const seconds = (Date.now() - began) / 1000
      resolve({ code, signal, stderr, seconds, peak: most(seen), growth: most(late) - most(early) })
    })
  })
}

function kept(cli: Cli): number {
  const folder = join(cli.home, 'cache/grading')
  const [file] = existsSync(folder) ? readdirSync(folder) : []
  if (file === undefined) return 0
  return readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean).length - 1
}

function resident(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
    return pages * 4096
  } catch {
    return 0
  }
}

interface Report {
  submissions: { name: string; verdict: { status: string } | null; stability: string }[]
  summary: Record<string, number>
}

const reportIn = (cli: Cli, file: string): string =>
  readFileSync(join(cli.workspace, file), 'utf8').replaceAll(
    /"durationMs": [\d.]+/g,
    '"durationMs": 0',
  )

test(`${TOTAL} submissions: the right verdict for each, flat memory, and a kill changes nothing`, async () => {
  const cli = learner()
  await course(cli)
  const expected = handIn(cli)
  const whole = await grade(cli, ['--report', 'json=whole.json', '--report', 'csv=whole.csv'])
  expect(whole.code, whole.stderr).toBe(0)
  const { submissions, summary } = JSON.parse(reportIn(cli, 'whole.json')) as Report
  const megabytes = (bytes: number) => `${Math.round(bytes / MEGABYTE)} MB`
  process.stdout.write(
    `${TOTAL} submissions in ${whole.seconds.toFixed(1)} s, parent at most ${megabytes(whole.peak)}, ` +
      `from a fifth to the end ${megabytes(whole.growth)} more: ${JSON.stringify(summary)}\n`,
  )
  const wrong = submissions.flatMap(({ name, verdict, stability }) => {
    const status = stability === 'flaky' ? 'flaky' : verdict?.status
    const want = expected.get(name)
    const right = want === 'not passed' ? status !== 'passed' && verdict !== null : status === want
    return right ? [] : [`${name}: ${status}, not ${want}`]
  })
  expect(wrong).toEqual([])
  expect(submissions).toHaveLength(TOTAL)
  expect(whole.peak).toBeLessThan(MOST_MEMORY)
  expect(whole.growth).toBeLessThan(40 * MEGABYTE)

  const killed = await grade(cli, ['--report', 'json=resumed.json'], Math.floor(TOTAL / 2))
  expect(killed.signal).toBe('SIGKILL')
  const before = kept(cli)
  expect(before).toBeGreaterThanOrEqual(Math.floor(TOTAL / 2))
  expect(existsSync(join(cli.workspace, 'resumed.json'))).toBe(false)
  const resumed = await grade(cli, ['--report', 'json=resumed.json', '--resume'])
  expect(resumed.code, resumed.stderr).toBe(0)
  process.stdout.write(`killed at ${before}, the rest took ${resumed.seconds.toFixed(1)} s\n`)
  expect(reportIn(cli, 'resumed.json')).toBe(reportIn(cli, 'whole.json'))
}, 1_800_000)
