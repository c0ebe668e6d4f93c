import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asItIs, type Engine, type EngineOptions, type MissingEngine } from './engine.ts'
import { workerEntry } from './javascript.ts'
import { nodeEngines } from './node-engines.ts'
import { INSIDE, type NodeWorker } from './node-worker.ts'

/** What the process may take beyond what it has when it starts: the watch comes first, this is behind it. */
const HEADROOM_BYTES = 512 * 1024 * 1024
/** Files of the guest that stand elsewhere, because the grader has them too. */
const SHARED = ['src/core/grading/table.ts', 'src/core/nearest.ts']
const OWN = ['worker', 'session', 'statements', 'errors', 'authorizer'].map(
  (part) => `sql-${part}.ts`,
)

/** Every way to run SQL here, strongest first. */
export function sqlEngines(options: EngineOptions): (Engine | MissingEngine)[] {
  const { root, guestFolder } = options
  const worker = sqlWorker(root, guestFolder)
  const onLinux = process.platform === 'linux'
  return nodeEngines(options, {
    family: 'sql',
    worker,
    what: 'SQLite in memory, with an authorizer and limits,',
    holds: {
      time: 'the parent kills the whole process group',
      memory: onLinux
        ? 'the parent watches how large the process grows and kills it; the size of a value and of the database is limited by SQLite'
        : 'the size of a value and of the database is limited by SQLite; nothing limits what it needs to sort and to join',
      network: 'SQLite has no function that reaches it; extensions cannot be loaded',
      files: 'the authorizer denies ATTACH, VACUUM and every function that reads or writes a file',
      processes: 'SQLite has no function that starts one; extensions cannot be loaded',
      library: 'load_extension and virtual tables are denied; functions are on a list',
    },
    headroomBytes: HEADROOM_BYTES,
    rawOutput: false,
    watchMemory: onLinux,
    prepare: async ({ files }) => asItIs(files),
    versionFiles: [
      process.execPath,
      worker.entry,
      ...OWN.map((name) => join(guestFolder, name)),
      ...SHARED.map((path) => join(root, path)),
      join(guestFolder, 'probe.sql'),
    ],
    probe: () => probeOf(readFileSync(join(guestFolder, 'probe.sql'), 'utf8')),
  })
}

function sqlWorker(root: string, guestFolder: string): NodeWorker {
  const { entry, mounts } = workerEntry(root, guestFolder, 'sql-worker')
  const shared = entry.endsWith('.ts')
    ? SHARED.map((path) => ({ from: join(root, path), to: `${INSIDE}/${path}` }))
    : []
  return { entry, args: [], mounts: [...mounts, ...shared], works: 'blocking' }
}

/** A script for each attempt: what stands in the probe's file under a line with its name, such as `-- read`. */
function probeOf(text: string): ReturnType<Engine['probe']> {
  const parts = new Map(
    text
      .split(/^-- (?=\w+$)/m)
      .slice(1)
      .map((part) => [part.split('\n', 1)[0] ?? '', part.replace(/^.*\n/, '')]),
  )
  const program = { path: 'probe.sql', text: '' }
  return {
    program,
    attempt: (name) => ({
      action: { type: 'script', query: null },
      files: { [program.path]: parts.get(name) ?? '' },
    }),
  }
}
