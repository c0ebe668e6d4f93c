import type { Exercise, SourceFile, Step, TestCase } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import type { CaseRun, CodeRunner, GuestCase, GuestStep, Tier } from './code-runner.ts'
import { describeRun } from './describe-run.ts'
import { type Fault, judge } from './judge.ts'
import { runLimits } from './limits.ts'
import type { Broken, TestResult, Verdict } from './verdict.ts'
import { missingName, placeOf, unexpectedError } from './words.ts'

export interface GradeInput {
  exercise: Exercise
  /** The learner's files. Read-only files of the exercise are taken from the exercise itself. */
  files: readonly SourceFile[]
  include: 'visible' | 'all'
  /** Weakest tier that will do. */
  atLeast: Tier
  /** Where canaries stand among tests of a framework follows from it: nobody who hands in may know it. */
  seed: number
  signal?: AbortSignal
}

/** After two cases that ran out of time the rest is not run: waiting longer tells nothing new. */
const MAX_TIMEOUTS = 2
const STOPPED = 'Not run: two tests before it ran out of time.'
/** The worst first. */
const CAUSES = ['crash', 'memory', 'timeout', 'output', 'forbidden']

interface Graded {
  test: TestCase
  hidden: boolean
  run: CaseRun | null
  fault: Fault | null
  /** Why it was not run; null when it was. */
  skipped: string | null
}

/**
 * Grades a submission: the guest gets inputs only, and what it gives back is compared here.
 * @returns the verdict; a wrong or broken submission is a verdict too
 * @throws MasteryError `no-sandbox` from the runner, `cancelled` when the signal is aborted, `invalid-data` when the
 *   exercise has no case to run: zero tests are never a pass
 */
export async function gradeExercise(
  ctx: { runner: Pick<CodeRunner, 'runCases' | 'runTests'> },
  input: GradeInput,
): Promise<Verdict> {
  const { exercise } = input
  if (exercise.framework !== undefined) {
    const { gradeFramework } = await import('./grade-framework.ts')
    return gradeFramework(ctx, input, exercise.framework)
  }
  const tests = [
    ...exercise.visible.map((test) => ({ test, hidden: false })),
    ...(input.include === 'all' ? (exercise.hidden ?? []) : []).map((test) => ({
      test,
      hidden: true,
    })),
  ]
  if (tests.length === 0)
    throw new MasteryError('invalid-data', `The exercise "${exercise.id}" has no test to run.`, {
      next: 'mastery course check <folder of the course>',
    })
  const began = { durationMs: 0, tier: input.atLeast }
  const entry = exercise.edit[0] ?? ''
  const files = submittedFiles(exercise, input.files)
  if (!files.some((file) => file.path === entry))
    return brokenVerdict(tests, began, 'missing-file', {
      rationale: `${entry} is missing. mastery reset puts the starter back.`,
      where: null,
      output: '',
    })
  const done = new Map<string, Graded>()
  for (const wave of waves(tests)) {
    const ready = wave.filter(({ test, hidden }) => {
      const failed = test.needs.find((id) => done.has(id) && !passed(done.get(id)))
      if (failed === undefined) return true
      const title = done.get(failed)?.test.title ?? failed
      const skipped = `Not run: it needs "${title}" to pass first.`
      done.set(test.id, { test, hidden, run: null, fault: null, skipped })
      return false
    })
    const timeouts = [...done.values()].filter(({ run }) => run?.timedOut).length
    if (ready.length === 0) continue
    const result =
      timeouts >= MAX_TIMEOUTS
        ? { cases: [], durationMs: 0, tier: began.tier }
        : await ctx.runner.runCases({
            language: exercise.runner,
            files,
            entry,
            limits: runLimits(exercise),
            atLeast: input.atLeast,
            maxTimeouts: MAX_TIMEOUTS - timeouts,
            cases: ready.map(({ test }) => guestCase(test)),
            ...(input.signal === undefined ? {} : { signal: input.signal }),
          })
    began.durationMs += result.durationMs
    began.tier = result.tier
    ready.forEach(({ test, hidden }, index) => {
      const run = result.cases[index] ?? null
      if (run?.cancelled) throw new MasteryError('cancelled', 'Cancelled. Nothing was graded.')
      const fault = run === null ? null : judge(exercise, test, run)
      done.set(test.id, { test, hidden, run, fault, skipped: run === null ? STOPPED : null })
    })
  }
  const graded = tests.map(({ test }) => done.get(test.id) as Graded)
  const broken = wholeProgram(exercise, graded)
  if (broken !== null) return brokenVerdict(tests, began, broken.kind, broken.why)
  return verdictOf(exercise, graded, began)
}

