/** What came of running a program of a course, kept for the next check. */
export interface OutcomeCache {
  /** Undefined when it was never kept. */
  get(key: string): Outcome | undefined
  set(key: string, outcome: Outcome): void
}

export interface Outcome {
  /** What is wrong, in words; null: it passed. */
  fault: string | null
  /** Of the slowest case, in milliseconds. */
  slowestMs: number
}
