import type { CompiledCourse, Item, RunnableFence } from '../course/model.ts'
import type { Problem } from '../errors.ts'
import { runPooled } from './pool.ts'
import { type Survivor, survivorProblems } from './survivor.ts'
import { Verifier, type VerifyContext } from './verifier.ts'
import { ExerciseJobs, type Finding, type Job } from './verify-exercise.ts'
import { verifyFence } from './verify-fence.ts'

/** What of a course is to be run. */
export interface VerifyWhat {
  /** Programs of lessons and questions, solutions and starters. */
  solutions: boolean
  /** Wrong solutions, written and generated, and forged submissions. */
  mutants: boolean
}

/** What was run of a course. */
export interface CourseRun extends VerifyWhat {
  programs: number
  exercises: number
  wrong: { written: number; generated: number; forged: number }
  /** Wrong solutions that the tests accept. */
  survivors: Survivor[]
  /** How many outcomes are those of an earlier check. */
  cached: number
  seconds: number
}

/** How far it is. `secondsLeft`: null as long as nobody can tell. */
export interface VerifyProgress {
  done: number
  total: number
  secondsLeft: number | null
}

/** What more of them would not tell: the kinds of mistakes have taken turns by then. */
const MOST_GENERATED = 24

/**
 * Runs what a course claims: lessons' programs and code-output questions print what stands beside them, solutions
 * pass, starters fail (or pass, when `expect` says so), and no wrong solution and no forged submission passes.
 * @throws MasteryError `no-sandbox` when the programs cannot be run here, `cancelled` once the signal is aborted
 */
export async function verifyCourse(
  context: VerifyContext,
  course: CompiledCourse,
  what: VerifyWhat,
  progress: (progress: VerifyProgress) => void,
): Promise<{ problems: Problem[]; run: CourseRun }> {
  const began = performance.now()
  const verifier = new Verifier(context)
  const run: CourseRun = {
    solutions: what.solutions,
    mutants: what.mutants,
    programs: 0,
    exercises: 0,
    wrong: { written: 0, generated: 0, forged: 0 },
    survivors: [],
    cached: 0,
    seconds: 0,
  }
  const generated = new Map<string, number>()
  const jobs: Job[] = []
  for (const item of course.items)
    jobs.push(...(await jobsOf(context, verifier, item, what, run, generated)))
  let done = 0
  const counted = jobs.map((job) => async (signal: AbortSignal): Promise<Finding[]> => {
    const findings = await job(signal)
    done++
    progress(progressOf(done, jobs.length, verifier.cached, performance.now() - began))
    return findings
  })
  const findings = (await runPooled(counted, context.workers, context.signal)).flat()
  run.survivors = findings.flatMap((one) => ('survivor' in one ? [one.survivor] : []))
  run.cached = verifier.cached
  run.seconds = (performance.now() - began) / 1000
  const problems = findings.flatMap((one) => ('problem' in one ? [one.problem] : []))
  return { problems: [...problems, ...survivorProblems(run.survivors, generated)], run }
}

async function jobsOf(
  context: VerifyContext,
  verifier: Verifier,
  item: Item,
  what: VerifyWhat,
  run: CourseRun,
  generated: Map<string, number>,
): Promise<Job[]> {
  if (item.kind !== 'exercise') {
    const fences = what.solutions ? fencesOf(item) : []
    run.programs += fences.length
    return fences.map((fence) => async (signal) => {
      const problems = await verifyFence(verifier, item.path, fence, signal)
      return problems.map((problem) => ({ problem }))
    })
  }
  const exercise = new ExerciseJobs(verifier, item)
  if (item.solution.length > 0) run.exercises++
  const jobs = what.solutions ? exercise.claims() : []
  if (!what.mutants) return jobs
  const mutants =
    item.solution.length > 0 && item.expect.solution === 'pass' && item.autoMutants
      ? await context.makeMutants(item.runner, item.solution, MOST_GENERATED)
      : []
  generated.set(item.id, mutants.length)
  const forged = exercise.forged()
  run.wrong.written += item.mutants.length
  run.wrong.generated += mutants.length
  run.wrong.forged += forged.length
  return [...jobs, ...exercise.written(), ...exercise.generated(mutants), ...forged]
}

function fencesOf(item: Exclude<Item, { kind: 'exercise' }>): RunnableFence[] {
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
  return [...inLesson, ...inQuestions]
}

/** From the speed of what was really run; the rest of it may be known already. */
function progressOf(done: number, total: number, cached: number, ms: number): VerifyProgress {
  const ran = done - cached
  const secondsLeft = ran < 8 ? null : Math.ceil(((ms / ran) * (total - done)) / 1000)
  return { done, total, secondsLeft }
}
