import type { LearnerEvent } from '../events/event.ts'
import type { Projection } from '../events/projection.ts'
import type { EventPayloads } from '../events/types.ts'
import type { DayActivity } from './progress.ts'

/** What was learned on a local calendar day. A day has a state exactly when something was learned on it. */
export const dayProjection: Projection<DayActivity> = {
  name: 'day',
  keyOf: (event) => (isLearning(event) ? event.day : null),
  step: (before, event) => counted(before ?? emptyDay(event.day), event),
  scopeOf: (day) => ({ fromDay: day, toDay: day }),
}

/** Whether the event is learning: reading, answering, reviewing or running an exercise's tests. */
function isLearning(event: LearnerEvent): boolean {
  switch (event.type) {
    case 'learning.lesson_read':
    case 'learning.question_answered':
    case 'learning.card_reviewed':
    case 'exercise.checked':
      return true
    case 'exercise.submitted':
      return event.payload.regradeOf === null
    default:
      return false
  }
}

function counted(day: DayActivity, event: LearnerEvent): DayActivity {
  switch (event.type) {
    case 'learning.lesson_read':
      return { ...day, lessons: day.lessons + 1, seconds: day.seconds + event.payload.seconds }
    case 'learning.question_answered':
      return {
        ...withRecall(day, event.payload, event.payload.predicted !== null),
        questions: day.questions + 1,
        seconds: day.seconds + event.payload.seconds,
      }
    case 'learning.card_reviewed': {
      const { repeat, predicted, seconds } = event.payload
      return {
        ...withRecall(day, event.payload, !repeat),
        reviews: day.reviews + 1,
        newCards: day.newCards + (predicted === null && !repeat ? 1 : 0),
        seconds: day.seconds + seconds,
      }
    }
    case 'exercise.checked':
      return { ...day, checks: day.checks + 1, seconds: day.seconds + event.payload.seconds }
    case 'exercise.submitted':
      return {
        ...day,
        submissions: day.submissions + 1,
        passed: day.passed + (event.payload.accepted ? 1 : 0),
        seconds: day.seconds + event.payload.seconds,
      }
    default:
      return day
  }
}

type Recalled = Pick<EventPayloads['learning.card_reviewed'], 'grade' | 'predicted'>

function withRecall(day: DayActivity, review: Recalled, counts: boolean): DayActivity {
  if (!counts) return day
  const recalled = review.grade >= 3 ? 1 : 0
  const after = { ...day, recalled: day.recalled + recalled }
  if (review.predicted === null) return after
  return {
    ...after,
    predictedCount: day.predictedCount + 1,
    predictedSum: day.predictedSum + Math.round(review.predicted * 1000),
    predictedRecalled: day.predictedRecalled + recalled,
  }
}

/** A day without learning. */
export function emptyDay(day: string): DayActivity {
  return {
    day,
    seconds: 0,
    lessons: 0,
    questions: 0,
    reviews: 0,
    recalled: 0,
    predictedCount: 0,
    predictedSum: 0,
    predictedRecalled: 0,
    newCards: 0,
    checks: 0,
    submissions: 0,
    passed: 0,
  }
}
