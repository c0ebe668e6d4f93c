import type { LearnerEvent } from '../events/event.ts'
import { joinKey, type Projection, splitKey } from '../events/projection.ts'
import type { EventPayloads } from '../events/types.ts'
import { schedulerNamed } from './schedulers.ts'
import type { Grade, MemoryState } from './types.ts'

/**
 * What the learner's memory of one card or question is taken to be. Of an attempt at a question the first
 * answer counts; later tries are help, not recall.
 */
export const memoryProjection: Projection<MemoryState> = {
  name: 'memory',
  keyOf(event) {
    switch (event.type) {
      case 'learning.question_answered':
        return event.payload.try === 1 ? keyOfPart(event.payload) : null
      case 'learning.card_reviewed':
      case 'learning.card_buried':
      case 'learning.card_suspended':
      case 'learning.card_flagged':
        return keyOfPart(event.payload)
      default:
        return null
    }
  },
  step: remember,
  scopeOf(key) {
    const [course = '', item = '', part = ''] = splitKey(key)
    return { course, item, part }
  },
}

/** The key of a card's or question's memory in its projection. */
export function keyOfPart(subject: { course: string; item: string; part: string }): string {
  return joinKey(subject.course, subject.item, subject.part)
}

function remember(before: MemoryState | null, event: LearnerEvent): MemoryState | null {
  switch (event.type) {
    case 'learning.card_reviewed':
      return reviewed(before ?? unseen(event.payload), event.payload, event.day)
    case 'learning.question_answered':
      return reviewed(before ?? unseen(event.payload), event.payload, event.day)
    case 'learning.card_buried':
      return { ...(before ?? unseen(event.payload)), buriedUntil: event.payload.until }
    case 'learning.card_suspended':
      return { ...(before ?? unseen(event.payload)), suspended: event.payload.suspended }
    case 'learning.card_flagged':
      return { ...(before ?? unseen(event.payload)), flagged: event.payload.flagged }
    default:
      return before
  }
}

type Reviewed =
  | EventPayloads['learning.card_reviewed']
  | EventPayloads['learning.question_answered']

function reviewed(before: MemoryState, answer: Reviewed, day: string): MemoryState {
  const grade = answer.grade as Grade
  const repeatOn = grade < 4 ? day : null
  const seconds = before.seconds + answer.seconds
  // A second look on the same day says nothing about tomorrow: only the wish to see it again may change.
  if (isRepeat(before, day)) return { ...before, repeatOn, seconds, repeats: before.repeats + 1 }
  const name = answer.scheduler ?? before.scheduler
  const failed = grade < 3
  return {
    ...before,
    schedule: schedulerNamed(name).next(before.schedule, grade, day),
    scheduler: name,
    introducedOn: before.introducedOn ?? day,
    lastReviewed: day,
    lastGrade: grade,
    reviews: before.reviews + 1,
    lapses: before.lapses + (failed && before.schedule !== null ? 1 : 0),
    repeatOn,
    buriedUntil: null,
    seconds,
  }
}

/** Whether a review on this day would be a same-day repeat, which leaves the schedule as it is. */
export function isRepeat(state: MemoryState | null, day: string): boolean {
  return state !== null && state.lastReviewed === day
}

/** State of a card that was never reviewed. */
function unseen(subject: { course: string; item: string; part: string }): MemoryState {
  const { course, item, part } = subject
  return {
    course,
    item,
    part,
    schedule: null,
    scheduler: schedulerNamed(null).name,
    introducedOn: null,
    lastReviewed: null,
    lastGrade: null,
    reviews: 0,
    repeats: 0,
    lapses: 0,
    repeatOn: null,
    buriedUntil: null,
    suspended: false,
    flagged: false,
    seconds: 0,
  }
}
