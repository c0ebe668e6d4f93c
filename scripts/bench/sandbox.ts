import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { CodeRunner, Tier } from '../../src/core/grading/code-runner.ts'
import type { createRunner } from '../../src/sandbox/runner.ts'
import { median, timedAsync, timeProcess } from './measure.ts'

type Record = (name: string, value: number, unit: '×' | 'ms' | 'MB', limit: number) => void

const LIMITS = { wallMs: 10_000, memoryBytes: 50 << 20, outputBytes: 64 << 10 }
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
  const program = (one: CodeRunner, language: 'python' | 'javascript', text: string) =>
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
    const text = language === 'python' ? 'pass' : '1'
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

  const warm = async (
    tier: Tier,
    language: 'python' | 'javascript',
    name: string,
    limit: number,
  ) => {
    const one = runner(tier, true)
    const times: number[] = []
    for (let i = 0; i < 12; i++) {
      // A person saves now and then: the spare child has had its time to start.
      await new Promise((resolve) => setTimeout(resolve, 600))
      times.push(await timedAsync(() => program(one, language, '1')))
    }
    await one.close()
    record(name, median(times.slice(2)), 'ms', limit)
  }
  await warm('namespaces', 'javascript', 'JavaScript run, warm', 10)

  const isolated = runner('isolate')
  await program(isolated, 'python', 'pass')
  const pyodide: number[] = []
  for (let i = 0; i < 7; i++)
    pyodide.push(await timedAsync(() => program(isolated, 'python', 'print(1)')))
  await isolated.close()
  record('Python run in an isolate, cold', median(pyodide), 'ms', 600)
  await thousandRuns(runner('namespaces', true), program, record)
}

async function thousandRuns(
  runner: CodeRunner,
  program: (one: CodeRunner, language: 'python', text: string) => Promise<unknown>,
  record: Record,
): Promise<void> {
  const descriptors = () => readdirSync('/proc/self/fd').length
  const memory = () => {
    globalThis.gc?.()
    return process.memoryUsage.rss() / 2 ** 20
  }
  for (let i = 0; i < 50; i++) await program(runner, 'python', 'print(1)')
  const before = { memory: memory(), descriptors: descriptors() }
  for (let i = 0; i < 1000; i++) await program(runner, 'python', 'print(1)')
  record('memory of the host after 1,000 runs', memory() - before.memory, 'MB', 20)
  record('descriptors left by 1,000 runs', descriptors() - before.descriptors, '×', 4)
  await runner.close()
}
