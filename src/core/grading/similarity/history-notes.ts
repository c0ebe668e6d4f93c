/** What the history of one submission shows, for a person to look at: see docs/similarity.md for how little it proves. */
export interface HistoryNotes {
  submission: string
  learner: string | null
  /** The event log of this machine, or an export that was handed in. */
  source: 'profile' | 'export'
  /** Runs of this exercise that it holds: checks and submissions. */
  runs: number
  notes: HistoryNote[]
}

export interface HistoryNote {
  kind: 'at-once' | 'fast' | 'block' | 'first-run' | 'not-in-history'
  /** A sentence with the numbers it rests on. */
  text: string
  numbers: Record<string, number>
}
