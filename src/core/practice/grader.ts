import type { Exercise, SourceFile } from '../course/model.ts'
import type { Tier } from '../grading/code-runner.ts'
import type { QualityReport, Verdict } from '../grading/verdict.ts'

/** What checking and submitting ask of the grader. */
export interface Grader {
  /** Runs the visible cases, with `all` also the hidden ones. Rejects with `no-sandbox` when nothing can run it. */
  grade(input: {
    exercise: Exercise
    files: SourceFile[]
    all: boolean
    /** Weakest sandbox that will do. */
    atLeast: Tier
    signal?: AbortSignal | undefined
  }): Promise<Verdict>
  /** Quality of an accepted submission; only the learner's own files are looked at. */
  quality(input: { exercise: Exercise; files: SourceFile[] }): Promise<QualityReport>
}