function verdictOf(
  exercise: Exercise,
  graded: readonly Graded[],
  began: Pick<Verdict, 'durationMs' | 'tier'>,
): Verdict {
  const points = sum(graded.filter(passed).map(({ test }) => test.points))
  const maxPoints = sum(graded.map(({ test }) => test.points))
  const kinds = graded.flatMap(({ fault }) => fault?.kind ?? [])
  const all = graded.every(passed)
  return {
    status: all ? 'passed' : 'failed',
    // Cases may all be worth nothing; then each counts alike.
    score: all ? 100 : share(points, maxPoints, graded),
    points,
    maxPoints,
    tests: graded.map((one) => ({
      ...testResult(exercise, one),
      ...(isSameError(graded) ? { help: '' } : {}),
    })),
    errorKind: CAUSES.find((cause) => kinds.includes(cause)) ?? kinds[0] ?? null,
    broken: null,
    ...began,
  }
}

/** One error everywhere is about the program: what the author says of single cases would mislead. */
function isSameError(graded: readonly Graded[]): boolean {
  const faults = graded.flatMap(({ fault, run }) => (run === null ? [] : [fault]))
  const [first] = faults
  return (
    faults.length > 1 &&
    first?.status === 'error' &&
    faults.every((fault) => fault?.status === 'error' && fault.rationale === first.rationale)
  )
}

function share(points: number, maxPoints: number, graded: readonly Graded[]): number {
  if (maxPoints > 0) return (100 * points) / maxPoints
  return (100 * graded.filter(passed).length) / graded.length
}

function testResult(exercise: Exercise, graded: Graded): TestResult {
  const { test, hidden, run, fault, skipped } = graded
  const base = { id: test.id, title: test.title, hidden, durationMs: run?.durationMs ?? 0 }
  if (run === null || (fault === null && skipped !== null))
    return {
      ...base,
      status: 'skipped',
      points: 0,
      rationale: skipped ?? '',
      help: '',
      evidence: null,
      output: '',
      outputCut: false,
    }
  return {
    ...base,
    status: fault?.status ?? 'passed',
    points: fault === null ? test.points : 0,
    rationale: fault === null ? '' : hidden ? fault.hiddenRationale : fault.rationale,
    help: fault === null ? '' : test.help,
    evidence: hidden ? null : (fault?.evidence ?? plainEvidence(exercise, test)),
    output: hidden ? '' : joined(run),
    outputCut: run.outputLimit,
  }
}

function plainEvidence(exercise: Exercise, test: TestCase): TestResult['evidence'] {
  const ran = describeRun(exercise, test)
  return { ran, expected: null, actual: null, difference: null, diff: [], where: null }
}

/** A fault that every test shares because the program itself is at fault: said once. */
function wholeProgram(
  exercise: Exercise,
  graded: readonly Graded[],
): { kind: string; why: Broken } | null {
  const runs = graded.flatMap(({ run }) => (run === null ? [] : [run]))
  const [first] = runs
  if (first === undefined) return null
  const output = joined(first)
  const { error, missing } = first
  const mayFail = graded.some(({ test }) => isFailingScript(test))
  if (
    error !== null &&
    !mayFail &&
    runs.every((run) => run.whileLoading && sameError(run.error, error))
  ) {
    const why = { rationale: loadingError(error, exercise), where: placeOf(error), output }
    return { kind: error.type, why }
  }
  if (
    missing !== null &&
    missing.owner === null &&
    runs.every((run) => run.missing?.name === missing.name)
  )
    return {
      kind: 'missing-name',
      why: { rationale: missingName(missing, exercise), where: null, output },
    }
  return null
}

