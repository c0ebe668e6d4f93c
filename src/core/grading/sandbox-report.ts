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
  /** What became of it: a cause, `failed`, `refused` or `reached`. */
  verdict: string
  /** What should not have happened, in words; empty: all is well. */
  faults: string[]
  seconds: number
}

/** What `mastery sandbox attack` found. */
export interface AttackReport {
  results: AttackResult[]
  /** Tiers that could not be attacked, and why. */
  missing: { language: Language; tier: Tier; why: string }[]
  /** Growth of mastery's own memory over the whole corpus, in bytes. */
  memoryGrowthBytes: number
  passed: boolean
}

/** The sandbox as a thing to be looked at and attacked. */
export interface SandboxLab {
  report(settings: { own: Tier; others: Tier }): Promise<SandboxReport>
  attack(options: {
    tier: Tier | null
    language: Language | null
    /** Only attacks whose id contains this; null: all. */
    only: string | null
    progress: (done: number, total: number, id: string) => void
    signal?: AbortSignal
  }): Promise<AttackReport>
}
