import type { Framework, Language, SourceFile } from '../core/course/model.ts'
import type { AtLimit, GuestError, SandboxPromise, Tier } from '../core/grading/code-runner.ts'
import type { Cache } from './cache.ts'
import type { GuestCommand } from './guest-process.ts'
import type { Interpreter } from './interpreter.ts'
import type { Job } from './jobs.ts'

/** One way to run one family of languages on this machine, before anybody knows whether it holds. */
export interface Engine {
  family: 'python' | 'javascript' | 'sql'
  tier: Tier
  /** What it runs in, in one line. */
  detail: string
  /** How each promise is held. */
  holds: Readonly<Record<SandboxPromise, string>>
  /** Files whose size and time of change stand for the version of everything involved. */
  versionFiles: readonly string[]
  /** Whether the real descriptors 1 and 2 carry the learner's output. */
  rawOutput: boolean
  /** How to start a guest. Called once for each guest: it may make a temporary folder. */
  command(): GuestCommand
  /** Finds out what `command` must know of this machine; before the first use, and cheap when it is cached. */
  calibrate?(): Promise<void>
  /** Makes the files ready for the guest, which gets `init`. */
  prepare(program: Program): Promise<Prepared>
  /** The same for a program that is traced; absent: this engine has no steps to show. */
  prepareTrace?(program: Program): Promise<PreparedTrace>
  /** The same for a test file of a framework; absent: this engine has none. Throws `no-sandbox` for one it lacks. */
  prepareTests?(program: TestsProgram): Promise<PreparedTests>
  /** Whether the program is in WebAssembly: in whatever box, that is what it meets first. */
  inWebAssembly?: boolean
  /** Whether the guest has no limit of its own on memory, so that it is watched from outside. */
  watchMemory?: boolean
  /** What attempts what is forbidden. */
  probe(): ProbeProgram
}

/** What is attempted when a tier is probed. */
export type Attempt = 'read' | 'write' | 'connect' | 'fork' | 'library' | 'allocate' | 'loop'

export interface ProbeProgram {
  program: SourceFile
  /** What makes the program attempt one of them. */
  attempt(name: Attempt): Pick<Job, 'action' | 'files'>
}

/** A line of a file. */
type Place = NonNullable<AtLimit['where']>

export interface Program {
  language: Language
  files: readonly SourceFile[]
  entry: string
}

export interface Prepared {
  files: readonly SourceFile[]
  /** A file that does not parse, found before anything ran. */
  error: GuestError | null
  /** Puts places in compiled code back to where they are in the learner's own. */
  translate(error: GuestError): GuestError
  translatePlace(place: Place): Place
}

/** Files in the order in which they were given: steps name them by index, with lines of the learner's own. */
export interface PreparedTrace extends Prepared {
  /** Source of the guest's part of the tracer, sent as `trace.source` of `init`. */
  tracer: string
}

/** `entry` is the test file. */
export interface TestsProgram extends Program {
  framework: Framework
}

export interface PreparedTests extends Prepared {
  /** Source of the guest's part of the framework, sent as `source` of the job's action. */
  harness: string
}

/** An engine that cannot even be tried here, and what to do about it. */
export interface MissingEngine {
  family: Engine['family']
  tier: Tier
  detail: string
  remedy: string | null
}

export function isMissing(engine: Engine | MissingEngine): engine is MissingEngine {
  return !('command' in engine)
}

/** What every engine is made from. */
export interface EngineOptions {
  /** Folder of mastery's own package. */
  root: string
  /** Folder with the programs that run inside. */
  guestFolder: string
  cache: Cache
  /** Folder for what is too large for the cache; null: keep nothing. */
  snapshotFolder: string | null
  /** Path of bubblewrap; null: do as if there were none; undefined: look for it. */
  bubblewrap: string | null | undefined
  /** The interpreter; null: do as if there were none; undefined: look for it. */
  python: Interpreter | null | undefined
}

/** A program that has a function for each attempt. It gives back null when it was refused. */
export function probeByCalls(program: SourceFile): ProbeProgram {
  return {
    program,
    attempt: (name) => ({ action: { type: 'call', name, args: [], kwargs: {} }, files: {} }),
  }
}

/** Files that the guest gets as the learner wrote them; `error`: one of them does not parse. */
export function asItIs(files: readonly SourceFile[], error: GuestError | null = null): Prepared {
  return { files, error, translate: (one) => one, translatePlace: (place) => place }
}
