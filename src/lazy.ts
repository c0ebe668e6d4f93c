import type { Settings } from './core/config/settings.ts'
import type { CodeRunner } from './core/grading/code-runner.ts'
import type { Grader } from './core/practice/grader.ts'
import type { RunnerOptions } from './sandbox/runner.ts'

/** A runner whose code loads when something is first run: most commands run nothing. */
export function lazyRunner(options: RunnerOptions): CodeRunner {
  let loading: Promise<CodeRunner> | null = null
  const runner = () => {
    loading ??= import('./sandbox/runner.ts').then(({ createRunner }) => createRunner(options))
    return loading
  }
  return {
    runProgram: async (request) => (await runner()).runProgram(request),
    runCases: async (request) => (await runner()).runCases(request),
    trace: async (request) => (await runner()).trace(request),
    tiers: async () => (await runner()).tiers(),
    close: async () => {
      // Whoever ran something was told when loading failed; there is nothing to close then.
      const loaded = await loading?.catch(() => null)
      await loaded?.close()
    },
  }
}

/** What grading needs of the rest, each taken when something is first graded. */
interface GraderParts {
  readonly runner: CodeRunner
  readonly settings: Settings
  /** Folder of mastery's own package. */
  readonly root: string
}

/** Checks and submissions: within the limits of the exercise and of the learner's settings. */
export function lazyGrader(parts: GraderParts): Grader {
  return {
    grade: async ({ exercise, files, all, atLeast, signal }) => {
      const { gradeExercise } = await import('./core/grading/grade.ts')
      const { limits } = exercise
      const seconds = Math.min(limits.seconds, parts.settings.get<number>('limits.seconds'))
      const memoryMb = Math.min(limits.memoryMb, parts.settings.get<number>('limits.memory-mb'))
      return gradeExercise(parts, {
        exercise: { ...exercise, limits: { ...limits, seconds, memoryMb } },
        files,
        include: all ? 'all' : 'visible',
        atLeast,
        ...(signal === undefined ? {} : { signal }),
      })
    },
    quality: async (input) => {
      const { assessQuality } = await import('./core/grading/quality.ts')
      const { createLinter } = await import('./sandbox/lint/linter.ts')
      return assessQuality({ linter: createLinter(parts.root) }, input)
    },
  }
}
