import { randomInt } from 'node:crypto'
import { dirname, join, relative, resolve } from 'node:path'
import type { Exercise, SourceFile } from '../../core/course/model.ts'
import { MasteryError } from '../../core/errors.ts'
import { gradeAll } from '../../core/grading/batch/grade-all.ts'
import { summaryOf } from '../../core/grading/batch/summary.ts'
import type { CodeRunner, Tier } from '../../core/grading/code-runner.ts'
import type { GradeEnvironment, GradeReport } from '../../core/grading/grade-report.ts'
import type { QualityReport } from '../../core/grading/verdict.ts'
import { makeFolder } from '../../core/store/folder.ts'
import { readSubmissions } from '../submissions/read-submissions.ts'
import { submittedPlace } from '../submissions/submitted-place.ts'
import { placeIn } from '../workspace.ts'
import { environmentOf } from './environment.ts'
import type { CourseShelves } from './grading-course.ts'
import { jobsFor } from './jobs.ts'
import { type Journal, openJournal } from './journal.ts'
import { findSubject, type Subject, type SubjectInput } from './subject.ts'

export interface GradingContext {
  shelves: CourseShelves
  runner: CodeRunner
  quality(exercise: Exercise, files: SourceFile[]): Promise<QualityReport | null>
  /** Version of mastery. */
  version: string
  /** Folder for what can be made anew when it is gone. */
  cache: string
  cwd: string
  /** Where GitHub Actions wants a summary of the job; null elsewhere. */
  summaryFile: string | null
}

/** What was asked for, as on the command line. */
export interface GradingRequest extends Omit<SubjectInput, 'place'> {
  /** Files, folders, archives. None: the folder one is in. */
  submissions: readonly string[]
  atLeast: Tier
  /** Whether a path is one submission, or each thing in it is one; null: as it looks. */
  as: 'one' | 'each' | null
  /** Null: as many as the machine bears. */
  jobs: number | null
  /** Seconds for one run; null: as the exercise says. */
  timeout: number | null
  maxScore: number
  /** Null: nobody can know it before. */
  seed: number | null
  /** Take the results of an interrupted run of the same. */
  resume: boolean
}

export interface GradingEars {
  /** How many there are, before the first is graded; may throw. */
  begin(total: number): void
  /** A message for the person. */
  note(text: string): void
  /** Of a class: `taken` of the `done` came from an interrupted run. */
  progress(done: number, total: number, taken: number): void
  signal: AbortSignal
  /** The command that goes on after it was stopped. */
  resumeCommand: string
}

/** The report, and whether it is about a class. */
export interface Grading {
  report: GradeReport
  many: boolean
}

/**
 * Grades what was handed in.
 * @param deliver gets the report, before what an interrupted run needs is forgotten
 * @throws MasteryError `usage` and `invalid-data` when it is not clear what is graded against what, `no-sandbox`,
 *   `cancelled` with the command that goes on; what is wrong with one submission stands in the report
 */
export async function gradeSubmissions(
  ctx: GradingContext,
  request: GradingRequest,
  ears: GradingEars,
  deliver: (report: GradeReport) => void = () => undefined,
): Promise<Grading> {
  const began = performance.now()
  const paths = request.submissions.length > 0 ? request.submissions : [folderHere(ctx.cwd)]
  const subject = await findSubject(ctx.shelves, { ...request, place: submittedPlace(paths) })
  const exercise = withTimeout(subject.exercise, request.timeout)
  makeCache(ctx.cache)
  const environment = await environmentOf(ctx, exercise, request.atLeast)
  for (const text of subject.notes) ears.note(text)
  const { signal } = ears
  const submissions = await readSubmissions(paths, exercise, { signal, ...asOf(request) })
  for (const text of submissions.notes) ears.note(text)
  const { total, many } = submissions
  ears.begin(total)
  const { atLeast, maxScore } = request
  const seed = request.seed ?? randomInt(2 ** 31)
  const options = { atLeast, seed, maxScore, hidden: subject.hidden }
  const journal = many
    ? await openJournal(
        join(ctx.cache, 'grading'),
        journalKey(
          ctx,
          subject,
          { ...options, seed: request.seed, limits: environment.limits },
          paths,
        ),
        seed,
        request.resume,
      )
    : null
  if (journal !== null) sayJournal(journal, request.resume, ears)
  const task = { exercise, options: { ...options, seed: journal?.seed ?? seed } }
  try {
    // Loading its tools stands still for a second: programs that ran meanwhile would seem to be too late.
    if (many) await ctx.quality(exercise, exercise.starter)
    const graded = await gradeAll(ctx, task, submissions, {
      jobs: Math.min(total, request.jobs ?? jobsFor(environment.limits.memoryBytes)),
      kept: (submission) => journal?.kept(submission) ?? null,
      keep: async (one) => journal?.keep(one),
      progress: (done, taken) => ears.progress(done, total, taken),
      signal,
    })
    const report: GradeReport = {
      course: courseOf(subject),
      exercise: exerciseOf(exercise),
      environment: graded.some(({ verdict }) => verdict !== null)
        ? environment
        : unused(environment),
      options: task.options,
      notes: subject.notes,
      submissions: graded,
      summary: summaryOf(graded, performance.now() - began),
    }
    deliver(report)
    await journal?.finish()
    return { many, report }
  } catch (error) {
    await journal?.close()
    throw signal.aborted ? stopped(journal, total, ears) : error
  }
}

