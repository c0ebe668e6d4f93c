import { randomBytes } from 'node:crypto'
import { StringDecoder } from 'node:string_decoder'
import { MasteryError } from '../core/errors.ts'
import type {
  FrameworkTest,
  GuestError,
  TestsRequest,
  TestsResult,
} from '../core/grading/code-runner.ts'
import type { Engine } from './engine.ts'
import type { GuestProcess } from './guest-process.ts'
import { NO_CAUSE, type Outcome, runJobs, type TestListener } from './jobs.ts'
import { isRecord, readJson, readPlace, text, whole } from './report.ts'

const MOST_TESTS = 5_000
const MAX_NAME = 1_000
const MAX_MESSAGE = 8_000
const MAX_OUTPUT = 64 * 1024
const STATUSES = ['passed', 'failed', 'error', 'skipped'] as const

/**
 * Runs one test file. The guest sends frames of kind `f`, JSON with the nonce that only its framework was told:
 * `{nonce, begin: <name, or true>}` before each test, `{nonce, name, status, message, where, ms}` after it, and
 * `{nonce, end: <number of tests>, patched}` when all were reported. A frame with another nonce ends the run.
 * @throws MasteryError `no-sandbox` when the engine does not have the framework
 */
export async function runTestFile(
  engine: Engine,
  start: () => GuestProcess,
  request: TestsRequest,
): Promise<TestsResult> {
  if (engine.prepareTests === undefined)
    throw new MasteryError('no-sandbox', `No sandbox here can run tests of ${request.framework}.`, {
      next: 'mastery sandbox doctor',
    })
  const { files, entry, limits } = request
  const prepared = await engine.prepareTests(request)
  const began = performance.now()
  const nonce = randomBytes(16).toString('hex')
  const reader = new TestReader(nonce)
  const outcome = prepared.error === null ? await run() : null
  const { timedOut, outOfMemory, outputLimit, crashed, forbidden, cancelled, grew, where } =
    outcome ?? NO_CAUSE
  const error = outcome?.report?.error ?? null
  return {
    timedOut,
    outOfMemory,
    outputLimit,
    crashed,
    forbidden,
    cancelled,
    grew,
    where: where === null ? null : prepared.translatePlace(where),
    tests: reader.tests.map((test) => ({ ...test, where: translated(test.where) })),
    complete: reader.complete && outcome !== null && outcome.report !== null && !outputLimit,
    unfinished: reader.complete ? null : reader.running,
    patched: reader.patched,
    error: prepared.error ?? (error === null ? null : prepared.translate(error)),
    stdout: outcome?.stdout ?? '',
    stderr: outcome?.stderr ?? '',
    tier: engine.tier,
    durationMs: performance.now() - began,
    peakMemoryBytes: outcome?.report?.peakMemoryBytes ?? null,
  }

  async function run(): Promise<Outcome | null> {
    const [outcome] = await runJobs({
      start,
      init: {
        files: prepared.files,
        entry,
        memoryBytes: limits.memoryBytes,
        wallMs: limits.wallMs,
        outputBytes: limits.outputBytes,
        cpuSeconds: Math.ceil(limits.wallMs / 1000) + 10,
      },
      files,
      jobs: [
        {
          action: {
            type: 'tests',
            testFiles: request.testFiles,
            source: prepared.harness,
            nonce,
          },
          files: {},
          readBack: [],
        },
      ],
      limits,
      rawOutput: engine.rawOutput,
      watchMemory: engine.watchMemory ?? false,
      maxTimeouts: 1,
      signal: request.signal,
      tests: reader,
    })
    return outcome ?? null
  }

  function translated(where: GuestError['where']): GuestError['where'] {
    if (where === null) return null
    return prepared.translate({ type: '', classes: [], message: '', where, frames: [] }).where
  }
}

/** Collects what the guest says of its tests. Nothing of it is trusted. */
class TestReader implements TestListener {
  readonly tests: FrameworkTest[] = []
  complete = false
  patched: string | null = null
  running: string | null = null
  private readonly nonce: string
  /** Since the last test began. */
  private output: Buffer[] = []

  constructor(nonce: string) {
    this.nonce = nonce
  }

  test(payload: Buffer): boolean {
    const data = readJson(payload)
    if (!isRecord(data) || data.nonce !== this.nonce) return false
    // Nothing may come after the end.
    if (this.complete) {
      this.complete = false
      return false
    }
    if (data.begin !== undefined) {
      this.running = typeof data.begin === 'string' ? text(data.begin, MAX_NAME) : null
      this.output = []
      return true
    }
    if (data.end !== undefined) {
      this.complete = data.end === this.tests.length
      this.patched = typeof data.patched === 'string' ? text(data.patched, MAX_NAME) : null
      return this.complete
    }
    const status = STATUSES.find((one) => one === data.status)
    if (status === undefined || typeof data.name !== 'string') return false
    if (this.tests.length >= MOST_TESTS) return false
    this.running = null
    this.tests.push({
      name: text(data.name, MAX_NAME),
      status,
      message: text(data.message, MAX_MESSAGE),
      where: readPlace(data.where),
      output: new StringDecoder('utf8').write(Buffer.concat(this.output)).slice(0, MAX_OUTPUT),
      durationMs: whole(data.ms, 0, 1e9) ?? 0,
    })
    this.output = []
    return true
  }

  printed(_stream: 'stdout' | 'stderr', bytes: Buffer): void {
    this.output.push(Buffer.from(bytes))
  }
}
