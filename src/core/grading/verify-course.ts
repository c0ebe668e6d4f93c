import type { CompiledCourse, Exercise, Item, RunnableFence, SourceFile } from '../course/model.ts'
import type { Problem } from '../errors.ts'
import { type AutoMutant, autoMutants } from './auto-mutants.ts'
import {
  type CodeRunner,
  DEFAULT_LIMITS,
  MAIN_FILES,
  type ProgramResult,
  type Tier,
} from './code-runner.ts'
import { gradeExercise } from './grade.ts'
import { matchText } from './output-match.ts'
import { quoted } from './render-value.ts'
import type { Verdict } from './verdict.ts'

/** What was run of a course. */
export interface CourseRun {
  programs: number
  exercises: number
  mutants: number
  /** Wrong solutions that the tests accept, as `<exercise>/<mutant>`. */
  survivors: string[]
  seconds: number
}

interface Context {
  runner: Pick<CodeRunner, 'runProgram' | 'runCases' | 'runTests'>
  /** Weakest sandbox that will do. */
  atLeast: Tier
}

/** One thing to run; gives back what is wrong. */
type Job = () => Promise<Problem[]>

/**
 * Runs what a course claims: lessons' programs and code-output questions print what stands beside them, solutions
 * pass, starters fail (or pass, when `expect` says so), and no wrong solution passes.
 * @param progress jobs done and their number
 * @throws MasteryError `no-sandbox` when the programs cannot be run here
 */
export async function verifyCourse(
  ctx: Context,
  course: CompiledCourse,
  progress: (done: number, total: number) => void,
): Promise<{ problems: Problem[]; run: CourseRun }> {
  const began = performance.now()
  const run: CourseRun = { programs: 0, exercises: 0, mutants: 0, survivors: [], seconds: 0 }
  const jobs = course.items.flatMap((item) => jobsOf(ctx, item, run))
  const problems: Problem[] = []
  for (const [index, job] of jobs.entries()) {
    problems.push(...(await job()))
    progress(index + 1, jobs.length)
  }
  run.seconds = (performance.now() - began) / 1000
  return { problems, run }
}

function jobsOf(ctx: Context, item: Item, run: CourseRun): Job[] {
  if (item.kind === 'exercise') return exerciseJobs(ctx, item, run)
  if (item.kind === 'deck') return []
  const inLesson =
    item.kind === 'lesson'
      ? item.sections.flatMap(({ blocks }) =>
          blocks.flatMap((block) => (block.type === 'run' ? [block.fence] : [])),
        )
      : []
  const inQuestions = item.questions.flatMap((question) =>
    question.type === 'code-output' ? [question.fence] : [],
  )
  return [...inLesson, ...inQuestions].map((fence) => async () => {
    run.programs++
    return checkFence(ctx, item.path, fence)
  })
}

async function checkFence(ctx: Context, file: string, fence: RunnableFence): Promise<Problem[]> {
  const entry = MAIN_FILES[fence.language]
  const result = await ctx.runner.runProgram({
    language: fence.language,
    files: [{ path: entry, text: `${fence.code}\n` }],
    entry,
    stdin: fence.input,
    limits: DEFAULT_LIMITS,
    atLeast: ctx.atLeast,
  })
  const message = fenceFault(fence, result)
  if (message === null) return []
  const problem: Problem = {
    file,
    line: fence.line,
    column: 1,
    severity: 'error',
    rule: 'wrong-output',
    message,
  }
  if (fence.error === null && result.error !== null)
    problem.suggestion = `run error=${result.error.type}, if it should end so`
  return [problem]
}

/** In words for the author; null when the program does what stands beside it. */
function fenceFault(fence: RunnableFence, result: ProgramResult): string | null {
  const { error } = result
  if (result.timedOut) return 'The program does not end in time.'
  if (result.outOfMemory) return 'The program needs too much memory.'
  if (result.forbidden) return 'The program does something that the sandbox forbids.'
  if (result.crashed) return 'The program crashed.'
  if (fence.error === null && error !== null)
    return `The program ends with ${error.type}: ${error.message}`
  if (fence.error !== null && error === null)
    return `The program should end with ${fence.error}, but ends as usual.`
  if (fence.error !== null && error?.type !== fence.error)
    return `The program should end with ${fence.error}, but ends with ${error?.type}.`
  if (fence.output === null) return null
  const actual = error === null ? result.stdout : withLastLine(result.stdout, error)
  const mismatch = matchText(fence.output, actual, 'lines')
  if (mismatch === null) return null
  const shown = actual.length > 200 ? `${actual.slice(0, 200)}…` : actual
  return `The program does not print what stands in its output fence: ${mismatch.difference}. It prints ${quoted(shown)}.`
}

