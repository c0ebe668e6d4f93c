import { join } from 'node:path'
import { LANGUAGES, type Language } from '../core/course/model.ts'
import { MasteryError } from '../core/errors.ts'
import {
  type AtLimit,
  type CaseRun,
  type CasesResult,
  type Causes,
  type CodeRunner,
  PROMISES,
  type ProgramRequest,
  type ProgramResult,
  type PromiseReport,
  type RunRequest,
  type TestsResult,
  TIERS,
  type Tier,
  type TierReport,
  type TraceResult,
} from '../core/grading/code-runner.ts'
import { fileCache } from './cache.ts'
import { type Engine, isMissing, type MissingEngine, type Prepared } from './engine.ts'
import type { Interpreter } from './interpreter.ts'
import { javascriptEngines } from './javascript-engines.ts'
import { type Job, NO_CAUSE, type Outcome, runJobs } from './jobs.ts'
import { breaches, type Probed, probeEngine, probeKey } from './probe.ts'
import { pythonEngines } from './python-engines.ts'
import { Spares } from './spares.ts'
import { sqlEngines } from './sql-engines.ts'
import { runTestFile } from './tests.ts'
import { runTrace } from './trace.ts'

export interface RunnerOptions {
  /** Folder of mastery's own package. */
  root: string
  /** JSON file that keeps what probing found; null: probe in every process. */
  cacheFile: string | null
  /** Attack every tier again, whatever was found before. */
  fresh?: boolean
  /** Keep one guest started ahead for each language that was run: for processes that live long. */
  warm?: boolean
  /** Path of bubblewrap; null: do as if it were not installed. Default: look for it. */
  bubblewrap?: string | null
  /** The Python interpreter; null: do as if it were not installed. Default: look for it. */
  python?: Interpreter | null
  /** Only these tiers. Default: all. */
  tiers?: readonly Tier[]
  /** Told true when a program has to wait for seconds until its sandbox was attacked, and false when it was. */
  onFirstRun?: (waits: boolean) => void
}

/** Only what takes longer is told: most probes are found in the cache. */
const SHORT_WAIT_MS = 300

const FAMILIES: Record<Language, Engine['family']> = {
  python: 'python',
  javascript: 'javascript',
  typescript: 'javascript',
  sql: 'sql',
}