/** A case in SQL that wants the learner's own script to end with an error. */
function isFailingScript({ action, raises }: TestCase): boolean {
  return action.type === 'script' && action.query === null && raises !== undefined
}

function loadingError(error: NonNullable<CaseRun['error']>, exercise: Exercise): string {
  const words = unexpectedError(error, exercise)
  // In SQL every test starts with these same statements.
  if (error.classes.includes('SyntaxError') || exercise.runner === 'sql') return words
  return `${words} That happens while the file is loaded, before any test.`
}

function sameError(left: CaseRun['error'], right: NonNullable<CaseRun['error']>): boolean {
  return left !== null && left.type === right.type && left.where?.line === right.where?.line
}

function brokenVerdict(
  tests: readonly { test: TestCase; hidden: boolean }[],
  began: Pick<Verdict, 'durationMs' | 'tier'>,
  errorKind: string,
  broken: Broken,
): Verdict {
  return {
    status: 'error',
    score: 0,
    points: 0,
    maxPoints: sum(tests.map(({ test }) => test.points)),
    tests: tests.map(({ test, hidden }, index) => ({
      id: test.id,
      title: test.title,
      hidden,
      status: 'error',
      points: 0,
      rationale: index === 0 ? broken.rationale : 'Not run: the program cannot be run at all.',
      help: '',
      evidence: null,
      output: '',
      outputCut: false,
      durationMs: 0,
    })),
    errorKind,
    broken,
    ...began,
  }
}

/** The learner's own files, with the exercise's own read-only ones over them. */
export function submittedFiles(exercise: Exercise, files: readonly SourceFile[]): SourceFile[] {
  // In the author's order: SQL runs them in it.
  const fixed = exercise.readonly.flatMap((name) =>
    exercise.starter.filter(({ path }) => path === name),
  )
  const own = files.filter(({ path }) => !exercise.readonly.includes(path))
  return [...fixed, ...own]
}

/** A case without anything that is expected of it. */
export function guestCase(test: TestCase): GuestCase {
  const { action } = test
  return {
    id: test.id,
    action:
      action.type === 'steps'
        ? { type: 'steps', steps: action.steps.map(guestStep) }
        : { ...action },
    files: test.files,
    readBack: Object.keys(test.creates),
  }
}

function guestStep(step: Step): GuestStep {
  if (step.do === 'set') return { do: 'set', name: step.name, to: step.to }
  if (step.do === 'get') return { do: 'get', name: step.name, as: step.as }
  const { name, args, kwargs, as } = step
  return { do: step.do, name, args, kwargs, as }
}

/** Cases in rows: each needs only cases of earlier rows. What goes in a circle comes last. */
function waves<T extends { test: TestCase }>(tests: readonly T[]): T[][] {
  const here = new Set(tests.map(({ test }) => test.id))
  const rows: T[][] = []
  const placed = new Set<string>()
  let left = [...tests]
  while (left.length > 0) {
    const free = left.filter(({ test }) =>
      test.needs.every((id) => !here.has(id) || placed.has(id)),
    )
    const row = free.length > 0 ? free : left
    rows.push(row)
    for (const { test } of row) placed.add(test.id)
    left = left.filter((item) => !row.includes(item))
  }
  return rows
}

function passed(graded: Graded | undefined): boolean {
  return graded !== undefined && graded.run !== null && graded.fault === null
}

function joined({ stdout, stderr }: CaseRun): string {
  if (stderr === '') return stdout
  return stdout === '' || stdout.endsWith('\n') ? stdout + stderr : `${stdout}\n${stderr}`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
