import type { SourceFile } from '../core/course/model.ts'
import { MasteryError } from '../core/errors.ts'
import {
  type AtLimit,
  type Causes,
  type GuestCase,
  NO_CAUSES,
  type RunLimits,
} from '../core/grading/code-runner.ts'
import type { Exit, GuestProcess } from './guest-process.ts'
import { CappedOutput } from './output.ts'
import { type Report, readReport, readWhere } from './report.ts'
import { lineInDump } from './watchdog.ts'

/** One case, one run of a program, or one test file, as the guest gets it. */
export type Job = Pick<GuestCase, 'files' | 'readBack'> & {
  action: GuestCase['action'] | TestsAction
}

/** The entry is a test file. `source` is the guest's part of the framework; every result must carry the nonce. */
export interface TestsAction {
  type: 'tests'
  testFiles: readonly string[]
  source: string
  nonce: string
}

/** What came of a job. `report` is null when the guest never came to give one. */
export interface Outcome extends Causes, AtLimit {
  report: Report | null
  stdout: string
  stderr: string
  durationMs: number
}

export interface Batch {
  /** A guest nobody has used. */
  start(): GuestProcess
  /** First message to a guest: files, entry and limits. */
  init: unknown
  /** The program's files, to tell a line of them. */
  files: readonly SourceFile[]
  jobs: readonly Job[]
  limits: RunLimits
  /** Whether what arrives on the real descriptors 1 and 2 is the learner's output. */
  rawOutput: boolean
  /** Whether the guest is ended when it grows by more than its memory. */
  watchMemory?: boolean
  maxTimeouts: number
  signal: AbortSignal | undefined
  /** Gets the steps of a program that is traced, and its output in the order in which it came between them. */
  steps?: StepListener
  /** Gets the results of a framework's tests, and the output between them. */
  tests?: TestListener
}

export interface TestListener {
  /** A frame about a test, as the guest wrote it. False: it cannot be from the framework. */
  test(payload: Buffer): boolean
  /** What of the output is within the limit. */
  printed(stream: 'stdout' | 'stderr', bytes: Buffer): void
}

export interface StepListener {
  /** A batch of steps, as the guest wrote it. Gives back why the run must end; null: go on. */
  steps(payload: Buffer): Partial<Causes> | null
  /** A case's module is loaded: the steps up to here were those of loading it. */
  restart(): void
  /** What of the output is within the limit. */
  printed(stream: 'stdout' | 'stderr', bytes: Buffer): void
}

/** Python without its snapshot takes seconds, on a busy machine many. */
const START_MS = 30_000
/** How often a guest that has no limit of its own on memory is looked at. */
const LOOK_MS = 10
/** What an engine needs beside the learner's data. */
const MEMORY_SLACK = 16 * 1024 * 1024
/** It ended by itself. */
export const NO_CAUSE: Causes & AtLimit = {
  ...NO_CAUSES,
  where: null,
  grew: null,
}

/**
 * Runs jobs one after another, in one guest as long as it lives. A job that kills its guest (time, memory,
 * crash) is told why, and the next one gets a new guest. When this returns every guest was killed; the system may
 * take some milliseconds more to clear it away (`GuestProcess.gone`), which nobody has to wait for to read a result.
 * @throws MasteryError `no-sandbox` when a guest does not even start
 */
export async function runJobs(batch: Batch): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  let guest: GuestProcess | null = null
  let timeouts = 0
  try {
    for (const job of batch.jobs) {
      if (timeouts >= batch.maxTimeouts) break
      if (batch.signal?.aborted) {
        outcomes.push(nothing({ cancelled: true }))
        continue
      }
      let result: Ended | null = null
      for (let tries = 0; result === null || (result.unstarted && tries < 2); tries++) {
        if (guest === null) {
          guest = begun(batch)
          await up(guest)
          guest.send(batch.init)
        }
        result = await runOne(guest, job, batch)
        if (result.over) {
          guest.kill()
          guest = null
        }
      }
      if (result.outcome.timedOut) timeouts++
      outcomes.push(result.outcome)
    }
  } finally {
    guest?.kill()
  }
  return outcomes
}

interface Ended {
  outcome: Outcome
  /** This guest must not be used again. */
  over: boolean
  /** It died while making ready for this job: the job before is to blame. */
  unstarted: boolean
}

