import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBubblewrap } from './bubblewrap.ts'
import type { Engine, MissingEngine } from './engine.ts'
import { GuestProcess } from './guest-process.ts'
import { bareWorker, boxedWorker, findWorker, hasPrlimit, type WorkerFiles } from './javascript.ts'
import { probeKey } from './probe.ts'
import type { EngineOptions } from './python-engines.ts'
import { filterArchitecture } from './seccomp.ts'
import { prepareJavaScript } from './typescript.ts'

/** What the engine around an isolate may take beyond what it has when it starts. */
const HEADROOM_BYTES = 160 * 1024 * 1024

/** Every way to run JavaScript here, strongest first. */
export function javascriptEngines(options: EngineOptions): (Engine | MissingEngine)[] {
  const files = findWorker(options.root, options.guestFolder)
  if (files === null)
    return [
      {
        family: 'javascript',
        tier: 'isolate',
        detail: `isolated-vm has no binary for ${process.platform} ${process.arch}.`,
        remedy: null,
      },
    ]
  const bare: Engine = {
    ...common(files),
    tier: 'isolate',
    detail: 'a V8 isolate with a memory limit in a disposable process, killed from outside',
    command: () => bareWorker(files),
  }
  if (process.platform !== 'linux') return [bare]
  return [boxed(options, files), bare]
}

function boxed(options: EngineOptions, files: WorkerFiles): Engine | MissingEngine {
  const missing = (detail: string, remedy: string | null): MissingEngine => ({
    family: 'javascript',
    tier: 'namespaces',
    detail,
    remedy,
  })
  const architecture = filterArchitecture()
  if (architecture === null)
    return missing(`There is no system call filter for ${process.arch}.`, null)
  const bubblewrap = options.bubblewrap === undefined ? findBubblewrap() : options.bubblewrap
  if (bubblewrap === null)
    return missing('bubblewrap is not installed.', 'sudo apt install bubblewrap')
  if (!hasPrlimit()) return missing('prlimit is not installed.', 'sudo apt install util-linux')
  const shared = common(files)
  let dataBytes: number | null = null
  const engine: Engine = {
    ...shared,
    tier: 'namespaces',
    detail:
      'a V8 isolate with a memory limit in bubblewrap: own namespaces; seccomp; RLIMIT_DATA; killed from outside',
    versionFiles: [bubblewrap, ...shared.versionFiles],
    command: () => boxedWorker(bubblewrap, files, architecture, dataBytes),
    async calibrate() {
      const key = `data ${probeKey(engine)}`
      const known = options.cache.get(key)
      if (typeof known === 'number') {
        dataBytes = known
        return
      }
      const guest = new GuestProcess(boxedWorker(bubblewrap, files, architecture, null))
      try {
        const reserved = Number(await guest.ready)
        if (reserved > 0) dataBytes = reserved + HEADROOM_BYTES
        if (dataBytes !== null) options.cache.set(key, dataBytes)
      } finally {
        guest.kill()
        await guest.gone
      }
    },
  }
  return engine
}

function common(files: WorkerFiles) {
  return {
    family: 'javascript' as const,
    rawOutput: false,
    prepare: prepareJavaScript,
    versionFiles: [
      process.execPath,
      files.worker,
      join(files.guestFolder, 'harness.js'),
      join(files.guestFolder, 'realm.js'),
      join(files.guestFolder, 'probe.js'),
      join(files.isolatedVm, 'package.json'),
    ],
    probe: () => ({
      path: 'probe.js',
      text: readFileSync(join(files.guestFolder, 'probe.js'), 'utf8'),
    }),
  }
}
