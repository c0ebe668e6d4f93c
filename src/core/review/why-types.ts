import type { Component } from '../learner/mastery.ts'
import type { Mastery } from '../learner/progress.ts'

/** Everything behind a date and a percentage, recomputed from events. */
export interface WhyReport {
  /** As it was asked for, with the present ids. */
  id: string
  kind: 'card' | 'question' | 'lesson' | 'quiz' | 'deck' | 'exercise' | 'skill'
  course: string
  courseTitle: string
  title: string
  /** For a card or question. */
  date: WhyDate | null
  /** For a deck, a quiz or a lesson: each card or question that is scheduled, the next due first. */
  parts: WhyPart[]
  /** For an exercise or a quiz: each submission and each finished attempt. */
  attempts: WhyAttempt[]
  skills: WhySkill[]
}

export interface WhyDate {
  scheduler: string
  /** What the predicted recall rests on. */
  assumption: string
  due: string | null
  /** Days. */
  interval: number | null
  easiness: number | null
  /** Share expected to be recalled today; null before the first review. */
  recall: number | null
  suspended: boolean
  buriedUntil: string | null
  repeatOn: string | null
  reviews: WhyReview[]
}

export interface WhyReview {
  event: string
  day: string
  grade: number
  /** False for a same-day repeat, which leaves the schedule as it is. */
  counts: boolean
  easiness: { before: number | null; after: number }
  interval: { before: number | null; after: number }
  due: string
  /** The formula with its numbers. */
  arithmetic: string[]
}

export interface WhyPart {
  id: string
  due: string
  interval: number
  easiness: number
  reviews: number
  lapses: number
}

export interface WhyAttempt {
  event: string
  day: string
  score: number
  accepted: boolean
  /** With no hint and no model. */
  unaided: boolean
  quality: number | null
}

export interface WhySkill {
  skill: string
  title: string
  mastery: Mastery
  /** The weights in force, 0–1, after components that cannot exist were left out. */
  weights: Record<Component, number>
  /** Days that count for consistency, at most 7; null where it is left out. */
  streakDays: number | null
  /** Null: left out. */
  exercises: WhyContribution[] | null
  quizzes: WhyContribution[] | null
  quality: WhyContribution[] | null
  /** `0.40 × 66.67 + … = 53.1 → 53 %`. */
  formula: string
}

export interface WhyContribution {
  item: string
  title: string
  /** 0–100; null: not attempted, counts 0. */
  score: number | null
  unaided: number | null
  /** The event it comes from. */
  event: string | null
  day: string | null
}
