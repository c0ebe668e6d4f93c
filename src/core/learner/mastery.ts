import type { ItemMeta } from '../course/library.ts'
import type { ItemProgress, Level, Mastery } from './progress.ts'

/** Shares of the total (PRODUCT.md, Mastery). */
const WEIGHTS = { exercises: 0.4, quizzes: 0.3, quality: 0.2, consistency: 0.1 } as const
export type Component = keyof typeof WEIGHTS
export const COMPONENTS = Object.keys(WEIGHTS) as Component[]

/** Days of streak that make consistency whole. */
const FULL_STREAK = 7

/** What the formula needs to know of an item. */
export interface ItemEvidence {
  meta: Pick<ItemMeta, 'id' | 'kind' | 'title'>
  progress: ItemProgress | null
}

/** One item's part in one component. */
export interface Contribution {
  item: string
  title: string
  /** 0–100; null: not attempted, which counts 0. */
  score: number | null
  /** The part of the score that was earned with no hint and no model; null for quality. */
  unaided: number | null
}

/** The formula opened up: what each component is the mean of. Null: it cannot exist here. */
export interface Breakdown {
  exercises: Contribution[] | null
  quizzes: Contribution[] | null
  /** Solved exercises only; empty: nothing solved yet, which counts 0. */
  quality: Contribution[] | null
  /** Days, as they count: at most 7. */
  streakDays: number | null
  /** Renormalised weight of each component, 0–1; 0 for one that is left out. */
  weights: Record<Component, number>
}

/**
 * `mastery = 0.40 × exercises + 0.30 × quizzes + 0.20 × code quality + 0.10 × consistency` over some items: of a
 * skill, a unit or a course. Source: PRODUCT.md, Mastery; docs/mastery.md says how each part is read.
 * Where there is neither exercise nor quiz nothing is measured: all components are null, the total is 0.
 * @param streakDays consecutive days with learning
 */
export function masteryOf(items: readonly ItemEvidence[], streakDays: number): Mastery {
  const parts = breakdown(items, streakDays)
  const components: Mastery['components'] = {
    exercises: meanScore(parts.exercises),
    quizzes: meanScore(parts.quizzes),
    quality: meanScore(parts.quality),
    consistency: parts.streakDays === null ? null : (100 * parts.streakDays) / FULL_STREAK,
  }
  const total = COMPONENTS.reduce(
    (sum, name) => sum + parts.weights[name] * (components[name] ?? 0),
    0,
  )
  const percent = roundHalfUp(total)
  return {
    total,
    percent,
    level: levelOf(percent),
    components,
    unaided: unaidedShare(parts),
    counts: {
      exercises: parts.exercises?.length ?? 0,
      solved: items.filter(isSolved).length,
      quizzes: parts.quizzes?.length ?? 0,
      taken: parts.quizzes?.filter((quiz) => quiz.score !== null).length ?? 0,
    },
  }
}

/** What `masteryOf` is computed from, item by item. */
export function breakdown(items: readonly ItemEvidence[], streakDays: number): Breakdown {
  const exercises = items.filter((item) => item.meta.kind === 'exercise')
  const quizzes = items.filter((item) => item.meta.kind === 'quiz')
  const measured = exercises.length + quizzes.length > 0
  const solved = exercises.filter(isSolved)
  const assessed = solved.filter(({ progress }) => progress?.quality != null)
  const present: Record<Component, boolean> = {
    exercises: exercises.length > 0,
    quizzes: quizzes.length > 0,
    // Nothing can measure the quality of SQL: what is solved without one takes no part.
    quality: exercises.length > 0 && (solved.length === 0 || assessed.length > 0),
    consistency: measured,
  }
  const whole = COMPONENTS.reduce((sum, name) => sum + (present[name] ? WEIGHTS[name] : 0), 0)
  const weight = (name: Component) => (present[name] ? WEIGHTS[name] / whole : 0)
  return {
    exercises: present.exercises ? exercises.map(exerciseScore) : null,
    quizzes: present.quizzes ? quizzes.map(quizScore) : null,
    quality: present.quality ? assessed.map(qualityScore) : null,
    streakDays: measured ? Math.min(streakDays, FULL_STREAK) : null,
    weights: {
      exercises: weight('exercises'),
      quizzes: weight('quizzes'),
      quality: weight('quality'),
      consistency: weight('consistency'),
    },
  }
}

/** Red, yellow, green and blue at 0–40, 41–70, 71–90 and 91–100 percent. */
export function levelOf(percent: number): Level {
  if (percent <= 40) return { name: 'Beginner', color: 'red' }
  if (percent <= 70) return { name: 'Learning', color: 'yellow' }
  if (percent <= 90) return { name: 'Proficient', color: 'green' }
  return { name: 'Mastered', color: 'blue' }
}

/** Whether there is an exercise or a quiz that measures it at all. */
export function isMeasured(mastery: Mastery): boolean {
  return mastery.components.exercises !== null || mastery.components.quizzes !== null
}

/** Learning or better. */
export function isLearned(mastery: Mastery): boolean {
  return mastery.level.name !== 'Beginner'
}

/** Halves go up; what binary fractions lose in the last digits does not count. */
export function roundHalfUp(value: number): number {
  return Math.floor(Number(value.toFixed(9)) + 0.5)
}

/** Best score at the latest scoring revision that has one; null before the first submission. */
export function latestBest(scores: Record<string, number>): number | null {
  const majors = Object.keys(scores).map(Number)
  return majors.length === 0 ? null : (scores[String(Math.max(...majors))] ?? null)
}

function exerciseScore({ meta, progress }: ItemEvidence): Contribution {
  const score = progress === null ? null : latestBest(progress.bestScore)
  const latest = Math.max(...Object.keys(progress?.bestScore ?? {}).map(Number))
  const unaided = score === null ? null : (progress?.bestUnaided[String(latest)] ?? 0)
  return { item: meta.id, title: meta.title, score, unaided }
}

function quizScore({ meta, progress }: ItemEvidence): Contribution {
  const score = progress?.quizScore ?? null
  const unaided = score === null ? null : progress?.quizUnaided ? score : 0
  return { item: meta.id, title: meta.title, score, unaided }
}

function qualityScore({ meta, progress }: ItemEvidence): Contribution {
  return { item: meta.id, title: meta.title, score: progress?.quality ?? null, unaided: null }
}

function isSolved({ meta, progress }: ItemEvidence): boolean {
  return meta.kind === 'exercise' && progress?.passedOn != null
}

function meanScore(contributions: Contribution[] | null): number | null {
  return contributions === null ? null : mean(contributions.map((c) => c.score ?? 0))
}

/** Of what exercises and quizzes add to the total, the share earned with no hint and no model, 0–100. */
function unaidedShare(parts: Breakdown): number {
  const earned = (of: (c: Contribution) => number) =>
    parts.weights.exercises * mean((parts.exercises ?? []).map(of)) +
    parts.weights.quizzes * mean((parts.quizzes ?? []).map(of))
  const all = earned((c) => c.score ?? 0)
  return all === 0 ? 0 : (100 * earned((c) => c.unaided ?? 0)) / all
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, n) => sum + n, 0) / numbers.length
}
