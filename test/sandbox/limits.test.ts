import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Tier } from '../../src/core/grading/code-runner.ts'
import { FULL } from '../helpers/depth.ts'
import { MEGABYTE, program, READY_MS, runnerOf } from '../helpers/sandbox.ts'

// The harness that says it is the same in both boxes, and the isolate in all.
describe.each(FULL ? (['namespaces', 'isolate'] as const) : (['namespaces'] as const))(
  'what a limit says of Python in %s',
  (tier: Tier) => {
    const runner = runnerOf(tier, true)
    beforeAll(() => runner.tiers({ languages: ['python'] }), READY_MS)
    afterAll(() => runner.close())
    // WebAssembly is slower, the more so while something else is running.
    const short = tier === 'isolate' ? 2_000 : 700
    const python = (text: string, wallMs = 5_000) =>
      program(runner, 'python', text, { limits: { wallMs } })

    test.each([
      ['a loop in a function', 'def f(n):\n    while True:\n        n += 1\n\nf(1)', [2, 3]],
      ['one long calculation', 'x = 1\nx = 10 ** 10 ** 8', [2]],
      ['sleep', 'import time\n\ntime.sleep(60)', [3]],
      [
        'the main program while a thread runs too',
        'import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\nwhile True:\n    pass',
        [3, 4],
      ],
    ])('the line that was running: %s', async (name, text, lines) => {
      if (tier === 'isolate' && name.includes('thread')) return
      const run = await python(text, short)
      expect(run).toMatchObject({ timedOut: true, grew: null, where: { file: 'main.py' } })
      expect(lines).toContain(run.where?.line)
      expect(run.where?.text).toBe(text.split('\n')[(run.where?.line ?? 0) - 1])
    })

    test('a program that turns the watch off, or ends in time, is told no line', async () => {
      const off =
        'import faulthandler\nfaulthandler.cancel_dump_traceback_later()\nwhile True: pass'
      // An isolate is asked from outside, which the program cannot turn off.
      const where = tier === 'isolate' ? { line: 3 } : null
      expect(await python(off, short)).toMatchObject({ timedOut: true, where })
      expect(await python('print(1)')).toMatchObject({ timedOut: false, where: null, grew: null })
    })

    test.each([
      ['a list', 'names = []\nwhile True:\n    names.append("x" * 100)', 'names', 'list'],
      [
        'a dict that is filled elsewhere',
        'seen = {}\n\ndef fill(i=0):\n    while True:\n        seen[i] = str(i)\n        i += 1\n\nfill()',
        'seen',
        'dict',
      ],
      ['text', 'line = "x"\nwhile True:\n    line += line', 'line', 'str'],
      [
        'objects of their own',
        'class P:\n    def __init__(self): self.x = [1]\n    def __sizeof__(self): raise SystemExit\n\ndef f():\n    points = []\n    while True:\n        points.append(P())\n\nkept = []\nclass Q(P): pass\nwhile True: kept.append(Q())',
        'kept',
        'list',
      ],
    ])('what had grown: %s', async (_, text, name, type) => {
      const run = await python(text)
      expect(run).toMatchObject({ outOfMemory: true, grew: { name, type } })
      expect(run.grew?.length).toBeGreaterThan(1000)
      expect(run.peakMemoryBytes ?? 0).toBeLessThanOrEqual(50 * MEGABYTE)
    })

    test('a single block that is too large is no growth, and has its line', async () => {
      const run = await python('import sys\nx = bytearray(10 ** 9)')
      expect(run).toMatchObject({ outOfMemory: true, grew: null, error: { where: { line: 2 } } })
    })
  },
)

describe.each(['kernel', 'isolate'] as const)('what a limit says of JavaScript in %s', (tier) => {
  const runner = runnerOf(tier, true)
  afterAll(() => runner.close())

  test.each([
    ['a loop in a function', 'function f(n) {\n  for (;;) n++\n}\n\nf(1)', 2],
    ['a regular expression', 'const a = 1;\n/^(a+)+$/.test("a".repeat(40) + "b")', 2],
    ['a module', 'export const x = 1\nwhile (true);', 2],
    ['after an await', 'async function f() {\n  await 1\n  for (;;);\n}\nf()', 3],
    ['in a timer', 'setTimeout(() => {\n  for (;;);\n}, 1)', 2],
  ])('the line that was running: %s', async (_, text, line) => {
    // Room for a busy machine to say the line before the time is over.
    const limits = { wallMs: 1_200 }
    const run = await program(runner, 'javascript', text, { limits })
    expect(run).toMatchObject({ timedOut: true, where: { file: 'main.js', line } })
  })

  test('of TypeScript the line in the .ts file', async () => {
    const text =
      'enum Kind {\n  A,\n  B,\n}\nfunction f(n: number): never {\n  for (;;) n++\n}\nf(1)'
    const run = await program(runner, 'typescript', text, { limits: { wallMs: 2_000 } })
    expect(run).toMatchObject({ timedOut: true, where: { file: 'main.ts', line: 6 } })
    expect(run.where?.text).toBe('  for (;;) n++')
  })
})
