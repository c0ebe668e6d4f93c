import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import type { Settings } from './core/config/settings.ts'
import type { CodeRunner } from './core/grading/code-runner.ts'
import type { MakeMutants } from './core/grading/mutant.ts'
import type { Linter } from './core/grading/quality.ts'
import type { SandboxLab } from './core/grading/sandbox-report.ts'
import type { OpenTokenizer } from './core/grading/similarity/tokens.ts'
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
    runTests: async (request) => (await runner()).runTests(request),
    trace: async (request) => (await runner()).trace(request),
    tiers: async (look) => (await runner()).tiers(look),
    close: async () => {
      // Whoever ran something was told when loading failed; there is nothing to close then.
      const loaded = await loading?.catch(() => null)
      await loaded?.close()
    },
  }
}

/** Makes mutants; the grammars load when something is first made. */
export function lazyMutantMaker(root: string): MakeMutants {
  let loading: Promise<MakeMutants> | null = null
  return async (language, solution, most) => {
    loading ??= import('./sandbox/mutation/make-mutants.ts').then(({ createMutantMaker }) =>
      createMutantMaker(root),
    )
    return (await loading)(language, solution, most)
  }
}

/** A lab whose code loads when the sandbox is looked at. Each of its runners is closed by itself. */
export function lazyLab(options: { root: string; cacheFile: string }): SandboxLab {
  const lab = async () => {
    const [{ createLab }, { machine }, { createRunner }] = await Promise.all([
      import('./sandbox/lab/lab.ts'),
      import('./sandbox/lab/machine.ts'),
      import('./sandbox/runner.ts'),
    ])
    const { root, cacheFile } = options
    return createLab({
      corpus: join(root, 'test/sandbox/attacks'),
      machine: () => machine(root),
      makeRunner: ({ tiers, warm, fresh }) =>
        createRunner({
          root,
          cacheFile,
          fresh,
          warm,
          ...(tiers === undefined ? {} : { tiers }),
        }),
    })
  }
  return {
    report: async (settings) => (await lab()).report(settings),
    attack: async (options) => (await lab()).attack(options),
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
        seed: randomInt(2 ** 47),
        ...(signal === undefined ? {} : { signal }),
      })
    },
    quality: lazyQuality(parts.root),
  }
}

/** Reads programs to compare them; what parses them loads when they are. @param root folder of mastery's own package */
export function lazyTokenizer(root: string): OpenTokenizer {
  return async (language) => {
    const { openTokenizer } = await import('./sandbox/lint/tokenizer.ts')
    return openTokenizer(root, language)
  }
}

/** Quality of accepted code. @param root folder of mastery's own package */
export function lazyQuality(root: string): Grader['quality'] {
  let linter: Linter | null = null
  return async (input) => {
    const { assessQuality } = await import('./core/grading/quality.ts')
    const { createLinter } = await import('./sandbox/lint/linter.ts')
    linter ??= createLinter(root)
    return assessQuality({ linter }, input)
  }
}
