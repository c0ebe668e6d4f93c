import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { build } from 'esbuild'
import type { CodeRunner, Tier } from '../../src/core/grading/code-runner.ts'
import type { createRunner } from '../../src/sandbox/runner.ts'
import { median, timedAsync, timeProcess } from './measure.ts'

type Record = (name: string, value: number, unit: '×' | 'ms' | 'MB' | '', limit: number) => void

const LIMITS = { wallMs: 10_000, memoryBytes: 50 << 20, outputBytes: 64 << 10 }
/** The least that a program can be. */
const SHORT = { python: 'pass', javascript: '1', sql: 'SELECT 1' } as const
/** Programs of more than 10,000 steps: a loop, lists that change all the time, calls. */
const TRACED = {
  python: {
    'a loop': 'total = 0\nfor n in range(10000):\n    total += n\nprint(total)\n',
    'sorting a list': `items = [(n * 7919) % 101 for n in range(90)]
for end in range(len(items) - 1, 0, -1):
    for i in range(end):
        if items[i] > items[i + 1]:
            items[i], items[i + 1] = items[i + 1], items[i]
`,
    recursion:
      'def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n\nprint(fib(22))\n',
  },
  javascript: {
    'a loop':
      'let total = 0\nfor (let n = 0; n < 10000; n++) {\n  total += n\n}\nconsole.log(total)\n',
    'sorting a list': `const items = Array.from({ length: 90 }, (_, n) => (n * 7919) % 101)
for (let end = items.length - 1; end > 0; end--) {
  for (let i = 0; i < end; i++) {
    if (items[i] > items[i + 1]) {
      [items[i], items[i + 1]] = [items[i + 1], items[i]]
    }
  }
}
`,
    recursion: `function fib(n) {
  return n < 2 ? n : fib(n - 1) + fib(n - 2)
}
console.log(fib(22))
`,
  },
} as const
const bareNode = () => timeProcess({ command: process.execPath, args: ['-e', '0'] })
const barePython = () => timeProcess({ command: '/usr/bin/python3', args: ['-c', 'pass'] })

/** The runner as it is shipped: from a bundle, so that also its workers are the compiled ones. */
async function builtRunner(root: string): Promise<typeof createRunner> {
  const folder = join(root, 'node_modules/.cache/mastery-bench')
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, 'runner.js')
  await build({
    entryPoints: [join(root, 'src/sandbox/runner.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outfile,
  })
  return (await import(outfile)).createRunner
}

/** What a run costs in each tier, against the bare interpreter; and what a thousand of them leave behind. */
export async function sandboxFigures(root: string, home: string, record: Record): Promise<void> {
  const make = await builtRunner(root)
  const runner = (tier: Tier, warm = false) =>
    make({ root, cacheFile: join(home, 'sandbox.json'), tiers: [tier], warm })
  const program = (one: CodeRunner, language: keyof typeof SHORT, text: string) =>
    one.runProgram({
      language,
      files: [{ path: 'main', text }],
      entry: 'main',
      stdin: '',
      limits: LIMITS,
      atLeast: 'isolate',
    })

  const cold = async (
    tier: Tier,
    language: 'python' | 'javascript',
    bare: () => number,
    limit: number,
  ) => {
    const one = runner(tier)
    const text = SHORT[language]
    await program(one, language, text)
    const ratios: number[] = []
    for (let i = 0; i < 15; i++)
      ratios.push((await timedAsync(() => program(one, language, text))) / bare())
    await one.close()
    const name = language === 'python' ? 'Python' : 'JavaScript'
    const beside = language === 'python' ? 'python3 -c pass' : 'bare node'
    record(`${name} run, cold, ${tier} / ${beside}`, median(ratios), '×', limit)
  }
  await cold('namespaces', 'python', barePython, 2.5)
  await cold('kernel', 'python', barePython, 4)
  for (const tier of ['namespaces', 'kernel', 'isolate'] as const)
    await cold(tier, 'javascript', bareNode, 2)

  const warm = async (language: keyof typeof SHORT, name: string, limit: number) => {
    const one = runner('namespaces', true)
    const times: number[] = []
    for (let i = 0; i < 12; i++) {
      // A person saves now and then: the spare child has had its time to start.
      await new Promise((resolve) => setTimeout(resolve, 600))
      times.push(await timedAsync(() => program(one, language, SHORT[language])))
    }
    await one.close()
    record(name, median(times.slice(2)), 'ms', limit)
  }
  await warm('javascript', 'JavaScript run, warm', 10)
  await warm('sql', 'SQL run, warm', 15)

  const isolated = runner('isolate')
  await program(isolated, 'python', 'pass')
  const pyodide: number[] = []
  for (let i = 0; i < 7; i++)
    pyodide.push(await timedAsync(() => program(isolated, 'python', 'print(1)')))
  await isolated.close()
  record('Python run in an isolate, cold', median(pyodide), 'ms', 600)
  await thousandRuns(runner('namespaces', true), program, record)
  await traces(runner('namespaces'), record)
}

async function traces(one: CodeRunner, record: Record): Promise<void> {
  for (const [language, name, limit] of [
    ['python', 'Python', 1500],
    ['javascript', 'JavaScript', 500],
  ] as const)
    for (const [what, text] of Object.entries(TRACED[language])) {
      const times: number[] = []
      let bytes = 0
      for (let i = 0; i < 4; i++) {
        const trace = await timedAsync(async () => {
          const { trace } = await one.trace({
            language,
            files: [{ path: 'main', text }],
            entry: 'main',
            limits: LIMITS,
            atLeast: 'isolate',
            action: { type: 'program', stdin: '' },
            caseFiles: {},
            maxSteps: 10_000,
          })
          if (trace.steps.length < 10_000) throw new Error(`${what}: ${trace.steps.length} steps`)
          bytes = JSON.stringify(trace).length
        })
        if (i > 0) times.push(trace)
      }
      record(`10,000 steps of ${name}, ${what}`, median(times), 'ms', limit)
      record(`10,000 steps of ${name}, ${what}, as JSON`, bytes / 1e6, 'MB', 5)
    }
  await one.close()
}

async function thousandRuns(
  runner: CodeRunner,
  program: (one: CodeRunner, language: 'python', text: string) => Promise<unknown>,
  record: Record,
): Promise<void> {
  const descriptors = () => readdirSync('/proc/self/fd').length
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const memory = () => {
    collect()
    return process.memoryUsage.rss() / 2 ** 20
  }
  for (let i = 0; i < 50; i++) await program(runner, 'python', 'print(1)')
  const before = { memory: memory(), descriptors: descriptors() }
  for (let i = 0; i < 1000; i++) await program(runner, 'python', 'print(1)')
  record('memory of the host after 1,000 runs', memory() - before.memory, 'MB', 20)
  record('descriptors left by 1,000 runs', descriptors() - before.descriptors, '', 4)
  await runner.close()
}
