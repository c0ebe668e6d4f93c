import type { LessonProps } from '../screens/props.ts'
import {
  type LessonEffect,
  type LessonEvent,
  type LessonState,
  startLesson,
  stepLesson,
} from './lesson.ts'
import type { Machine } from './program.ts'
import { questionFacts, questionMode } from './question.ts'

/** The lesson screen without a terminal: its reducer, and its effects as callbacks. */
export function lessonMachine(
  props: LessonProps,
  at: number,
): Machine<LessonState, LessonEvent, LessonEffect> {
  let stopping = new AbortController()
  return {
    name: 'lesson',
    initial: startLesson(props.view, at),
    start: [],
    step: stepLesson,
    mode: ({ phase, question }) =>
      phase === 'questions' && question !== null ? questionMode(question) : phase,
    facts: ({ running, question }) => [
      ...(running === null ? ['idle'] : []),
      ...(question === null ? [] : questionFacts(question)),
    ],
    stop: () => stopping.abort(),
    async perform(effect, report) {
      switch (effect.type) {
        case 'run': {
          stopping = new AbortController()
          const { signal } = stopping
          const run = await props.run(effect.fence, signal)
          return report(
            signal.aborted ? { type: 'stopped' } : { type: 'ran', program: effect.program, run },
          )
        }
        case 'abort':
          return stopping.abort()
        case 'place':
          return props.place(effect.section)
        case 'read':
          await props.read(effect.seconds)
          return report({ type: 'saved-read' })
        case 'answer': {
          const marked = await props.answer(effect.question, effect.answer, effect.help)
          return report({ type: 'answered', question: effect.question.id, marked })
        }
      }
    },
  }
}
