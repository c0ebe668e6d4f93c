import { join } from 'node:path'
import { findBubblewrap } from './bubblewrap.ts'
import type { Engine, EngineOptions, MissingEngine } from './engine.ts'
import {
  type CompiledHarness,
  compileHarness,
  findPython,
  HARNESS_FILES,
  harnessSource,
  type Interpreter,
  loadable,
} from './interpreter.ts'
import { findPerl } from './landlock.ts'
import { probeKey } from './probe.ts'
import { pyodideEngines } from './pyodide-engines.ts'
import { boxedPython, landlockedPython } from './python.ts'
import { pythonPrograms } from './python-programs.ts'
import { type Architecture, filterArchitecture } from './seccomp.ts'

const HELD_ANYWHERE = {
  time: 'the parent kills the whole process group; RLIMIT_CPU behind it',
  memory: 'RLIMIT_AS',
  library: 'python3 -s -S: no site-packages; only the standard library can be read',
}

function missing(tier: Engine['tier'], detail: string, remedy: string | null): MissingEngine {
  return { family: 'python', tier, detail, remedy }
}

/** Every way to run Python here, strongest first: CPython in a box, else Pyodide in whatever box there is. */
export function pythonEngines(options: EngineOptions): (Engine | MissingEngine)[] {
  const pyodide = pyodideEngines(options)
  const architecture = filterArchitecture()
  if (process.platform !== 'linux' || architecture === null) return pyodide
  const python = options.python === undefined ? findPython() : options.python
  if (python === null) return pyodide
  const program = harness(options, python)
  return [
    boxed(options, python, architecture, program),
    landlocked(options, python, architecture, program),
    ...pyodide.filter(({ tier }) => tier === 'isolate'),
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
    ...pythonPrograms(options),
    rawOutput: true,
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
    ...pythonPrograms(options),
    rawOutput: true,
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
