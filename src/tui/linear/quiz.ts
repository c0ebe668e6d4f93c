import { summaryLines } from '../presenters/quiz.ts'
import type { QuizState } from '../state/quiz.ts'
import { titleWithKind } from '../state/tree.ts'
import { QuestionEars, sayQuestion } from './question.ts'
import { KEY, type Speaker, spoken, WIDTH } from './speaker.ts'

export function quizSpeaker(): Speaker<QuizState> {
  const ears = new QuestionEars()
  return {
    say: (state, before) => {
      const said: string[] = []
      if (before === null)
        said.push(
          `${titleWithKind('Quiz', state.view.quiz.title)}, ${state.view.questions.length} questions.`,
        )
      if (state.question !== null) {
        if (before?.index !== state.index)
          said.push(`Question ${state.index + 1} of ${state.view.questions.length}.`)
        said.push(...sayQuestion(state.question, before?.question ?? null, WIDTH))
      }
      if (state.summary !== null && before?.summary !== state.summary)
        said.push('Result.', ...spoken(summaryLines(state.summary, WIDTH)))
      return said
    },
    ask: (state) => {
      if (state.question !== null) return ears.ask(state.question)
      return state.summary === null && state.notice === null ? null : ''
    },
    hear: (state, text, at) =>
      state.question === null ? KEY : ears.hear(state.question, text, at),
  }
}
