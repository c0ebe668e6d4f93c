import type { AuthoredValue, Framework, Language, SourceFile } from '../course/model.ts'
import type { Trace } from '../trace/model.ts'

/**
 * What grading needs from a sandbox. `src/sandbox` implements it; nothing in the core knows how code is
 * confined, only what was promised and what was achieved.
 */
export interface CodeRunner {
  /** Runs a whole program once. Throws `no-sandbox` when no tier keeps what is asked for. */
  runProgram(request: ProgramRequest): Promise<ProgramResult>
  /** Runs many cases against the same files, each in a fresh module. The guest gets inputs only. */
  runCases(request: CasesRequest): Promise<CasesResult>
  /**
   * Runs one test file of a framework beside the learner's code, in a guest that nothing ran in before. Throws
   * `no-sandbox` when no tier keeps what is asked for or has this framework.
   */
  runTests(request: TestsRequest): Promise<TestsResult>
  /**
   * Runs a program or one case's own call and keeps each step. Throws `usage` for a language that has no steps,
   * `no-sandbox` when no tier keeps what is asked for.
   */
  trace(request: TraceRequest): Promise<TraceResult>
  /** What this machine can do, by probing (cached), for all languages or only these. */
  tiers(look?: TierLook): Promise<TierReport[]>
  /** Ends every child process. Safe to call twice. */
  close(): Promise<void>
}

/**
 * What a sandbox guarantees: `namespaces` (bubblewrap), `kernel` (Landlock and seccomp), `isolate` (a V8
 * isolate or WebAssembly in a disposable child). From strongest to weakest.
 */
export const TIERS = ['namespaces', 'kernel', 'isolate'] as const
export type Tier = (typeof TIERS)[number]

/** What every run is promised: see docs/sandbox.md. */
export const PROMISES = ['time', 'memory', 'network', 'files', 'processes', 'library'] as const
export type SandboxPromise = (typeof PROMISES)[number]

/** What to look at; nothing said: everything. */
interface TierLook {
  languages?: readonly Language[]
  /** Only up to the first tier of a language that holds: that is the one in which it runs. */
  untilHeld?: boolean
}

export interface TierReport {
  language: Language
  tier: Tier
  available: boolean
  /** What holds here in one line, or why the tier is missing. */
  detail: string
  /** Changes when what runs there does: the interpreter, the sandbox, the kernel; null where the tier is missing. */
  engine: string | null
  /** Whether programs are in WebAssembly there, which refuses what it refuses in its own way in every tier. */
  inWebAssembly: boolean
  /** The command that would make it available, when there is one. */
  remedy: string | null
  /** One for each promise; none where the tier is missing. */
  promises: PromiseReport[]
}

export interface PromiseReport {
  promise: SandboxPromise
  /** What holds it. */
  how: string
  /** Whether every attack on it was refused when the tier was probed. */
  held: boolean
  /** What an attack reached; null when it was refused. */
  found: string | null
}

/** Name of the only file of a program that has no name of its own, such as a lesson's. */
export const MAIN_FILES: Readonly<Record<Language, string>> = {
  python: 'main.py',
  javascript: 'main.js',
  typescript: 'main.ts',
  sql: 'query.sql',
}

export interface RunLimits {
  /** Wall time for one program or one case, in milliseconds. */
  wallMs: number
  /** Memory of the learner's program, in bytes. */
  memoryBytes: number
  /** Standard output and standard error together, in bytes; more is cut and marked. */
  outputBytes: number
}

export const DEFAULT_LIMITS: RunLimits = {
  wallMs: 5_000,
  memoryBytes: 50 * 1024 * 1024,
  outputBytes: 64 * 1024,
}

/** What every run says, of one program or of many cases. */
export interface RunRequest {
  language: Language
  /** All files of the program; `entry` is one of them. */
  files: SourceFile[]
  entry: string
  limits: RunLimits
  /** Weakest tier that will do. Code of others needs `kernel`; the learner's own may run at any. */
  atLeast: Tier
  signal?: AbortSignal
}

export interface ProgramRequest extends RunRequest {
  stdin: string
  /** How wide the tables may be that SQL prints, in columns of the terminal. Absent: always the same. */
  columns?: number
}

export interface CasesRequest extends RunRequest {
  cases: GuestCase[]
  /** After so many cases ran out of time the rest is not run: an endless loop costs seconds, not minutes. */
  maxTimeouts?: number
}

/** One test file, run in a guest of its own. `entry` is the test file; canaries already stand in its text. */
export interface TestsRequest extends RunRequest {
  framework: Framework
  /** Paths of the files that are not the learner's: the test file and what it reads or imports. */
  testFiles: string[]
}

export interface TestsResult extends Causes, AtLimit, RunInfo {
  /** In the order in which they ended, as they came over the private channel. Untrusted: what is missing did not pass. */
  tests: FrameworkTest[]
  /** Whether the guest said that it had reported everything, and nothing came after that. */
  complete: boolean
  /** The test that had begun and not ended when the run did, where the framework names it; null: none, or unknown. */
  unfinished: string | null
  /** What of the framework or the tests was changed, when the guest saw any: `TestCase.assertEqual`. Null: nothing seen. */
  patched: string | null
  /** What kept the file from being loaded, or ended the run. */
  error: GuestError | null
  stdout: string
  stderr: string
}