function runOne(guest: GuestProcess, job: Job, batch: Batch): Promise<Ended> {
  const output = new CappedOutput(batch.limits.outputBytes)
  const began = performance.now()
  let started = false
  let pressed = false
  let reported = false
  let where: AtLimit['where'] = null
  return new Promise((resolve) => {
    let settled = false
    const settle = (causes: Partial<Causes>, report: Report | null) => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      clearInterval(watch)
      batch.signal?.removeEventListener('abort', cancel)
      const { stdout, stderr } = output.text()
      const outcome = {
        ...NO_CAUSE,
        outputLimit: output.full,
        ...causes,
        where: placeAtLimit(causes),
        grew: report?.grew ?? null,
        report,
        stdout,
        stderr,
        durationMs: performance.now() - began,
      }
      const over = report === null || report.retire || output.full
      resolve({ outcome, over, unstarted: !started && report === null && causes.crashed === true })
    }
    const placeAtLimit = ({ timedOut, outOfMemory }: Partial<Causes>) => {
      if (timedOut) return where ?? lineInDump(guest.notes, batch.files)
      return outOfMemory ? where : null
    }
    const stop = (causes: Partial<Causes>) => {
      guest.kill()
      settle(causes, null)
    }
    const cancel = () => stop({ cancelled: true })
    // When this process stood still meanwhile, a report that came in time waits in its pipe.
    const timer = setTimeout(
      () =>
        afterReading(() => {
          if (!reported) stop({ timedOut: true })
        }),
      batch.limits.wallMs,
    )
    const watch = batch.watchMemory
      ? setInterval(() => {
          if (guest.growth() > batch.limits.memoryBytes + MEMORY_SLACK) stop({ outOfMemory: true })
        }, LOOK_MS)
      : undefined
    batch.signal?.addEventListener('abort', cancel, { once: true })
    const printed = (stream: 'stdout' | 'stderr', bytes: Buffer) => {
      if (settled) return
      const kept = output.add(stream, bytes)
      batch.steps?.printed(stream, kept)
      batch.tests?.printed(stream, kept)
      if (output.full) stop({})
    }
    guest.listen({
      frame({ kind, payload }) {
        // Nobody has to read what comes after the end.
        if (settled) return
        if (kind === 's') started = true
        else if (kind === 'o') printed('stdout', payload)
        else if (kind === 'e') printed('stderr', payload)
        else if (kind === 't' && batch.steps !== undefined) {
          const fault = batch.steps.steps(payload)
          if (fault !== null) stop(fault)
        } else if (kind === 'b') batch.steps?.restart()
        else if (kind === 'f' && batch.tests !== undefined) {
          if (!batch.tests.test(payload)) stop({ crashed: true })
        } else if (kind === 'p') pressed = true
        else if (kind === 'w') where = readWhere(payload)
        else if (kind === 'q') guest.send({ query: queryOf(job) })
        else if (kind === 'm') stop({ outOfMemory: true })
        else if (kind === 'd') {
          const report = readReport(payload)
          if (report === null) stop({ crashed: true })
          // What was written to the real descriptors before the report is already in their pipes.
          else {
            reported = true
            afterReading(() => settle(causesOf(report), report))
          }
        }
      },
      output: (stream, bytes) => {
        if (batch.rawOutput) printed(stream, bytes)
      },
      garbage: () => settle({ crashed: true }, null),
      exit: (exit) => {
        const died = pressed ? { outOfMemory: true } : deathOf(exit, guest.lastWords)
        settle(guest.overfull ? { forbidden: true } : died, null)
      },
    })
    guest.notes = ''
    // It may have been asked for while the guest was started.
    if (batch.signal?.aborted) return cancel()
    // The first look is before the job.
    if (batch.watchMemory) guest.growth()
    if (guest.exited === null) guest.send(withoutQuery(job))
  })
}

/** What the guest gets before the learner's code has run. */
function withoutQuery(job: Job): unknown {
  return job.action.type === 'script' ? { ...job, action: { type: 'script' } } : job
}

/** What it asks for afterwards. */
function queryOf({ action }: Job): string | null {
  return action.type === 'script' ? action.query : null
}

function causesOf(report: Report): Partial<Causes> {
  const { outOfMemory, forbidden, rowsCut } = report
  return { outOfMemory, forbidden, ...(rowsCut ? { outputLimit: true } : {}) }
}

/** bubblewrap ends with 128 + n when its child died of signal n. */
function deathOf(exit: Exit, lastWords: string): Partial<Causes> {
  if (
    /out of memory|MemoryError|Allocation failed|bad_alloc|Cannot allocate memory/i.test(lastWords)
  )
    return { outOfMemory: true }
  if (exit.signal === 'SIGSYS' || exit.code === 128 + 31) return { forbidden: true }
  if (exit.signal === 'SIGXCPU' || exit.code === 128 + 24) return { timedOut: true }
  return { crashed: true }
}

/** Two turns of the event loop: each reads every pipe that has something. */
function afterReading(then: () => void): void {
  setImmediate(() => setImmediate(then))
}

/** The system may refuse a further process: too many files are open, memory is short. */
function begun(batch: Batch): GuestProcess {
  try {
    return batch.start()
  } catch (error) {
    throw unstartable(error)
  }
}

function unstartable(error: unknown): MasteryError {
  return new MasteryError(
    'no-sandbox',
    `The sandbox does not start: ${(error as Error).message.trim()}`,
    { next: 'mastery sandbox doctor', cause: error },
  )
}

async function up(guest: GuestProcess): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it did not start in time')), START_MS)
  })
  try {
    await Promise.race([guest.ready, late])
  } catch (error) {
    guest.kill()
    throw unstartable(error)
  } finally {
    clearTimeout(timer)
  }
}

function nothing(causes: Partial<Causes>): Outcome {
  return { ...NO_CAUSE, ...causes, report: null, stdout: '', stderr: '', durationMs: 0 }
}