/** What attacking the sandbox found is kept there; where nothing can be written, it is attacked anew each time. */
function makeCache(folder: string): void {
  try {
    makeFolder(folder, 0o700)
  } catch {
    // A home that is not there, or cannot be written: grading needs none.
  }
}

function courseOf({ course }: Subject): GradeReport['course'] {
  const { id, title, version, digest } = course
  return { id, title, version, digest }
}

function exerciseOf(exercise: Exercise): GradeReport['exercise'] {
  const { id, title, revision, hiddenCount, hiddenDigest } = exercise
  const { major, minor, scoring, text } = revision
  return {
    id,
    title,
    revision: { number: `${major}.${minor}`, scoring, text },
    visibleTests: visibleTests(exercise),
    hiddenTests: hiddenCount,
    hiddenDigest,
  }
}

function visibleTests({ visible, framework }: Exercise): number {
  const files = framework?.visible.tests ?? []
  return files.reduce((sum, { expected }) => sum + expected.length, visible.length)
}

/**
 * The folder of the exercise that one is in.
 * @throws MasteryError `usage` when one is in none
 */
function folderHere(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (placeIn(folder) !== null) return relative(cwd, folder) || '.'
    if (dirname(folder) === folder)
      throw new MasteryError('usage', 'Nothing says what is to be graded.', {
        next: 'mastery grade <file, folder or archive> --course <id, folder or pack> --exercise <id>',
      })
  }
}

/** Nothing ran, so nothing held. */
function unused(environment: GradeEnvironment): GradeEnvironment {
  return { ...environment, tier: null, promises: [] }
}

function asOf({ as }: GradingRequest): { as?: 'one' | 'each' } {
  return as === null ? {} : { as }
}

function withTimeout(exercise: Exercise, seconds: number | null): Exercise {
  if (seconds === null) return exercise
  return { ...exercise, limits: { ...exercise.limits, seconds } }
}

function journalKey(
  ctx: GradingContext,
  { course, exercise }: Subject,
  options: object,
  paths: readonly string[],
): unknown {
  return [
    ctx.version,
    course.digest,
    exercise.id,
    exercise.revision,
    options,
    paths.map((path) => resolve(ctx.cwd, path)),
  ]
}

function sayJournal({ unkept, found }: Journal, resume: boolean, { note }: GradingEars): void {
  if (unkept !== null)
    note(`Results cannot be kept on this machine (${unkept}), so a stopped run begins anew.`)
  else if (resume && found === 0) note('There is no interrupted run of this: all are graded.')
  else if (!resume && found > 0)
    note(`An interrupted run had ${found} results; all are graded anew. To take them: --resume`)
}

function stopped(journal: Journal | null, total: number, ears: GradingEars): MasteryError {
  if (journal === null) return new MasteryError('cancelled', 'Stopped. Nothing was graded.')
  if (journal.unkept !== null)
    return new MasteryError('cancelled', `Stopped. None of the ${total} results could be kept.`)
  const { size } = journal
  return new MasteryError('cancelled', `Stopped: ${size} of ${total} are graded and kept.`, {
    next: ears.resumeCommand,
  })
}
