import type { Grade } from './types.ts'

/** Keys of the review screen: 1 Again, 2 Hard, 3 Good, 4 Easy. */
export const KEY_GRADES: readonly Grade[] = [1, 3, 4, 5]
export const GRADE_WORDS: Record<Grade, string> = {
  0: 'Again',
  1: 'Again',
  2: 'Again',
  3: 'Hard',
  4: 'Good',
  5: 'Easy',
}

/** Fewer answers of a type than this say nothing about how quick the learner usually is. */
const MEDIAN_NEEDS = 5

export interface GradedAnswer {
  correct: boolean
  /** 1 for the first try. */
  try: number
  /** Hints shown before the answer. */
  hints: number
  /** Whether a model helped. */
  model: boolean
  seconds: number
  /** The learner's own median seconds for this type of answer; null while unknown. */
  medianSeconds: number | null
}

/**
 * SM-2 grade of an answer that was marked: wrong 1; right on a second try 2; right with help 3; right 4;
 * right in less than half of the learner's own median time for that type 5.
 */
export function gradeOf(answer: GradedAnswer): Grade {
  if (!answer.correct) return 1
  if (answer.try > 1) return 2
  if (answer.hints > 0 || answer.model) return 3
  const { medianSeconds, seconds } = answer
  return medianSeconds !== null && seconds < medianSeconds / 2 ? 5 : 4
}

/** Median of the learner's times in seconds; null when there are too few to mean anything. */
export function medianSeconds(times: readonly number[]): number | null {
  return times.length < MEDIAN_NEEDS ? null : median(times)
}

/** Median; 0 of nothing. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}
