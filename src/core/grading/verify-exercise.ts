import type { Exercise, SourceFile } from '../course/model.ts'
import type { Problem } from '../errors.ts'
import { forgeriesOf } from './forgeries/forgery.ts'
import { MUTATION_OPERATORS, type Mutant } from './mutant.ts'
import type { Outcome } from './outcome-cache.ts'
import { quoted } from './render-value.ts'
import { changedLine, type Survivor } from './survivor.ts'
import type { Verifier } from './verifier.ts'

/** Something to run; gives back what is wrong. */
export type Job = (signal: AbortSignal) => Promise<Finding[]>

/** A problem, or a wrong solution that passes. */
export type Finding = { problem: Problem } | { survivor: Survivor }

/** So many times faster than the short limit a solution must be for its mutants to get that. */
const HASTE = 4
const SHORT_SECONDS = 1
const NEVER_RAN: Outcome = { fault: null, slowestMs: Number.POSITIVE_INFINITY }

/** Everything an exercise claims of itself, each part run when it is asked for. */
export class ExerciseJobs {
  private readonly verifier: Verifier
  private readonly exercise: Exercise
  private readonly solved: readonly SourceFile[]
  private solution: Promise<Outcome> | null = null

  constructor(verifier: Verifier, exercise: Exercise) {
    this.verifier = verifier
    this.exercise = exercise
    this.solved = overlay(exercise.starter, exercise.solution)
  }

  /** The solution passes and the starter fails, or as `expect` says. */
  claims(): Job[] {
    const { expect, solution, starter } = this.exercise
    const main = this.exercise.edit[0] ?? ''
    const jobs: Job[] = []
    if (solution.length > 0)
      jobs.push(async (signal) => {
        const { fault } = await this.ofSolution(signal)
        if ((fault === null) === (expect.solution === 'pass')) return []
        return fault === null
          ? this.error(
              `solution/${main}`,
              'solution-passes',
              'The solution passes, but should fail.',
            )
          : this.error(`solution/${main}`, 'solution-fails', `The solution fails: ${fault}`)
      })
    jobs.push(async (signal) => {
      const { fault } = await this.verifier.graded(this.exercise, starter, signal)
      if ((fault === null) === (expect.starter === 'pass')) return []
      return fault === null
        ? this.error(
            `starter/${main}`,
            'starter-passes',
            'The starter passes all tests, so there is nothing to do.',
          )
        : this.error(`starter/${main}`, 'starter-fails', `The starter fails: ${fault}`)
    })
    return jobs
  }

  written(): Job[] {
    const { id, edit } = this.exercise
    return this.exercise.mutants.map(({ name, files }) => async (signal) => {
      const { fault } = await this.verifier.graded(
        this.exercise,
        overlay(this.solved, files),
        signal,
      )
      if (fault !== null) return []
      const change = changedLine(this.solved, files)
      return [
        {
          survivor: {
            ...{ exercise: id, kind: 'written', name },
            file: this.path(`mutants/${name}/${files[0]?.path ?? edit[0]}`),
            ...{ line: change.line, column: 1, before: change.before, after: change.after },
            says: 'This wrong solution passes all tests.',
            hint: 'a case whose result differs between this and the solution',
          },
        },
      ]
    })
  }

  generated(mutants: readonly Mutant[]): Job[] {
    return mutants.map((mutant) => async (signal) => {
      const { fault: broken } = await this.ofSolution(signal)
      // Of a solution that fails a wrong one says nothing.
      if (broken !== null) return []
      const { fault } = await this.hasty({}, overlay(this.solved, mutant.files), signal)
      if (fault !== null) return []
      const { file, line, column, before, after, operator } = mutant
      return [
        {
          survivor: {
            ...{ exercise: this.exercise.id, kind: 'generated', name: operator },
            file: this.path(`solution/${file}`),
            ...{ line, column, before, after },
            says: `Nothing fails when ${quoted(before)} becomes ${quoted(after)} here.`,
            hint: MUTATION_OPERATORS[operator],
          },
        },
      ]
    })
  }

  forged(): Job[] {
    const { id, visible, hidden, framework } = this.exercise
    const probe = this.probe()
    const tests = this.path(framework === undefined ? 'tests/hidden.yaml' : 'tests/hidden')
    return forgeriesOf(this.exercise).map(({ name, does, files }) => async (signal) => {
      // One hidden case turns most of them away; only what passes it has to be run with all.
      for (const cases of probe === null ? [{ visible, hidden }] : [probe, { visible, hidden }]) {
        const { fault } = await this.hasty(cases, files, signal)
        if (fault !== null) return []
      }
      return [
        {
          survivor: {
            ...{ exercise: id, kind: 'forged', name, file: tests },
            ...{ line: 1, column: 1, before: null, after: null },
            says: `A submission that ${does} passes all tests.`,
            hint: 'a hidden case with another input, whose answer no visible case has',
          },
        },
      ]
    })
  }

  /** With less time when the solution is fast: a turned condition often makes an endless loop. */
  private async hasty(
    cases: Partial<Pick<Exercise, 'visible' | 'hidden'>>,
    files: readonly SourceFile[],
    signal: AbortSignal,
  ): Promise<Outcome> {
    const { limits, solution } = this.exercise
    const { slowestMs } = solution.length === 0 ? NEVER_RAN : await this.ofSolution(signal)
    const isFast = slowestMs * HASTE <= SHORT_SECONDS * 1000
    const seconds = isFast ? Math.min(SHORT_SECONDS, limits.seconds) : limits.seconds
    const exercise = { ...this.exercise, ...cases, limits: { ...limits, seconds } }
    return this.verifier.graded(exercise, files, signal, { hasty: true })
  }

  private ofSolution(signal: AbortSignal): Promise<Outcome> {
    this.solution ??= this.verifier.graded(this.exercise, this.solved, signal)
    return this.solution
  }

  /** A hidden case that can be run alone, and whose answer no visible one has. */
  private probe(): Pick<Exercise, 'visible' | 'hidden'> | null {
    const { visible, hidden, framework } = this.exercise
    const answer = ({ returns, stdout, result, raises }: Exercise['visible'][number]): string =>
      JSON.stringify([returns, stdout, result?.rows, raises])
    const known = new Set(visible.map(answer))
    const alone = (hidden ?? []).filter(({ needs }) => needs.length === 0)
    const found = alone.find((test) => !known.has(answer(test))) ?? alone[0]
    return found === undefined || framework !== undefined ? null : { visible: [], hidden: [found] }
  }

  private error(file: string, rule: string, message: string): Finding[] {
    return [
      {
        problem: { file: this.path(file), line: 1, column: 1, severity: 'error', rule, message },
      },
    ]
  }

  private path(file: string): string {
    return this.exercise.path.replace(/exercise\.md$/, '') + file
  }
}

function overlay(below: readonly SourceFile[], above: readonly SourceFile[]): SourceFile[] {
  const replaced = new Set(above.map(({ path }) => path))
  return [...below.filter(({ path }) => !replaced.has(path)), ...above]
}