export interface FrameworkTest {
  /** `ClassName.test_name`, or the names of its describes and its own, joined with ` > `. */
  name: string
  status: 'passed' | 'failed' | 'error' | 'skipped'
  /** What the assertion or exception said; '' when it passed. */
  message: string
  /** Innermost place in the learner's own files, when an exception passed through them. */
  where: GuestError['where']
  /** What was printed while it ran, cut like all output. */
  output: string
  durationMs: number
}

/** One run to be watched step by step: of a program, or of one case's own call after its module was loaded. */
export interface TraceRequest extends RunRequest {
  action: GuestCase['action']
  /** Files of the case beside those of the program. */
  caseFiles: Record<string, string>
  /** Most steps to keep; the program is ended when it takes more. */
  maxSteps: number
}

export interface TraceResult extends RunInfo {
  trace: Trace
  /** The exception that ended it, with its place; also of a file that does not parse, which has no steps. */
  error: GuestError | null
  /** The name that the case's call needs and the program does not have. */
  missing: MissingName | null
}

/** What the guest is told of a case: inputs, and the names of what to give back. Never what is expected. */
export interface GuestCase {
  id: string
  action:
    | { type: 'call'; name: string; args: AuthoredValue[]; kwargs: Record<string, AuthoredValue> }
    | { type: 'program'; stdin: string; columns?: number }
    | { type: 'steps'; steps: GuestStep[] }
    /** SQL: the whole script. The guest gets `query` only after the learner's own statements have run. */
    | { type: 'script'; query: string | null }
  /** Of SQL: run before the script, each in the place of the program's file of that name, else after those. */
  files: Record<string, string>
  /** Files whose text is given back afterwards. */
  readBack: string[]
}

export type GuestStep =
  | {
      do: 'new' | 'call'
      name: string
      args: AuthoredValue[]
      kwargs: Record<string, AuthoredValue>
      as: string | null
    }
  | { do: 'get'; name: string; as: string | null }
  | { do: 'set'; name: string; to: AuthoredValue }

/** Why a run ended, one boolean per cause; all false is an ordinary end. */
export interface Causes {
  timedOut: boolean
  outOfMemory: boolean
  /** Output was cut. */
  outputLimit: boolean
  /** The interpreter died (signal, abort), or ended without a complete report. */
  crashed: boolean
  /** The program tried something the sandbox forbids, and the sandbox saw it. */
  forbidden: boolean
  cancelled: boolean
}

/** An ordinary end. */
export const NO_CAUSES: Causes = {
  timedOut: false,
  outOfMemory: false,
  outputLimit: false,
  crashed: false,
  forbidden: false,
  cancelled: false,
}

/** What is known of the moment in which a limit ended a run. */
export interface AtLimit {
  /** Line of the learner's own that was running when time ran out; null where nobody could see it. */
  where: { file: string; line: number; text: string } | null
  /** What held most when memory ran out: its length is in items or, for text and bytes, in characters. */
  grew: { name: string; type: string; length: number } | null
}

interface RunInfo {
  tier: Tier
  durationMs: number
  /** Peak memory of the guest in bytes; null where it cannot be had. */
  peakMemoryBytes: number | null
}

export interface ProgramResult extends Causes, AtLimit, RunInfo {
  stdout: string
  stderr: string
  /** The exception that ended it, if one did. */
  error: GuestError | null
  /** Status the program asked for with `sys.exit(n)`; 0 for an ordinary end, 1 after an exception. */
  exitCode: number
}

export interface CasesResult extends RunInfo {
  /** One for each case, in order; those left out because of `maxTimeouts` are missing at the end. */
  cases: CaseRun[]
}

/** A function, class or attribute that the case names and the learner's program does not have. */
export interface MissingName {
  name: string
  /** Class of the object that lacks it; null: the file itself. */
  owner: string | null
  /** What is there instead, for the nearest name. */
  defined: string[]
}

export interface CaseRun extends Causes, AtLimit {
  id: string
  /**
   * What the call gave back; for steps, see `steps`; for SQL what the last query gave, as `ResultSet`. Null when it
   * raised or never came to an end.
   */
  value: WireValue | null
  /** The exception that ended the call, the program, or loading the module. */
  error: GuestError | null
  /** Whether the error came while the module was loaded, before the case's own call; in SQL, its own query. */
  whileLoading: boolean
  missing: MissingName | null
  /** One for each step that was reached. */
  steps: { value: WireValue | null; error: GuestError | null }[]
  stdout: string
  stderr: string
  /** Text of each file of `readBack`; null when it does not exist. */
  files: Record<string, string | null>
  durationMs: number
}

export interface GuestError {
  /** Class name: `ValueError`, `TypeError`; `SyntaxError` for code that does not parse. */
  type: string
  /** Names of its classes from itself up to the root, so that subclasses count. */
  classes: string[]
  message: string
  /** Innermost place in the learner's own files; line and column from 1. */
  where: { file: string; line: number; column: number | null; text: string } | null
  /** The learner's own frames, outermost first. */
  frames: { file: string; line: number; name: string; text: string }[]
}

/** The rows of a query. */
export interface ResultSet {
  columns: string[]
  rows: WireValue[][]
}

/**
 * A value as the guest gives it back: JSON with tags, nothing left to guess. See "Values" in
 * docs/authoring.md. Untrusted: it is parsed and bounded before it is looked at.
 */
export type WireValue = AuthoredValue
