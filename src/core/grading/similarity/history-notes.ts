/** What the history of one submission shows, for a person to look at: see docs/similarity.md for how little it proves. */
export interface HistoryNotes {
  submission: string
  learner: string | null
  /** The event log of this machine, or an export that was handed in, which its learner could have edited. */
  source: 'profile' | 'export'
  /** Runs of this exercise that it holds: checks and submissions. */
  runs: number
  notes: HistoryNote[]
}

export interface HistoryNote {
  /**
   * `at-once`: nearly all lines appear in one run; `fast`: faster than people type; `block`: many lines in a row within a
   * minute; `first-run`: accepted without a run before; `not-in-history`: what was handed in was never run;
   * `solution-shown`: mastery had shown the reference solution.
   */
  kind: 'at-once' | 'fast' | 'block' | 'first-run' | 'not-in-history' | 'solution-shown'
  /** A sentence with the numbers it rests on. */
  text: string
  numbers: Record<string, number>
}
