import { join } from 'node:path'
import type { SandboxPromise, Tier } from '../core/grading/code-runner.ts'
import { findBubblewrap } from './bubblewrap.ts'
import type { Engine, EngineOptions, MissingEngine } from './engine.ts'
import { GuestProcess } from './guest-process.ts'
import { findPerl } from './landlock.ts'
import {
  bareWorker,
  boxedWorker,
  hasPrlimit,
  landlockedWorker,
  type NodeWorker,
} from './node-worker.ts'
import { probeKey } from './probe.ts'
import { filterArchitecture } from './seccomp.ts'

/** An engine whose guest is a worker for Node, before it is said in which box. */
export interface NodeEngine
  extends Pick<
    Engine,
    | 'family'
    | 'rawOutput'
    | 'watchMemory'
    | 'inWebAssembly'
    | 'prepare'
    | 'prepareTrace'
    | 'prepareTests'
    | 'probe'
    | 'versionFiles'
    | 'calibrate'
  > {
  worker: NodeWorker
  /** What runs the learner's code, in a few words. */
  what: string
  /** How each promise is held by the worker alone, in no box. */
  holds: Readonly<Record<SandboxPromise, string>>
  /** What the engine may take beyond what it has when it starts, in bytes. */
  headroomBytes: number
}

/** The worker in each box there can be, strongest first. */
export function nodeEngines(
  options: EngineOptions,
  engine: NodeEngine,
): (Engine | MissingEngine)[] {
  const bare = inNoBox(engine)
  if (process.platform !== 'linux') return [bare]
  return [inNamespaces(options, engine), inLandlock(options, engine), bare]
}

function inNoBox(engine: NodeEngine): Engine {
  const { worker, headroomBytes: _, what, ...shared } = engine
  return {
    ...shared,
    tier: 'isolate',
    detail: `${what} in a disposable process, killed from outside`,
    command: () => bareWorker(worker),
  }
}

function inNamespaces(options: EngineOptions, engine: NodeEngine): Engine | MissingEngine {
  const missing = missingOf(engine, 'namespaces')
  const architecture = filterArchitecture()
  if (architecture === null)
    return missing(`There is no system call filter for ${process.arch}.`, null)
  const bubblewrap = options.bubblewrap === undefined ? findBubblewrap() : options.bubblewrap
  if (bubblewrap === null)
    return missing('bubblewrap is not installed.', 'sudo apt install bubblewrap')
  if (!hasPrlimit()) return missing('prlimit is not installed.', 'sudo apt install util-linux')
  const { worker, headroomBytes: _, what, ...shared } = engine
  const data = calibration(options, engine)
  return {
    ...shared,
    tier: 'namespaces',
    detail: `${what} in bubblewrap: own namespaces; seccomp; RLIMIT_DATA; killed from outside`,
    holds: {
      ...engine.holds,
      memory: `${engine.holds.memory}; RLIMIT_DATA for the process around it`,
      network: `${engine.holds.network}; around it a network namespace with nothing in it`,
      files: `${engine.holds.files}; around it a mount namespace without any file of yours`,
      processes: `${engine.holds.processes}; around it a process namespace and seccomp`,
    },
    versionFiles: [bubblewrap, ...shared.versionFiles],
    command: () => boxedWorker(bubblewrap, worker, architecture, data.bytes()),
    calibrate: data.find,
  }
}

function inLandlock(options: EngineOptions, engine: NodeEngine): Engine | MissingEngine {
  const missing = missingOf(engine, 'kernel')
  const architecture = filterArchitecture()
  if (architecture === null)
    return missing(`There is no system call filter for ${process.arch}.`, null)
  const perl = findPerl()
  if (perl === null)
    return missing('There is no perl to ask the kernel for Landlock.', 'sudo apt install perl-base')
  const launcher = { perl, guestFolder: options.guestFolder }
  const { worker, headroomBytes: _, what, ...shared } = engine
  const data = calibration(options, engine)
  return {
    ...shared,
    tier: 'kernel',
    detail: `${what} under Landlock and seccomp; RLIMIT_DATA; killed from outside`,
    holds: {
      ...engine.holds,
      memory: `${engine.holds.memory}; RLIMIT_DATA for the process around it`,
      network: `${engine.holds.network}; around it Landlock and seccomp deny sockets`,
      files: `${engine.holds.files}; around it Landlock leaves only the system's and mastery's own files to read, none to write`,
      processes: `${engine.holds.processes}; around it seccomp denies fork and signals to others`,
    },
    versionFiles: [perl, join(options.guestFolder, 'landlock.pl'), ...shared.versionFiles],
    command: () => landlockedWorker(launcher, worker, architecture, data.bytes()),
    calibrate: data.find,
  }
}

function missingOf({ family }: NodeEngine, tier: Tier) {
  return (detail: string, remedy: string | null): MissingEngine => ({
    family,
    tier,
    detail,
    remedy,
  })
}

/** Node reserves far more than it uses, differently in each version: the limit is found by starting the worker once. */
function calibration(options: EngineOptions, engine: NodeEngine) {
  let bytes: number | null = null
  return {
    bytes(): number {
      if (bytes === null) throw new Error('calibrate comes before the first command')
      return bytes
    },
    async find(): Promise<void> {
      await engine.calibrate?.()
      const key = `data ${probeKey({ ...engine, tier: 'isolate' })}`
      const known = options.cache.get(key)
      if (typeof known === 'number') {
        bytes = known
        return
      }
      const guest = new GuestProcess(bareWorker(engine.worker))
      try {
        const reserved = Number(await guest.ready)
        if (!(reserved > 0)) throw new Error('the worker does not say how much memory it reserved')
        bytes = reserved + engine.headroomBytes
        options.cache.set(key, bytes)
      } finally {
        guest.kill()
        await guest.gone
      }
    },
  }
}
