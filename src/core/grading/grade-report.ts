import type { PromiseReport, RunLimits, Tier } from './code-runner.ts'
import type { SubmissionProblem } from './submission.ts'
import type { QualityReport, Verdict } from './verdict.ts'

/** The full truth about graded submissions, `mastery.grade/1`: every other report format is made from it. */
export interface GradeReport {
  course: { id: string; title: string; version: string; digest: string }
  exercise: {
    id: string
    title: string
    /** `major.minor` and the hashes of both. */
    revision: { number: string; scoring: string | null; text: string }
    visibleTests: number
    hiddenTests: number
    /** Of the hidden cases: the same in the learner's pack and in the grader's. */
    hiddenDigest: string
  }
  /** What graded, and what held while it did. */
  environment: GradeEnvironment
  options: GradeOptions
  /** What whoever reads it must know, in words: `Only the visible tests were run.` */
  notes: string[]
  /** In the order of their names. */
  submissions: GradedSubmission[]
  summary: GradeSummary
}

export interface GradeEnvironment {
  /** Version of mastery. */
  mastery: string
  node: string
  platform: string
  /** The tier in which the programs ran; null when nothing ran. */
  tier: Tier | null
  /** What that tier guarantees, and how its probe ended. */
  promises: PromiseReport[]
  limits: RunLimits
}

/** What was asked for, as far as it changes verdicts. */
export interface GradeOptions {
  atLeast: Tier
  /** Whatever is left to chance (the places of canaries) comes from it. */
  seed: number
  /** What a full score is worth in the reports. */
  maxScore: number
  hidden: boolean
}

export interface GradedSubmission {
  name: string
  learner: string | null
  source: string
  digest: string
  files: { path: string; bytes: number; digest: string }[]
  notes: string[]
  /** Null when it cannot be graded: then `problem` says why. */
  verdict: Verdict | null
  problem: SubmissionProblem | null
  /** `score` of the verdict as a share of `maxScore`, rounded to two digits; null when there is no verdict. */
  points: number | null
  /**
   * A pass is run twice: `flaky` when the second run on equal inputs came to another result, which is no pass;
   * `once` when it did not pass, so that nothing was to be confirmed.
   */
  stability: 'stable' | 'flaky' | 'once'
  /** Of accepted ones; null when it was not measured. */
  quality: QualityReport | null
  durationMs: number
}

export interface GradeSummary {
  total: number
  passed: number
  failed: number
  /** Programs that could not be run at all. */
  errors: number
  tampered: number
  flaky: number
  /** Nobody could grade them. */
  ungraded: number
  /** Of those with a verdict, 0 to `maxScore`; null when there is none. */
  meanPoints: number | null
  /** By test: how many passed and did not, the ones that most failed first. */
  tests: {
    id: string
    title: string
    hidden: boolean
    passed: number
    failed: number
    skipped: number
  }[]
  /** Submissions that go wrong in the same way, the largest first. */
  clusters: { what: string; submissions: string[] }[]
  durationMs: number
}
