import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBubblewrap } from './bubblewrap.ts'
import {
  asItIs,
  type Engine,
  type EngineOptions,
  type MissingEngine,
  type Prepared,
  type Program,
} from './engine.ts'
import {
  type CompiledHarness,
  compileHarness,
  findPython,
  HARNESS_FILES,
  harnessSource,
  type Interpreter,
  loadable,
} from './interpreter.ts'
import { probeKey } from './probe.ts'
import { boxedPython, landlockedPython } from './python.ts'
import { type Architecture, filterArchitecture } from './seccomp.ts'

const HELD_ANYWHERE = {
  time: 'the parent kills the whole process group; RLIMIT_CPU behind it',
  memory: 'RLIMIT_AS',
  library: 'python3 -s -S: no site-packages; only the standard library can be read',
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
  const python = options.python === undefined ? findPython() : options.python
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
    holds: {
      ...HELD_ANYWHERE,
      network: 'a network namespace with nothing in it; seccomp denies sockets',
      files:
        'a mount namespace with only the system libraries, read-only, and a small /tmp of its own',
      processes: 'a process namespace; seccomp denies fork, vfork and clone but for threads',
    },
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
  const launcher = { python, guestFolder: options.guestFolder }
  return {
    ...common(options),
    tier: 'kernel',
    detail:
      'Landlock for files, network and signals; seccomp; RLIMIT_AS; killed from outside. Names and sizes of files can be seen',
    holds: {
      ...HELD_ANYWHERE,
      network: 'Landlock denies TCP; seccomp denies sockets of every kind',
      files:
        'Landlock: the system libraries can be read, one temporary folder written, which is emptied; names and sizes of other files can be seen',
      processes: 'seccomp denies fork, vfork, clone but for threads, execve and signals to others',
    },
    versionFiles: [join(options.guestFolder, 'landlock.py'), ...versionFiles(options, python)],
    command: () => landlockedPython(launcher, architecture),
  }
}

function common(options: EngineOptions) {
  return {
    family: 'python' as const,
    rawOutput: true,
    prepare: async ({ files }: Program): Promise<Prepared> => asItIs(files),
    probe: () => {
      const text = readFileSync(join(options.guestFolder, 'probe.py'), 'utf8')
      return { path: 'probe.py', text }
    },
  }
}

function versionFiles(options: EngineOptions, python: Interpreter): string[] {
  return [
    python.file,
    ...[...HARNESS_FILES, 'probe.py'].map((name) => join(options.guestFolder, name)),
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