/** The sandbox: runs code it does not trust in disposable children. Nothing is started before it is asked for. */
export function createRunner(options: RunnerOptions): CodeRunner {
  const cache = fileCache(options.cacheFile)
  const guestFolder = join(options.root, 'src/sandbox/guest')
  const spares = new Spares(options.warm ?? false)
  const probes = new Map<Engine, Promise<Probed>>()
  let known: (Engine | MissingEngine)[] | null = null

  function engines(): (Engine | MissingEngine)[] {
    if (known !== null) return known
    const wanted = options.tiers ?? TIERS
    const { root, bubblewrap, python } = options
    const snapshotFolder = options.cacheFile?.replace(/(\.json)?$/, '-snapshots') ?? null
    const given = { guestFolder, cache, snapshotFolder, root, bubblewrap, python }
    const all = [...pythonEngines(given), ...javascriptEngines(given), ...sqlEngines(given)]
    known = all.filter((engine) => wanted.includes(engine.tier))
    return known
  }

  function probed(engine: Engine): Promise<Probed> {
    let probe = probes.get(engine)
    if (probe === undefined) {
      probe = findOut(engine)
      probes.set(engine, probe)
    }
    return probe
  }

  async function watched(engine: Engine): Promise<Probed> {
    let waits = false
    const timer = setTimeout(() => {
      waits = true
      options.onFirstRun?.(true)
    }, SHORT_WAIT_MS)
    try {
      return await probed(engine)
    } finally {
      clearTimeout(timer)
      if (waits) options.onFirstRun?.(false)
    }
  }

  async function findOut(engine: Engine): Promise<Probed> {
    try {
      await engine.calibrate?.()
    } catch (error) {
      return { held: false, found: { time: (error as Error).message } }
    }
    const key = `probe ${probeKey(engine)}`
    const before = cache.get(key) as Probed | undefined
    if (before?.held && !options.fresh) return before
    const found = await probeEngine(engine)
    // A failure may pass (a busy machine): only what holds is remembered.
    if (found.held) cache.set(key, found)
    return found
  }

  /** The strongest tier for a language that holds here and is at least `atLeast`. */
  async function choose(language: Language, atLeast: Tier): Promise<Engine> {
    const reasons: string[] = []
    let remedy: string | null = null
    let weaker: Tier | null = null
    for (const engine of engines()) {
      if (engine.family !== FAMILIES[language]) continue
      if (TIERS.indexOf(engine.tier) > TIERS.indexOf(atLeast)) {
        reasons.push(`${engine.tier}: weaker than ${atLeast}, which is asked for`)
        if (!isMissing(engine)) weaker = engine.tier
        continue
      }
      if (isMissing(engine)) {
        reasons.push(`${engine.tier}: ${engine.detail}`)
        remedy ??= engine.remedy
        continue
      }
      const probe = await watched(engine)
      if (probe.held) return engine
      reasons.push(`${engine.tier}: ${breaches(probe)}`)
    }
    const why = reasons.length > 0 ? ` ${reasons.join('. ')}.` : ''
    throw new MasteryError('no-sandbox', `No sandbox here can run ${language} safely.${why}`, {
      next:
        remedy ??
        (weaker === null
          ? 'mastery sandbox doctor'
          : `Do you trust this code? Then add: --tier ${weaker}`),
    })
  }

  async function run(request: RunRequest, jobs: readonly Job[], maxTimeouts: number) {
    const engine = await choose(request.language, request.atLeast)
    const prepared = await engine.prepare(request)
    const began = performance.now()
    const { wallMs, memoryBytes } = request.limits
    const outcomes =
      prepared.error !== null
        ? jobs.map((): Outcome => notParsed)
        : await runJobs({
            start: () => spares.take(engine),
            init: {
              files: prepared.files,
              entry: request.entry,
              memoryBytes,
              wallMs,
              outputBytes: request.limits.outputBytes,
              // Only a backstop: the wall limit comes first.
              cpuSeconds: Math.ceil((wallMs / 1000) * jobs.length) + 10,
            },
            files: request.files,
            jobs,
            limits: request.limits,
            rawOutput: engine.rawOutput,
            watchMemory: engine.watchMemory ?? false,
            maxTimeouts,
            signal: request.signal,
          })
    // Starting it takes milliseconds, for which nobody who reads the result has to wait.
    setImmediate(() => spares.fill(engine))
    const peaks = outcomes.flatMap(({ report }) => report?.peakMemoryBytes ?? [])
    const info = {
      tier: engine.tier,
      durationMs: performance.now() - began,
      peakMemoryBytes: peaks.length > 0 ? Math.max(...peaks) : null,
    }
    return { outcomes, info, prepared }
  }

  return {
    async runProgram(request): Promise<ProgramResult> {
      const job: Job = {
        action: { type: 'program', stdin: request.stdin, ...widthOf(request) },
        files: {},
        readBack: [],
      }
      const { outcomes, info, prepared } = await run(request, [job], 1)
      const outcome = outcomes[0] as Outcome
      const error = errorOf(outcome, prepared)
      return {
        ...endingOf(outcome, prepared),
        ...info,
        stdout: outcome.stdout,
        stderr: outcome.stderr,
        error,
        exitCode: outcome.report?.exitCode ?? 1,
      }
    },

    async runCases(request): Promise<CasesResult> {
      const jobs = request.cases.map(({ action, files, readBack }) => ({ action, files, readBack }))
      const most = request.maxTimeouts ?? Number.POSITIVE_INFINITY
      const { outcomes, info, prepared } = await run(request, jobs, most)
      const cases = outcomes.map((outcome, index): CaseRun => {
        const { report } = outcome
        return {
          ...endingOf(outcome, prepared),
          id: request.cases[index]?.id ?? '',
          value: report?.value ?? null,
          error: errorOf(outcome, prepared),
          whileLoading: report === null ? outcome === notParsed : report.loading,
          missing: report?.missing ?? null,
          steps: (report?.steps ?? []).map(({ value, error }) => ({
            value,
            error: error === null ? null : prepared.translate(error),
          })),
          stdout: outcome.stdout,
          stderr: outcome.stderr,
          files: report?.files ?? {},
          durationMs: outcome.durationMs,
        }
      })
      return { ...info, cases }
    },

    async runTests(request): Promise<TestsResult> {
      const engine = await choose(request.language, request.atLeast)
      const result = await runTestFile(engine, () => spares.take(engine), request)
      setImmediate(() => spares.fill(engine))
      return result
    },

    async trace(request): Promise<TraceResult> {
      const engine = await choose(request.language, request.atLeast)
      const result = await runTrace(engine, () => spares.take(engine), request)
      setImmediate(() => spares.fill(engine))
      return result
    },

    async tiers({ languages = LANGUAGES, untilHeld = false } = {}): Promise<TierReport[]> {
      const reports: TierReport[] = []
      const held = new Set<Engine['family']>()
      for (const engine of engines()) {
        if (untilHeld && held.has(engine.family)) continue
        const served = languages.filter((language) => FAMILIES[language] === engine.family)
        if (served.length === 0) continue
        const probe = isMissing(engine) ? null : await probed(engine)
        const available = probe?.held ?? false
        if (available) held.add(engine.family)
        const detail =
          probe === null || available ? engine.detail : `not safe here: ${breaches(probe)}`
        const remedy = isMissing(engine) ? engine.remedy : null
        const promises = isMissing(engine)
          ? []
          : PROMISES.map((promise): PromiseReport => {
              const found = probe?.found[promise] ?? null
              return { promise, how: engine.holds[promise], held: found === null, found }
            })
        const { tier } = engine
        const key = isMissing(engine) ? null : probeKey(engine)
        const inWebAssembly = !isMissing(engine) && engine.inWebAssembly === true
        const report = { tier, available, detail, engine: key, inWebAssembly, remedy, promises }
        for (const language of served) reports.push({ language, ...report })
      }
      return reports
    },

    async close(): Promise<void> {
      await spares.close()
    },
  }
}

function widthOf({ columns }: ProgramRequest): { columns?: number } {
  return columns === undefined ? {} : { columns }
}

/** Stands for every job of a program that does not parse: none was run. */
const notParsed: Outcome = {
  ...NO_CAUSE,
  report: null,
  stdout: '',
  stderr: '',
  durationMs: 0,
}

function endingOf(outcome: Outcome, prepared: Prepared): Causes & AtLimit {
  const { timedOut, outOfMemory, outputLimit, crashed, forbidden, cancelled, grew } = outcome
  const where = outcome.where === null ? null : prepared.translatePlace(outcome.where)
  return { timedOut, outOfMemory, outputLimit, crashed, forbidden, cancelled, where, grew }
}

function errorOf(outcome: Outcome, prepared: Prepared) {
  if (outcome === notParsed) return prepared.error
  const error = outcome.report?.error ?? null
  return error === null ? null : prepared.translate(error)
}
