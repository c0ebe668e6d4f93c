import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBubblewrap } from './bubblewrap.ts'
import type { Cache } from './cache.ts'
import type { Engine, MissingEngine, Prepared, Program } from './engine.ts'
import { probeKey } from './probe.ts'
import {
  boxedPython,
  type CompiledHarness,
  compileHarness,
  findPython,
  harnessSource,
  type Interpreter,
  landlockedPython,
  loadable,
} from './python.ts'
import { type Architecture, filterArchitecture } from './seccomp.ts'

export interface EngineOptions {
  /** Folder of mastery's own package. */
  root: string
  /** Folder with the programs that run inside. */
  guestFolder: string
  cache: Cache
  /** Path of bubblewrap; null: do as if there were none; undefined: look for it. */
  bubblewrap: string | null | undefined
}

function missing(tier: Engine['tier'], detail: string, remedy: string | null): MissingEngine {
  return { family: 'python', tier, detail, remedy }
}

/** Every way to run Python here, strongest first. */
export function pythonEngines(options: EngineOptions): (Engine | MissingEngine)[] {
  if (process.platform !== 'linux')
    return [missing('namespaces', 'Python runs in a sandbox only on Linux, for now.', null)]
  const architecture = filterArchitecture()
  if (architecture === null)
    return [missing('namespaces', `There is no system call filter for ${process.arch}.`, null)]
  const python = findPython()
  if (python === null)
    return [
      missing('namespaces', 'There is no python3 (3.9 or newer).', 'sudo apt install python3'),
    ]
  return [boxed(options, python, architecture), landlocked(options, python, architecture)]
}

function boxed(
  options: EngineOptions,
  python: Interpreter,
  architecture: Architecture,
): Engine | MissingEngine {
  const bubblewrap = options.bubblewrap === undefined ? findBubblewrap() : options.bubblewrap
  if (bubblewrap === null)
    return missing('namespaces', 'bubblewrap is not installed.', 'sudo apt install bubblewrap')
  let program: Buffer | null = null
  const engine: Engine = {
    ...common(options),
    tier: 'namespaces',
    detail:
      'bubblewrap: own network, process, user and mount namespaces; seccomp; RLIMIT_AS; killed from outside',
    versionFiles: [bubblewrap, ...versionFiles(options, python)],
    command: () => {
      program ??= loadable(
        harnessSource(options.guestFolder),
        compiled(options, python, probeKey(engine)),
      )
      return boxedPython(bubblewrap, python, architecture, program)
    },
  }
  return engine
}

function landlocked(
  options: EngineOptions,
  python: Interpreter,
  architecture: Architecture,
): Engine {
  const landlock = join(options.guestFolder, 'landlock.py')
  return {
    ...common(options),
    tier: 'kernel',
    detail:
      'Landlock for files, network and signals; seccomp; RLIMIT_AS; killed from outside. Names and sizes of files can be seen',
    versionFiles: [landlock, ...versionFiles(options, python)],
    command: () =>
      landlockedPython(python, architecture, {
        landlock: readFileSync(landlock, 'utf8'),
        harness: harnessSource(options.guestFolder),
      }),
  }
}

function common(options: EngineOptions) {
  return {
    family: 'python' as const,
    rawOutput: true,
    prepare: async ({ files }: Program): Promise<Prepared> => ({
      files,
      error: null,
      translate: (error) => error,
    }),
    probe: () => {
      const text = readFileSync(join(options.guestFolder, 'probe.py'), 'utf8')
      return { path: 'probe.py', text }
    },
  }
}

function versionFiles(options: EngineOptions, python: Interpreter): string[] {
  return [
    python.file,
    join(options.guestFolder, 'harness.py'),
    join(options.guestFolder, 'probe.py'),
  ]
}

function compiled(
  options: EngineOptions,
  python: Interpreter,
  key: string,
): CompiledHarness | null {
  const name = `harness ${key}`
  const known = options.cache.get(name)
  if (known !== undefined) return known as CompiledHarness | null
  const made = compileHarness(python, harnessSource(options.guestFolder))
  options.cache.set(name, made)
  return made
}
