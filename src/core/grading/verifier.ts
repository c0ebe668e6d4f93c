import { hashOf } from '../course/canonical.ts'
import type { Exercise, Language, SourceFile } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import { type CaseRun, type CodeRunner, TIERS, type Tier } from './code-runner.ts'
import { gradeExercise } from './grade.ts'
import type { MakeMutants } from './mutant.ts'
import type { Outcome, OutcomeCache } from './outcome-cache.ts'
import type { Verdict } from './verdict.ts'

/** What checking a course by running it needs. */
export interface VerifyContext {
  runner: CodeRunner
  /** Weakest sandbox that will do. */
  atLeast: Tier
  makeMutants: MakeMutants
  /** What earlier checks found; null: run everything. */
  cache: OutcomeCache | null
  /** Changes with mastery itself, so that another version runs everything again. */
  version: string
  /** How many programs run at the same time. */
  workers: number
  signal?: AbortSignal
}

/** An outcome, and whether it would be the same on a slower machine. */
interface Ran extends Outcome {
  timeless: boolean
}

/** Runs programs of a course, or remembers what came of them. */
export class Verifier {
  readonly runner: CodeRunner
  readonly atLeast: Tier
  private readonly context: VerifyContext
  private readonly engines = new Map<Language, Promise<string>>()
  /** How many outcomes came from the cache. */
  cached = 0

  constructor(context: VerifyContext) {
    this.context = context
    this.runner = context.runner
    this.atLeast = context.atLeast
  }

  /**
   * What came of a run on these inputs, by their hash. Whatever ran out of time is run again: a faster machine, or one
   * that is less busy, might come to another end.
   */
  async remembered(language: Language, inputs: unknown, run: () => Promise<Ran>): Promise<Outcome> {
    const { cache, version } = this.context
    if (cache === null) return run()
    const key = hashOf(
      { version, engine: await this.engine(language), inputs: exactly(inputs) },
      32,
    )
    const before = cache.get(key)
    if (before !== undefined) {
      this.cached++
      return before
    }
    const { timeless, ...outcome } = await run()
    if (timeless) cache.set(key, outcome)
    return outcome
  }

  /** Grades files against all cases of an exercise. `hasty`: one case that runs out of time is enough. */
  graded(
    exercise: Exercise,
    files: readonly SourceFile[],
    signal: AbortSignal,
    { hasty = false } = {},
  ): Promise<Outcome> {
    const { runner: language, edit, readonly, limits, visible, hidden, framework } = exercise
    const fixed = exercise.starter.filter(({ path }) => readonly.includes(path))
    const inputs = { files, fixed, edit, readonly, limits, visible, hidden, framework, hasty }
    return this.remembered(language, { ...inputs, atLeast: this.atLeast }, async () => {
      const watched = watching(this.runner, hasty)
      const verdict = await gradeExercise(
        { runner: watched.runner },
        // Nothing that is run here knows or guesses where canaries stand.
        { exercise, files, include: 'all', atLeast: this.atLeast, seed: 0, signal },
      )
      return {
        fault: verdict.status === 'passed' ? null : faultOf(verdict),
        slowestMs: Math.max(0, ...verdict.tests.map(({ durationMs }) => durationMs)),
        timeless: verdict.status === 'passed' || failsInTime(verdict, watched.late),
      }
    })
  }

  /** @throws MasteryError `cancelled` */
  mustGoOn(cancelled: boolean): void {
    if (cancelled) throw new MasteryError('cancelled', 'Cancelled. What was found is kept.')
  }

  /** What would run a language here; changes with the interpreter, the sandbox and the tier. */
  private engine(language: Language): Promise<string> {
    const find = async (): Promise<string> => {
      const reports = await this.runner.tiers({ languages: [language], untilHeld: true })
      const enough = TIERS.slice(0, TIERS.indexOf(this.atLeast) + 1)
      const chosen = reports.find(({ available, tier }) => available && enough.includes(tier))
      return `${chosen?.tier} ${chosen?.engine}`
    }
    let engine = this.engines.get(language)
    if (engine === undefined) {
      engine = find()
      this.engines.set(language, engine)
    }
    return engine
  }
}

/** A runner that notes which cases ran out of time, and does not wait for a second one when in a hurry. */
function watching(runner: CodeRunner, hasty: boolean): { runner: CodeRunner; late: Set<string> } {
  const late = new Set<string>()
  const note = (run: CaseRun): void => {
    if (run.timedOut) late.add(run.id)
  }
  return {
    late,
    runner: {
      ...runner,
      async runCases(request) {
        if (hasty && late.size > 0) return { ...NOTHING_RUN, tier: request.atLeast }
        const result = await runner.runCases({ ...request, ...(hasty ? { maxTimeouts: 1 } : {}) })
        for (const run of result.cases) note(run)
        return result
      },
      async runTests(request) {
        const result = await runner.runTests(request)
        if (result.timedOut) late.add(EVERY_TEST)
        return result
      },
    },
  }
}

const NOTHING_RUN = { cases: [], durationMs: 0, peakMemoryBytes: null }
/** Of a framework whole files run out of time. */
const EVERY_TEST = '*'

/** Whether some test fails for another reason than time. */
function failsInTime({ tests, broken }: Verdict, late: ReadonlySet<string>): boolean {
  if (late.size === 0 || (broken ?? null) !== null) return late.size === 0
  return tests.some(
    ({ id, status }) =>
      (status === 'failed' || status === 'error') && !late.has(id) && !late.has(EVERY_TEST),
  )
}

/** As text in ASCII: what a hash takes for the same, such as two kinds of line ends, may run differently. */
function exactly(inputs: unknown): string {
  return JSON.stringify(inputs).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function faultOf(verdict: Verdict): string {
  const failed = verdict.tests.find(({ status }) => status === 'failed' || status === 'error')
  if (failed === undefined) return verdict.errorKind ?? 'no test was run'
  return `${failed.id}: ${failed.rationale}`
}
