import { addDays } from '../events/clock.ts'
import type { CourseItem } from './evidence.ts'

/** How many cards of a deck were met already, or put aside. */
export type SeenCards = (deck: string) => number

/** Days after which an exercise that was not touched is no longer "in progress" but waits its turn again. */
const LEFT_OFF_DAYS = 14

/**
 * Whether the outline is through with it: a lesson read, a quiz taken (at any score), an exercise passed, a
 * deck whose every card was met.
 */
export function isDone({ meta, progress }: CourseItem, seen: SeenCards): boolean {
  switch (meta.kind) {
    case 'lesson':
      return progress?.readOn != null
    case 'quiz':
      return (progress?.quizzesFinished ?? 0) > 0
    case 'exercise':
      return progress?.passedOn != null
    case 'deck':
      return seen(meta.id) >= meta.parts
  }
}

/** Begun and not done. */
export function isOpen(item: CourseItem, seen: SeenCards): boolean {
  if (isDone(item, seen)) return false
  const { meta, progress } = item
  switch (meta.kind) {
    case 'lesson':
      return progress !== null
    case 'quiz':
      return progress?.attempt != null
    case 'exercise':
      return progress?.startedOn != null
    case 'deck':
      return seen(meta.id) > 0
  }
}

/**
 * An exercise that was started, is not passed, whose solution was not looked at, and that was touched in
 * the last 14 days.
 */
export function isInProgress(
  { meta, progress }: CourseItem,
  touchedOn: string,
  today: string,
): boolean {
  if (meta.kind !== 'exercise' || progress === null) return false
  if (progress.startedOn === null || progress.passedOn !== null || progress.solutionShown)
    return false
  return touchedOn >= addDays(today, -LEFT_OFF_DAYS)
}

/** An exercise whose solution was looked at before a pass: the outline goes on without it. */
export function isSetAside({ meta, progress }: CourseItem): boolean {
  return meta.kind === 'exercise' && progress?.solutionShown === true && progress.passedOn === null
}
