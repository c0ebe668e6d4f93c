import type { NewEvent } from '../../src/core/events/event.ts'
import type { EventPayloads } from '../../src/core/events/types.ts'

/** Events with plausible payloads, for tests of folds: only what matters is written. */
const about = (item: string, skills: string[] = []) => ({
  course: 'sample',
  item,
  revision: '1.0',
  skills,
})
const ATTEMPT = '018f0000-0000-7000-8000-000000000001'

export const happened = {
  read: (item: string, more: Partial<EventPayloads['learning.lesson_read']> = {}): NewEvent => ({
    type: 'learning.lesson_read',
    payload: { ...about(item), seconds: 60, chosen: null, ...more },
  }),
  reviewed: (
    id: string,
    grade: number,
    more: Partial<EventPayloads['learning.card_reviewed']> = {},
  ): NewEvent => {
    const [item = '', part = ''] = id.split('/')
    return {
      type: 'learning.card_reviewed',
      payload: {
        ...about(item),
        part,
        hints: 0,
        model: false,
        grade,
        repeat: false,
        scheduler: 'sm2-1990',
        answer: null,
        seconds: 5,
        predicted: null,
        chosen: null,
        format: 'basic',
        ...more,
      },
    }
  },
  answered: (
    id: string,
    grade: number,
    more: Partial<EventPayloads['learning.question_answered']> = {},
  ): NewEvent => {
    const [item = '', part = ''] = id.split('/')
    return {
      type: 'learning.question_answered',
      payload: {
        ...about(item),
        part,
        hints: 0,
        model: false,
        attempt: ATTEMPT,
        answer: { type: 'choice', id: 'yes' },
        score: grade >= 3 ? 1 : 0,
        try: 1,
        grade,
        seconds: 20,
        chosen: null,
        predicted: null,
        format: 'single',
        ...more,
      },
    }
  },
  quizStarted: (item: string, questions: string[] = ['one']): NewEvent => ({
    type: 'learning.quiz_started',
    payload: { ...about(item), attempt: ATTEMPT, questions, seed: 1 },
  }),
  quizFinished: (
    item: string,
    score: number,
    more: Partial<EventPayloads['learning.quiz_finished']> = {},
  ): NewEvent => ({
    type: 'learning.quiz_finished',
    payload: {
      ...about(item),
      attempt: ATTEMPT,
      score,
      passed: score >= 70,
      seconds: 100,
      unaided: true,
      ...more,
    },
  }),
  started: (item: string): NewEvent => ({
    type: 'exercise.started',
    payload: { ...about(item), chosen: null },
  }),
  hint: (item: string, rung: number): NewEvent => ({
    type: 'exercise.hint_shown',
    payload: { ...about(item), rung, of: 3 },
  }),
  checked: (
    item: string,
    passed: number,
    more: Partial<EventPayloads['exercise.checked']> = {},
  ): NewEvent => ({
    type: 'exercise.checked',
    payload: {
      ...about(item),
      hints: 0,
      model: false,
      passed,
      total: 3,
      errorKind: passed === 3 ? null : 'NameError',
      seconds: 60,
      tier: 'isolate',
      code: 'c0de',
      ...more,
    },
  }),
  submitted: (
    item: string,
    score: number,
    more: Partial<EventPayloads['exercise.submitted']> = {},
  ): NewEvent => ({
    type: 'exercise.submitted',
    payload: {
      ...about(item),
      hints: 0,
      model: false,
      score,
      accepted: score === 100,
      errorKind: score === 100 ? null : 'NameError',
      quality: score === 100 ? 90 : null,
      solutionShown: false,
      seconds: 60,
      tier: 'isolate',
      code: 'c0de',
      regradeOf: null,
      ...more,
    },
  }),
  solutionShown: (item: string, gaveUp = true): NewEvent => ({
    type: 'exercise.solution_shown',
    payload: { ...about(item), gaveUp },
  }),
}
