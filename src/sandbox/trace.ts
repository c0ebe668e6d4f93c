import { StringDecoder } from 'node:string_decoder'
import type { SourceFile } from '../core/course/model.ts'
import { MasteryError } from '../core/errors.ts'
import type { Causes, TraceRequest, TraceResult } from '../core/grading/code-runner.ts'
import type { TraceEnd, TraceStep } from '../core/trace/model.ts'
import type { Engine } from './engine.ts'
import type { GuestProcess } from './guest-process.ts'
import { type Outcome, runJobs, type StepListener } from './jobs.ts'
import { StepReader } from './trace-report.ts'

/** Most bytes of steps, as the guest writes them. */
const MAX_BYTES = 32 * 1024 * 1024
const CAUSES = [
  'cancelled',
  'timedOut',
  'outOfMemory',
  'outputLimit',
  'forbidden',
  'crashed',
] as const satisfies (keyof Causes)[]

/**
 * Runs a program while its guest tells each step. `init` has `trace` then: `maxSteps`, and `source`, the tracer's own
 * program. The guest sends frames of kind `t`, JSON arrays of steps, and each before anything that comes after it: what
 * is killed has told all it did. Output comes as always (`o`, `e`, the real descriptors) and is put into the steps by
 * its place between them. The report has `cut` when the program was ended after `maxSteps` steps, or more of it was not
 * followed. Of a case, what matters is its own call: a frame `b` after loading its module takes back the steps of that,
 * and what follows tells frames and objects anew; so only loading that fails is seen.
 * @throws MasteryError `usage` when the engine has no steps to show
 */
export async function runTrace(
  engine: Engine,
  start: () => GuestProcess,
  request: TraceRequest,
): Promise<TraceResult> {
  if (engine.prepareTrace === undefined)
    throw new MasteryError('usage', `There is no step-by-step trace of ${request.language}.`, {
      next: 'Trace a file of Python, JavaScript or TypeScript: mastery trace FILE',
    })
  const { language, files, entry, limits, maxSteps } = request
  const prepared = await engine.prepareTrace(request)
  const began = performance.now()
  const recorder = new StepRecorder(files, maxSteps)
  const outcome = prepared.error === null ? await run() : null
  const error = prepared.error ?? outcome?.report?.error ?? null
  const told = error === null || error === prepared.error ? error : prepared.translate(error)
  return {
    trace: {
      language,
      entry,
      files,
      steps: recorder.end(),
      maxSteps,
      end: endOf(outcome, recorder, told),
    },
    error: told,
    missing: outcome?.report?.missing ?? null,
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
        cpuSeconds: Math.ceil(limits.wallMs / 1000) + 10,
        trace: { maxSteps, source: prepared.tracer },
      },
      files,
      jobs: [{ action: request.action, files: request.caseFiles, readBack: [] }],
      limits,
      rawOutput: engine.rawOutput,
      maxTimeouts: 1,
      signal: request.signal,
      steps: recorder,
    })
    return outcome ?? null
  }
}

function endOf(
  outcome: Outcome | null,
  recorder: StepRecorder,
  error: TraceResult['error'],
): TraceEnd {
  if (recorder.full) return { how: 'limit', cause: 'traceSize' }
  const cause = CAUSES.find((name) => outcome?.[name])
  // A program that asks for what is forbidden is mostly told so by an exception, and goes on.
  if (cause !== undefined && !(cause === 'forbidden' && outcome?.report != null))
    return { how: 'limit', cause }
  if (error !== null) return { how: 'exception', type: error.type, message: error.message }
  if (outcome?.report?.cut) return { how: 'steps' }
  return { how: 'finished' }
}

/** Keeps the steps of one run, with what was printed between them. */
export class StepRecorder implements StepListener {
  /** There was more than a trace may hold. */
  full = false
  private kept: TraceStep[] = []
  private reader: StepReader
  private readonly files: readonly SourceFile[]
  private readonly maxSteps: number
  private bytes = 0
  private pending = { stdout: '', stderr: '' }
  private readonly decoders = {
    stdout: new StringDecoder('utf8'),
    stderr: new StringDecoder('utf8'),
  }

  constructor(files: readonly SourceFile[], maxSteps: number) {
    this.files = files
    this.reader = new StepReader(files)
    this.maxSteps = maxSteps
  }

  steps(payload: Buffer): Partial<Causes> | null {
    this.bytes += payload.length
    if (this.bytes > MAX_BYTES) {
      this.full = true
      return {}
    }
    const steps = this.reader.read(payload)
    if (steps === null || this.kept.length + steps.length > this.maxSteps) return { crashed: true }
    const [first] = steps
    if (first !== undefined) this.give(first)
    this.kept.push(...steps)
    return null
  }

  restart(): void {
    const before = this.kept
    this.kept = []
    this.reader = new StepReader(this.files)
    this.pending = {
      stdout: before.map(({ out = '' }) => out).join('') + this.pending.stdout,
      stderr: before.map(({ err = '' }) => err).join('') + this.pending.stderr,
    }
  }

  printed(stream: 'stdout' | 'stderr', bytes: Buffer): void {
    this.pending[stream] += this.decoders[stream].write(bytes)
  }

  /** All steps. What was printed after the last one is added to it. */
  end(): TraceStep[] {
    const last = this.kept.at(-1)
    if (last !== undefined) this.give(last)
    return this.kept
  }

  private give(step: TraceStep): void {
    const { stdout, stderr } = this.pending
    if (stdout !== '') step.out = (step.out ?? '') + stdout
    if (stderr !== '') step.err = (step.err ?? '') + stderr
    this.pending = { stdout: '', stderr: '' }
  }
}