function withLastLine(stdout: string, error: { type: string; message: string }): string {
  const line = error.message === '' ? error.type : `${error.type}: ${error.message}`
  return stdout === '' || stdout.endsWith('\n') ? stdout + line : `${stdout}\n${line}`
}

function exerciseJobs(ctx: Context, exercise: Exercise, run: CourseRun): Job[] {
  const folder = exercise.path.replace(/exercise\.md$/, '')
  const graded = (files: readonly SourceFile[], limits = exercise.limits): Promise<Verdict> =>
    gradeExercise(ctx, {
      exercise: { ...exercise, limits },
      files,
      include: 'all',
      atLeast: ctx.atLeast,
      // Nothing here wants to know where canaries are.
      seed: 0,
    })
  const problem = (file: string, rule: string, message: string): Problem[] => [
    { file: folder + file, line: 1, column: 1, severity: 'error', rule, message },
  ]
  const solved = overlay(exercise.starter, exercise.solution)
  const main = exercise.edit[0] ?? ''
  const jobs: Job[] = []
  if (exercise.solution.length > 0)
    jobs.push(async () => {
      run.exercises++
      const verdict = await graded(solved)
      const passes = verdict.status === 'passed'
      if (passes === (exercise.expect.solution === 'pass')) return []
      return passes
        ? problem(`solution/${main}`, 'solution-passes', 'The solution passes, but should fail.')
        : problem(
            `solution/${main}`,
            'solution-fails',
            `The solution fails: ${firstFault(verdict)}`,
          )
    })
  jobs.push(async () => {
    const verdict = await graded(exercise.starter)
    const passes = verdict.status === 'passed'
    if (passes === (exercise.expect.starter === 'pass')) return []
    return passes
      ? problem(
          `starter/${main}`,
          'starter-passes',
          'The starter passes all tests, so there is nothing to do.',
        )
      : problem(`starter/${main}`, 'starter-fails', `The starter fails: ${firstFault(verdict)}`)
  })
  for (const mutant of exercise.mutants)
    jobs.push(async () => {
      run.mutants++
      const verdict = await graded(overlay(solved, mutant.files))
      if (verdict.status !== 'passed') return []
      run.survivors.push(`${exercise.id}/${mutant.name}`)
      return problem(
        `mutants/${mutant.name}/${mutant.files[0]?.path ?? main}`,
        'mutant-survives',
        'This wrong solution passes all tests: a case is missing that tells it from the right one.',
      )
    })
  // A turned condition often makes an endless loop: that is found out sooner.
  const hasty = (files: readonly SourceFile[]): Promise<Verdict> =>
    graded(files, { ...exercise.limits, seconds: Math.min(2, exercise.limits.seconds) })
  if (exercise.autoMutants && exercise.solution.length > 0)
    jobs.push(() => checkAutoMutants(exercise, folder, solved, hasty, run))
  return jobs
}

/** Changes that do not change what a program does cannot be told apart, so a few may survive. */
const MUST_REJECT = 0.95
const MOST_AUTO_MUTANTS = 24

async function checkAutoMutants(
  exercise: Exercise,
  folder: string,
  solved: readonly SourceFile[],
  graded: (files: readonly SourceFile[]) => Promise<Verdict>,
  run: CourseRun,
): Promise<Problem[]> {
  const mutants = autoMutants(exercise.runner, exercise.solution, MOST_AUTO_MUTANTS)
  const survivors: AutoMutant[] = []
  for (const mutant of mutants) {
    run.mutants++
    const verdict = await graded(overlay(solved, mutant.files))
    if (verdict.status === 'passed') survivors.push(mutant)
  }
  const rejected = 1 - survivors.length / Math.max(1, mutants.length)
  const severity = rejected < MUST_REJECT ? 'error' : 'warning'
  return survivors.map(({ file, line, column, before, after }) => {
    run.survivors.push(`${exercise.id}/auto:${file}:${line}:${column}`)
    const message = `Nothing fails when ${quoted(before)} becomes ${quoted(after)} here: a case is missing.`
    const rule = 'mutant-survives'
    return { file: `${folder}solution/${file}`, line, column, severity, rule, message }
  })
}

function overlay(below: readonly SourceFile[], above: readonly SourceFile[]): SourceFile[] {
  const replaced = new Set(above.map(({ path }) => path))
  return [...below.filter(({ path }) => !replaced.has(path)), ...above]
}

function firstFault(verdict: Verdict): string {
  const failed = verdict.tests.find(({ status }) => status === 'failed' || status === 'error')
  if (failed === undefined) return verdict.errorKind ?? 'no test was run'
  return `${failed.id}: ${failed.rationale}`
}
