import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type {
  AuthoredValue,
  Exercise,
  Language,
  Step,
  TestCase,
} from '../../src/core/course/model.ts'
import {
  type CaseRun,
  type CodeRunner,
  type GuestCase,
  MAIN_FILES,
  type ProgramResult,
  type RunLimits,
  type Tier,
} from '../../src/core/grading/code-runner.ts'
import { createRunner } from '../../src/sandbox/runner.ts'

export const root = join(import.meta.dirname, '../..')
export const MEGABYTE = 1024 * 1024
export const LIMITS: RunLimits = {
  wallMs: 5_000,
  memoryBytes: 50 * MEGABYTE,
  outputBytes: 64 * 1024,
}

/** To make ready what is made once on a machine: a snapshot of Python, and probing. */
export const READY_MS = 120_000

/** Kept between test runs, with the snapshot beside it: everything in it names the versions that it is for. */
export const CACHE_FILE = join(tmpdir(), `mastery-test-probes-${process.getuid?.() ?? 0}.json`)

/** A runner of one tier. What probing finds is kept between test runs: it names the versions it is for. */
export function runnerOf(tier: Tier, warm = false): CodeRunner {
  return createRunner({ root, cacheFile: CACHE_FILE, warm, tiers: [tier] })
}

export function program(
  runner: CodeRunner,
  language: Language,
  text: string,
  options: { stdin?: string; limits?: Partial<RunLimits>; signal?: AbortSignal } = {},
): Promise<ProgramResult> {
  const { stdin = '', limits, signal } = options
  return runner.runProgram({
    language,
    files: [{ path: MAIN_FILES[language], text }],
    entry: MAIN_FILES[language],
    limits: { ...LIMITS, ...limits },
    atLeast: 'isolate',
    stdin,
    ...(signal === undefined ? {} : { signal }),
  })
}

export function callCase(name: string, args: AuthoredValue[] = [], id = name): GuestCase {
  return { id, action: { type: 'call', name, args, kwargs: {} }, files: {}, readBack: [] }
}

export async function cases(
  runner: CodeRunner,
  language: Language,
  text: string,
  list: GuestCase[],
  limits: Partial<RunLimits> = {},
): Promise<CaseRun[]> {
  const result = await runner.runCases({
    language,
    files: [{ path: MAIN_FILES[language], text }],
    entry: MAIN_FILES[language],
    limits: { ...LIMITS, ...limits },
    atLeast: 'isolate',
    cases: list,
  })
  return result.cases
}

/** The causes that are true, in words. */
export function causes(run: CaseRun | ProgramResult): string[] {
  const { timedOut, outOfMemory, outputLimit, crashed, forbidden, cancelled } = run
  const all = { timedOut, outOfMemory, outputLimit, crashed, forbidden, cancelled }
  return Object.entries(all).flatMap(([name, is]) => (is ? [name] : []))
}

export function testCase(
  id: string,
  action: TestCase['action'],
  more: Partial<TestCase> = {},
): TestCase {
  return {
    id,
    title: id,
    action,
    match: 'lines',
    files: {},
    creates: {},
    tolerance: null,
    types: 'loose',
    points: 1,
    needs: [],
    help: '',
    ...more,
  }
}

export const call = (name: string, ...args: AuthoredValue[]): TestCase['action'] => ({
  type: 'call',
  name,
  args,
  kwargs: {},
})
export const stdin = (text: string): TestCase['action'] => ({ type: 'program', stdin: text })
export const steps = (...list: Step[]): TestCase['action'] => ({ type: 'steps', steps: list })

export function exercise(
  runner: Language,
  visible: TestCase[],
  more: Partial<Exercise> = {},
): Exercise {
  return {
    id: 'sample',
    kind: 'exercise',
    title: 'Sample',
    unit: 'basics',
    position: 0,
    revision: { major: 1, minor: 0, scoring: '0', text: '0' },
    skills: ['calls'],
    minutes: null,
    path: 'exercises/sample/exercise.md',
    runner,
    task: '',
    hints: [],
    requires: [],
    difficulty: 1,
    edit: [MAIN_FILES[runner]],
    readonly: [],
    limits: { seconds: 2, memoryMb: 50, outputKb: 64 },
    expect: { solution: 'pass', starter: 'fail' },
    autoMutants: false,
    starter: [],
    solution: [],
    visible,
    hidden: [],
    hiddenCount: 0,
    hiddenDigest: '',
    mutants: [],
    ...more,
  }
}
