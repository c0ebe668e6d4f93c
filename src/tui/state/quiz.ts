import type { Answer, Question } from '../../core/course/model.ts'
import type { QuizAnswered, QuizSummary, QuizView } from '../../core/practice/types.ts'
import type { AnswerHelp, QuizProps } from '../screens/props.ts'
import {
  type BaseEffect,
  type BaseEvent,
  failure,
  isKey,
  leaving,
  type Machine,
  type Notice,
  type Step,
  stay,
} from './program.ts'
import {
  newQuestion,
  type QuestionState,
  questionFacts,
  questionFailed,
  questionMarked,
  questionMode,
  stepQuestion,
} from './question.ts'
import { scrollTo } from './scroll.ts'

export interface QuizState {
  view: QuizView
  /** Index of the question on the screen. */
  index: number
  /** Null while the result is being worked out, and in the summary. */
  question: QuestionState | null
  /** Scores so far, 0–1, by question id. */
  scores: Readonly<Record<string, number>>
  summary: QuizSummary | null
  scroll: number
  notice: Notice | null
}

export type QuizEvent =
  | { type: 'answered'; result: QuizAnswered }
  | { type: 'finished'; summary: QuizSummary }

export type QuizEffect =
  | { type: 'answer'; question: Question; answer: Answer; help: AnswerHelp }
  | { type: 'finish' }

export function startQuiz(view: QuizView, at: number): QuizState {
  const first = view.questions[view.at]
  return {
    view,
    index: view.at,
    question: first === undefined ? null : newQuestion(first, view.rights[first.id] ?? [], at),
    scores: Object.fromEntries(view.answered.map(({ question, score }) => [question, score])),
    summary: null,
    scroll: 0,
    notice: welcome(view),
  }
}

function welcome(view: QuizView): Notice | null {
  const at = Math.min(view.at + 1, view.questions.length)
  if (view.resumed && view.at > 0) {
    return { kind: 'info', text: `You left off at question ${at}; your answers so far are kept.` }
  }
  const text = 'This quiz has changed since you took it, so it is worth taking again.'
  return view.stale ? { kind: 'info', text } : null
}

export function stepQuiz(
  before: QuizState,
  event: QuizEvent | BaseEvent,
): Step<QuizState, QuizEffect | BaseEffect> {
  const state = isKey(event) ? { ...before, notice: null } : before
  const leave = leaving(event)
  if (leave !== null) return stay(state, leave)
  switch (event.type) {
    case 'answered': {
      if (state.question === null) return stay(state)
      const scores = { ...state.scores, [event.result.question]: event.result.score }
      return stay({ ...state, scores, question: questionMarked(state.question, event.result) })
    }
    case 'finished':
      return stay({ ...state, summary: event.summary, question: null, scroll: 0 })
    case 'failed': {
      const question = state.question === null ? null : questionFailed(state.question)
      return stay({ ...state, question, notice: failure(event) })
    }
  }
  if (state.question !== null) return stepAsking(state, state.question, event)
  if (event.type !== 'action') return stay(state)
  if (event.action === 'finish') {
    // Without a summary the recording of the end failed before: try it again.
    return state.summary === null
      ? stay(state, { type: 'finish' })
      : stay(state, { type: 'leave', result: { to: 'back' } })
  }
  const scroll = scrollTo(event.action, event.view)
  return stay(scroll === null ? state : { ...state, scroll })
}

function stepAsking(
  state: QuizState,
  question: QuestionState,
  event: BaseEvent,
): Step<QuizState, QuizEffect> {
  const step = stepQuestion(question, event)
  const notice: Notice | null =
    step.notice === null ? state.notice : { kind: 'info', text: step.notice }
  const next = { ...state, question: step.state, notice }
  if (step.answer !== null) {
    return stay(next, { type: 'answer', question: question.question, ...step.answer })
  }
  if (!step.done || event.type !== 'action') return stay(next)
  const index = nextOpen(state)
  const following = state.view.questions[index]
  if (following === undefined) {
    return stay({ ...next, index, question: null }, { type: 'finish' })
  }
  const rights = state.view.rights[following.id] ?? []
  return stay({ ...next, index, question: newQuestion(following, rights, event.at) })
}

function nextOpen({ view, scores }: QuizState): number {
  const index = view.questions.findIndex(({ id }) => scores[id] === undefined)
  return index === -1 ? view.questions.length : index
}

export function quizMachine(
  props: QuizProps,
  at: number,
): Machine<QuizState, QuizEvent, QuizEffect> {
  const initial = startQuiz(props.view, at)
  return {
    name: 'quiz',
    initial,
    start: initial.question === null ? [{ type: 'finish' }] : [],
    step: stepQuiz,
    mode: (state) => (state.question === null ? 'summary' : questionMode(state.question)),
    facts: (state) => (state.question === null ? [] : questionFacts(state.question)),
    async perform(effect, report) {
      if (effect.type === 'finish')
        return report({ type: 'finished', summary: await props.finish() })
      const result = await props.answer(effect.question, effect.answer, effect.help)
      report({ type: 'answered', result })
    },
  }
}
