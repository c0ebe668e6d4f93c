import type { Framework } from '../course/model.ts'
import type { Tier } from './code-runner.ts'

/** The result of grading one submission. */
export interface Verdict {
  /**
   * `error`: the program could not be run at all; `broken` says why. `tampered`: it reached into the tests of a
   * framework, so that none of their results can be believed.
   */
  status: 'passed' | 'failed' | 'error' | 'tampered'
  /** Share of the points, 0–100, not rounded. */
  score: number
  points: number
  maxPoints: number
  tests: TestResult[]
  /** One of the causes that ended runs, most severe first, or the exception's class; null when all passed. */
  errorKind: string | null
  /** Why no test could be run: said once here, not in each test. Absent or null when they could. */
  broken?: Broken | null
  /** The tests ran beside the program, under this framework. Absent: they were cases, compared outside of it. */
  framework?: Framework
  tier: Tier
  durationMs: number
}

/** Whether a verdict is a pass. No test run is none. */
export function isAccepted(verdict: Verdict): boolean {
  return verdict.status === 'passed' && verdict.tests.some((test) => test.status === 'passed')
}

/** What is wrong with the whole program: it does not parse, fails while loading, or lacks a file or name. */
export interface Broken {
  rationale: string
  where: Place | null
  /** What it printed before it ended. */
  output: string
}

/** A line in the learner's own file. */
export interface Place {
  file: string
  line: number
  text: string
}

export type TestStatus = 'passed' | 'failed' | 'error' | 'skipped'

export interface TestResult {
  id: string
  title: string
  hidden: boolean
  status: TestStatus
  points: number
  /** One or two sentences: what is wrong, in the learner's words. Empty when passed. */
  rationale: string
  /** The author's help for this case, or ''. */
  help: string
  /** What was run and what came of it; null for hidden cases and for skipped ones. */
  evidence: Evidence | null
  /** What the learner's program printed, apart from the verdict. */
  output: string
  outputCut: boolean
  durationMs: number
}

export interface Evidence {
  /** What was run, as the learner would type it: `greet("Ada")`, or `main.py with the input "Ada"`. */
  ran: string
  /** Rendered in the exercise's language. */
  expected: string | null
  actual: string | null
  /** The first difference in words: `line 2 starts with "Hi", expected "Hello"`. */
  difference: string | null
  /** Aligned lines, when the two are worth showing side by side. */
  diff: DiffLine[]
  /** The line of the learner's own file where an exception arose. */
  where: Place | null
}

export interface DiffLine {
  kind: 'same' | 'expected' | 'actual'
  text: string
  /** Range [start, end) of `text` that differs, in UTF-16 units; null when the whole line does or none. */
  mark: [number, number] | null
}

/** Code quality of an accepted submission, 0–100, with each lost point explained. */
export interface QualityReport {
  score: number
  findings: QualityFinding[]
}

export interface QualityFinding {
  file: string
  /** From 1. */
  line: number
  rule: string
  message: string
  /** Points lost through it. */
  cost: number
}
