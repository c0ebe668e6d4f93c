import type { LearnerEvent } from '../events/event.ts'
import { joinKey, type Projection, splitKey } from '../events/projection.ts'
import type { EventPayloads } from '../events/types.ts'
import type { ItemProgress } from './progress.ts'

type ItemEvent = LearnerEvent<
  | 'learning.lesson_opened'
  | 'learning.lesson_read'
  | 'learning.quiz_started'
  | 'learning.question_answered'
  | 'learning.quiz_finished'
  | 'learning.quiz_abandoned'
  | 'exercise.started'
  | 'exercise.hint_shown'
  | 'exercise.checked'
  | 'exercise.submitted'
  | 'exercise.reset'
  | 'exercise.solution_shown'
>

/** Typed as a record so that a type left out here is an error of the compiler. */
const ITEM_EVENTS: Record<ItemEvent['type'], true> = {
  'learning.lesson_opened': true,
  'learning.lesson_read': true,
  'learning.quiz_started': true,
  'learning.question_answered': true,
  'learning.quiz_finished': true,
  'learning.quiz_abandoned': true,
  'exercise.started': true,
  'exercise.hint_shown': true,
  'exercise.checked': true,
  'exercise.submitted': true,
  'exercise.reset': true,
  'exercise.solution_shown': true,
}

function isItemEvent(event: LearnerEvent): event is ItemEvent {
  return event.type in ITEM_EVENTS
}

/**
 * Where the learner stands with one lesson, quiz or exercise. Reviews of cards are left to `memory`: a deck
 * can have a hundred thousand of them, and undoing one must not fold them all again.
 */
export const itemProjection: Projection<ItemProgress> = {
  name: 'item',
  keyOf: (event) => (isItemEvent(event) ? joinKey(event.payload.course, event.payload.item) : null),
  step(before, event) {
    if (!isItemEvent(event)) return before
    const { course, item } = event.payload
    const state = progressed(before ?? emptyProgress(course, item), event)
    const inBackground = event.type === 'exercise.submitted' && event.payload.regradeOf !== null
    return inBackground ? state : { ...state, touchedAt: event.wall }
  },
  scopeOf(key) {
    const [course = '', item = ''] = splitKey(key)
    return { course, item }
  },
}

function progressed(state: ItemProgress, event: ItemEvent): ItemProgress {
  switch (event.type) {
    case 'learning.lesson_opened':
      return { ...state, place: event.payload.place }
    case 'learning.lesson_read':
      return {
        ...state,
        readOn: state.readOn ?? event.day,
        seconds: state.seconds + event.payload.seconds,
      }
    case 'learning.quiz_started': {
      const { attempt: id, questions, seed } = event.payload
      const attempt = { id, questions, seed, answers: {}, startedAt: event.wall, seconds: 0 }
      return { ...state, attempt }
    }
    case 'learning.question_answered':
      return answered(state, event.payload)
    case 'learning.quiz_finished': {
      const { attempt, score, unaided, revision } = event.payload
      return {
        ...state,
        attempt: state.attempt?.id === attempt ? null : state.attempt,
        quizScore: score,
        quizUnaided: unaided,
        quizRevision: revision,
        quizzesFinished: state.quizzesFinished + 1,
      }
    }
    case 'learning.quiz_abandoned':
      return state.attempt?.id === event.payload.attempt ? { ...state, attempt: null } : state
    case 'exercise.started':
      return {
        ...state,
        startedOn: state.startedOn ?? event.day,
        startedAt: state.startedAt ?? event.wall,
      }
    case 'exercise.hint_shown':
      return { ...state, hintsShown: Math.max(state.hintsShown, event.payload.rung) }
    case 'exercise.checked': {
      const { passed, total, errorKind, seconds, model } = event.payload
      return {
        ...state,
        checks: state.checks + 1,
        failedInARow: total > 0 && passed === total ? 0 : state.failedInARow + 1,
        lastErrorKind: errorKind,
        modelHelped: state.modelHelped || model,
        seconds: state.seconds + seconds,
      }
    }
    case 'exercise.submitted':
      return submitted(state, event)
    case 'exercise.reset':
      return state
    case 'exercise.solution_shown':
      return { ...state, solutionShown: true }
  }
}

function answered(
  state: ItemProgress,
  answer: EventPayloads['learning.question_answered'],
): ItemProgress {
  const seconds = state.seconds + answer.seconds
  const { attempt } = state
  if (attempt === null || attempt.id !== answer.attempt) return { ...state, seconds }
  const { score, hints } = answer
  const answers = {
    ...attempt.answers,
    [answer.part]: { score, try: answer.try, hints, answer: answer.answer },
  }
  return {
    ...state,
    seconds,
    attempt: { ...attempt, answers, seconds: attempt.seconds + answer.seconds },
  }
}

function submitted(state: ItemProgress, event: LearnerEvent<'exercise.submitted'>): ItemProgress {
  const { score, accepted, quality, revision, hints, model, solutionShown } = event.payload
  const scored: ItemProgress = {
    ...state,
    passedOn: state.passedOn ?? (accepted ? event.day : null),
    quality: accepted && quality !== null ? quality : state.quality,
    bestScore: best(state.bestScore, revision, score),
    bestUnaided:
      hints === 0 && !model && !solutionShown
        ? best(state.bestUnaided, revision, score)
        : state.bestUnaided,
  }
  // Grading old code again says nothing about what the learner does now.
  if (event.payload.regradeOf !== null) return scored
  return {
    ...scored,
    submissions: state.submissions + 1,
    failedInARow: accepted ? 0 : state.failedInARow + 1,
    lastErrorKind: event.payload.errorKind,
    lastCode: event.payload.code,
    lastSubmission: event.id,
    modelHelped: state.modelHelped || model,
    seconds: state.seconds + event.payload.seconds,
  }
}

function best(
  scores: Record<string, number>,
  revision: string,
  score: number,
): Record<string, number> {
  const major = revision.split('.')[0] ?? revision
  return { ...scores, [major]: Math.max(scores[major] ?? 0, score) }
}

/** An item that was never touched. */
export function emptyProgress(course: string, item: string): ItemProgress {
  return {
    course,
    item,
    place: 0,
    readOn: null,
    attempt: null,
    quizScore: null,
    quizUnaided: false,
    quizRevision: null,
    quizzesFinished: 0,
    startedOn: null,
    startedAt: null,
    passedOn: null,
    checks: 0,
    submissions: 0,
    failedInARow: 0,
    bestScore: {},
    bestUnaided: {},
    quality: null,
    hintsShown: 0,
    solutionShown: false,
    modelHelped: false,
    lastCode: null,
    lastSubmission: null,
    lastErrorKind: null,
    seconds: 0,
    touchedAt: 0,
  }
}
