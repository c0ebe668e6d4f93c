import type { Language } from '../../course/model.ts'
import type { HistoryNotes } from './history-notes.ts'

/**
 * Which submissions of a class share code, for a person to look at: `mastery.similarity/1`. It is a warning. Nothing in
 * it says who wrote what first, or that anybody did wrong, and no grade depends on it.
 */
export interface SimilarityReport {
  course: { id: string; title: string }
  exercise: { id: string; title: string }
  language: Language
  /** What was compared and how: the numbers that decide what is reported. */
  measure: Measure
  /** Submissions that were compared with each other. */
  compared: number
  leftOut: LeftOut[]
  /** How alike two submissions of this class usually are; null when fewer than two were compared. */
  usual: Usual | null
  /** Those that reach `measure.reportFrom`, the most similar first; at most `MAX_PAIRS`. */
  pairs: SimilarPair[]
  /** How many more reach it. */
  morePairs: number
  /** Three and more submissions that hang together through reported pairs; names in their order. */
  groups: string[][]
  /** What the histories of the submissions show, of those that have one. */
  histories: HistoryNotes[]
}

export interface Measure {
  /** Length in tokens of the pieces that are looked for. */
  piece: number
  /** Any run of as many equal tokens is found. */
  foundFrom: number
  /** Submissions with fewer tokens of their own are left out. */
  leastTokens: number
  /** A piece that more submissions have is everybody's, and is not counted. */
  commonFrom: number
  /** Similarity from which a pair is reported. */
  reportFrom: number
}

export interface LeftOut {
  submission: string
  learner: string | null
  /** In words, as the end of a sentence that begins with its name: `has 31 tokens of its own, …`. */
  reason: string
}

/** Over all pairs of the class. Similarities from 0 to 1. */
export interface Usual {
  pairs: number
  median: number
  /** Nine of ten pairs are less similar, and 99 of 100. */
  ninetieth: number
  ninetyNinth: number
}

export interface SimilarPair {
  left: Side
  right: Side
  /** Share of both together that the other has too, 0 to 1. */
  similarity: number
  /** Of all pairs of the class, how many are at least as similar, itself among them. */
  asSimilar: number
  /** The longest first of what stands in both without a break; the same in both files but for names and literals. */
  fragments: SharedFragment[]
}

interface Side {
  submission: string
  learner: string | null
  /** Share of its own tokens that the other has too, 0 to 1. */
  share: number
  /** Of its lines with tokens, those in shared fragments. */
  sharedLines: number
  /** Lines with tokens. */
  lines: number
}

export interface SharedFragment {
  tokens: number
  left: LineRange
  right: LineRange
}

/** Lines from 1, both ends included. */
export interface LineRange {
  file: string
  from: number
  to: number
}

/** More pairs than a person would look at are counted, not listed. */
export const MAX_PAIRS = 100
