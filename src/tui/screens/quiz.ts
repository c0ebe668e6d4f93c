import { presentQuiz } from '../presenters/quiz.ts'
import type { Screen } from '../state/driver.ts'
import { type QuizEffect, type QuizEvent, type QuizState, quizMachine } from '../state/quiz.ts'
import type { QuizProps } from './props.ts'

export function quizScreen(props: QuizProps, at: number): Screen<QuizState, QuizEvent, QuizEffect> {
  return { machine: quizMachine(props, at), present: presentQuiz }
}
