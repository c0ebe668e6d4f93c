import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { MasteryError } from '../../core/errors.ts'
import { exitCodeOf } from '../../core/grading/batch/exit-code.ts'
import { readReport } from '../../core/grading/batch/read-report.ts'
import { compareReports, type GradeVerification } from '../../core/grading/batch/verify.ts'
import type { Tier } from '../../core/grading/code-runner.ts'
import { requireFitting } from '../../core/grading/report/render-report.ts'
import { decodeText, readRegular } from '../learner-files.ts'
import {
  type Grading,
  type GradingContext,
  type GradingEars,
  gradeSubmissions,
} from './grade-submissions.ts'
import { progressWords } from './progress-words.ts'
import { type WantedReport, wantedReports, writeReports } from './write-reports.ts'

/** The flags of the command line, as they were parsed. */
interface GradeFlags {
  course?: string | undefined
  exercise?: string | undefined
  hidden?: string | undefined
  report?: readonly string[] | undefined
  jobs?: number | undefined
  timeout?: number | undefined
  'max-score'?: number | undefined
  'fail-under'?: number | undefined
  seed?: number | undefined
  resume: boolean
  one: boolean
  each: boolean
  json: boolean
}

/** What was typed, and the weakest sandbox that will do. */
export interface GradeInput {
  submissions: readonly string[]
  flags: GradeFlags
  atLeast: Tier
  /** The words behind `mastery grade`. */
  typed: readonly string[]
}

/** Who hears of what goes on. */
export interface GradeTerminal {
  /** A message. */
  note(text: string): void
  /** A line that the next one replaces. */
  progress(text: string): void
  signal: AbortSignal
}

export interface Graded extends Grading {
  /** What belongs on standard output in place of words for a person; null when nothing does. */
  printed: string | null
  exitCode: number
}

/** Grades and writes the reports. @throws MasteryError as `gradeSubmissions` and `writeReports` */
export async function gradeAndReport(
  ctx: GradingContext,
  { submissions, flags, atLeast, typed }: GradeInput,
  terminal: GradeTerminal,
): Promise<Graded> {
  const { course, exercise, hidden, resume, json } = flags
  const wanted = wantedReports(flags.report ?? [], json)
  const request = {
    ...{ submissions, course, exercise, hidden, atLeast, resume, as: asOf(flags) },
    jobs: flags.jobs ?? null,
    timeout: flags.timeout ?? null,
    maxScore: flags['max-score'] ?? 100,
    seed: flags.seed ?? null,
  }
  let printed: string | null = null
  const grading = await gradeSubmissions(
    ctx,
    request,
    earsOf(terminal, typed, wanted),
    (report) => {
      printed = writeReports(report, wanted, { json, summaryFile: ctx.summaryFile })
    },
  )
  const exitCode = exitCodeOf(grading.report, grading.many, flags['fail-under'] ?? null)
  return { ...grading, printed, exitCode }
}

const MOST_REPORT_BYTES = 256 * 1024 * 1024

/**
 * Grades again with the options of an earlier report, and compares.
 * @param file the earlier report
 * @throws MasteryError `usage` when it is not there, `invalid-data` when it is none; else as `gradeSubmissions`
 */
export async function verifyReport(
  ctx: GradingContext,
  file: string,
  { submissions, flags, typed }: Omit<GradeInput, 'atLeast'>,
  terminal: GradeTerminal,
): Promise<GradeVerification> {
  const path = resolve(ctx.cwd, file)
  if (!existsSync(path))
    throw new MasteryError('usage', `There is no report ${file}.`, {
      next: 'Make one with: mastery grade <submission> --report json=report.json',
    })
  const earlier = readReport(decodeText(file, readRegular(path, file, MOST_REPORT_BYTES)), file)
  const { options, environment } = earlier
  const request = {
    ...{ submissions, hidden: flags.hidden, as: asOf(flags) },
    course: flags.course ?? earlier.course.id,
    exercise: flags.exercise ?? earlier.exercise.id,
    atLeast: options.atLeast,
    jobs: flags.jobs ?? null,
    timeout: environment.limits.wallMs / 1000,
    maxScore: options.maxScore,
    seed: options.seed,
    resume: false,
  }
  const { report } = await gradeSubmissions(ctx, request, earsOf(terminal, typed))
  return compareReports(earlier, report)
}

function asOf({ one, each }: GradeFlags): 'one' | 'each' | null {
  if (one) return 'one'
  return each ? 'each' : null
}

function earsOf(
  { note, progress, signal }: GradeTerminal,
  typed: readonly string[],
  wanted: readonly WantedReport[] = [],
): GradingEars {
  const words = progressWords()
  return {
    note,
    begin: (total) => {
      for (const { format } of wanted) requireFitting(format, total)
    },
    signal,
    progress: (done, total, taken) => progress(words(done, total, taken, performance.now())),
    resumeCommand: commandToResume(typed),
  }
}

function commandToResume(typed: readonly string[]): string {
  const words = typed.filter((word) => word !== '--resume').map(quoted)
  return ['mastery', 'grade', ...words, '--resume'].join(' ')
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
