import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Engine, type EngineOptions, type MissingEngine, probeByCalls } from './engine.ts'
import { findIsolateWorker, workerEntry } from './javascript.ts'
import { nodeEngines } from './node-engines.ts'
import type { CompiledApart } from './prepare-jest.ts'
import { prepareJavaScript } from './typescript.ts'

/** What the engine around an isolate may take beyond what it has when it starts. */
const HEADROOM_BYTES = 160 * 1024 * 1024

/** Every way to run JavaScript and TypeScript here, strongest first. */
export function javascriptEngines(options: EngineOptions): (Engine | MissingEngine)[] {
  const worker = findIsolateWorker(options)
  if (worker === null)
    return [
      {
        family: 'javascript',
        tier: 'isolate',
        detail: `isolated-vm has no binary for ${process.platform} ${process.arch}.`,
        remedy: null,
      },
    ]
  const guest = (name: string) => join(options.guestFolder, name)
  const compiler = workerEntry(options.root, options.guestFolder, 'typescript-worker').entry
  const kept: CompiledApart = new Map()
  return nodeEngines(options, {
    family: 'javascript',
    worker,
    what: 'a V8 isolate with a memory limit',
    holds: {
      time: 'the parent kills the whole process group',
      memory: "the isolate's own limit, and a watch over the process",
      network: 'the isolate has no function that reaches it',
      files: 'the isolate has no function that reaches them',
      processes: 'the isolate has no function that starts one',
      library: 'only the files of the program can be imported',
    },
    headroomBytes: HEADROOM_BYTES,
    rawOutput: false,
    prepare: (program) => prepareJavaScript(compiler, program),
    // The instrumenter has a parser with it, which nothing else needs.
    prepareTrace: async (program) =>
      (await import('./trace-javascript.ts')).prepareTrace(options.guestFolder, compiler, program),
    prepareTests: async (program) =>
      (await import('./prepare-jest.ts')).prepareJest(options, compiler, kept, program),
    versionFiles: [
      process.execPath,
      worker.entry,
      ...['harness.js', 'realm.js', 'probe.js'].map(guest),
      ...worker.mounts.map(({ from }) => from),
    ],
    probe: () => probeByCalls({ path: 'probe.js', text: readFileSync(guest('probe.js'), 'utf8') }),
  })
}
