import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBubblewrap } from './bubblewrap.ts'
import {
  asItIs,
  type Engine,
  type EngineOptions,
  type MissingEngine,
  type Prepared,
  type PreparedTrace,
  type Program,
  probeByCalls,
} from './engine.ts'
import {
  type CompiledHarness,
  compileHarness,
  findPython,
  HARNESS_FILES,
  harnessSource,
  type Interpreter,
  loadable,
  tracerSource,
} from './interpreter.ts'
import { findPerl } from './landlock.ts'
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
  const program = harness(options, python)
  return [
    boxed(options, python, architecture, program),
    landlocked(options, python, architecture, program),
  ]
}

function boxed(
  options: EngineOptions,
  python: Interpreter,
  architecture: Architecture,
  program: () => Buffer,
): Engine | MissingEngine {
  const bubblewrap = options.bubblewrap === undefined ? findBubblewrap() : options.bubblewrap
  if (bubblewrap === null)
    return missing('namespaces', 'bubblewrap is not installed.', 'sudo apt install bubblewrap')
  return {
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
    command: () => boxedPython(bubblewrap, python, architecture, program()),
  }
}

function landlocked(
  options: EngineOptions,
  python: Interpreter,
  architecture: Architecture,
  program: () => Buffer,
): Engine | MissingEngine {
  const perl = findPerl()
  if (perl === null)
    return missing(
      'kernel',
      'There is no perl to ask the kernel for Landlock.',
      'sudo apt install perl-base',
    )
  const launcher = { perl, guestFolder: options.guestFolder }
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
      processes:
        'seccomp denies fork, vfork, clone but for threads, and signals to others; Landlock denies every program but Python itself',
    },
    versionFiles: [
      perl,
      join(options.guestFolder, 'landlock.pl'),
      ...versionFiles(options, python),
    ],
    command: () => landlockedPython(launcher, python, architecture, program()),
  }
}

function common(options: EngineOptions) {
  return {
    family: 'python' as const,
    rawOutput: true,
    prepare: async ({ files }: Program): Promise<Prepared> => asItIs(files),
    prepareTrace: async ({ files }: Program): Promise<PreparedTrace> => ({
      ...asItIs(files),
      tracer: tracerSource(options.guestFolder),
    }),
    probe: () => {
      const text = readFileSync(join(options.guestFolder, 'probe.py'), 'utf8')
      return probeByCalls({ path: 'probe.py', text })
    },
  }
}

function versionFiles(options: EngineOptions, python: Interpreter): string[] {
  return [
    python.file,
    ...[...HARNESS_FILES, 'probe.py'].map((name) => join(options.guestFolder, name)),
  ]
}

/** The harness, compiled once for this Python and kept with what probing found. */
function harness(options: EngineOptions, python: Interpreter): () => Buffer {
  let program: Buffer | null = null
  const make = (): Buffer => {
    const files = versionFiles(options, python)
    const key = `harness ${probeKey({ family: 'python', tier: 'isolate', versionFiles: files })}`
    const source = harnessSource(options.guestFolder)
    let compiled = options.cache.get(key) as CompiledHarness | null | undefined
    if (compiled === undefined) {
      compiled = compileHarness(python, source)
      options.cache.set(key, compiled)
    }
    return loadable(source, compiled)
  }
  return () => {
    program ??= make()
    return program
  }
}
