import type { Language } from '../course/model.ts'
import type { SandboxPromise, Tier, TierReport } from './code-runner.ts'

/** A program, library or part of the kernel that a sandbox here is made of. */
export interface Component {
  name: string
  /** As it says itself; null: it is not here. */
  version: string | null
}

/** What `mastery sandbox doctor` found, by attacking each tier just now. */
export interface SandboxReport {
  machine: Component[]
  tiers: TierReport[]
  /** What each language runs in: the learner's own code, and that of others; null: nothing will do. */
  choices: { language: Language; own: Tier | null; others: Tier | null }[]
  /** Whether some tier keeps every promise for some language. */
  safe: boolean
}

/** What one attack came to in one tier. */
export interface AttackResult {
  /** Language and name of the file: `python/33-fork-bomb`. */
  id: string
  language: Language
  /** What it attempts, in a few words. */
  title: string
  promise: SandboxPromise | 'host'
  tier: Tier
  /** The verdicts that are right, joined by ` or `. */
  expected: string
  /** What became of it: a cause, `refused`, `returned`, `failed`, `silent` or `reached`. */
  verdict: string
  /** What should not have happened, in words; empty: all is well. */
  faults: string[]
  seconds: number
}

/** What `mastery sandbox attack` found. */
export interface AttackReport {
  results: AttackResult[]
  /** Tiers that could not be attacked, why, and the command that would make them available. */
  missing: { language: Language; tier: Tier; why: string; remedy: string | null }[]
  /** Wall time of attacks that may run into it, in seconds; all others have what a learner's program has. */
  wallSeconds: number
  /** Growth of mastery's own memory over the whole corpus, in bytes. */
  memoryGrowthBytes: number
  /** Faults that belong to no single attack, in words. */
  faults: string[]
  passed: boolean
}

/** The sandbox as a thing to be looked at and attacked. */
export interface SandboxLab {
  /** Attacks every tier anew; nothing is taken from the cache. */
  report(settings: { own: Tier; others: Tier }): Promise<SandboxReport>
  /**
   * Runs the corpus.
   * @throws MasteryError `usage` when no attack is meant, `cancelled` once `signal` is aborted
   */
  attack(options: AttackOptions): Promise<AttackReport>
}

export interface AttackOptions {
  tier: Tier | null
  language: Language | null
  /** Only attacks whose id contains this; null: all. */
  only: string | null
  /** Told before each step, with the share of the work that is done. */
  progress: (done: number, total: number, id: string) => void
  signal?: AbortSignal
}
