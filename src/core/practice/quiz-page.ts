import type { Answer } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import { readAnswer } from './answer.ts'
import type { PracticeContext, Subject } from './context.ts'
import type { GivenAnswer } from './given.ts'
import { questionOf } from './lesson.ts'
import { type PublicQuestion, publicQuestion } from './public.ts'
import { answerQuiz, finishQuiz, openQuiz } from './quiz.ts'
import type { QuizAnswered, QuizSummary, QuizView } from './types.ts'

/** An attempt as a document, without the answers: what `mastery quiz` prints off a terminal. */
export interface QuizPage {
  course: string
  quiz: string
  title: string
  attempt: string
  /** Share of the points needed, 0–1. */
  pass: number
  resumed: boolean
  stale: boolean
  total: number
  /** Still to answer, in order. */
  questions: PublicQuestion[]
  answered: { question: string; score: number }[]
}

function quizPage(view: QuizView): QuizPage {
  const done = new Set(view.answered.map((one) => one.question))
  return {
    course: view.course,
    quiz: view.quiz.id,
    title: view.quiz.title,
    attempt: view.attempt,
    pass: view.quiz.pass,
    resumed: view.resumed,
    stale: view.stale,
    total: view.questions.length,
    questions: view.questions
      .filter((question) => !done.has(question.id))
      .map((question) => publicQuestion(question, view.rights[question.id])),
    answered: view.answered,
  }
}

/** What answers given on the command line came to. */
export interface QuizResults {
  course: string
  quiz: string
  title: string
  attempt: string
  results: QuizAnswered[]
  left: number
  /** When nothing is left. */
  summary: SummaryPage | null
}

/**
 * Goes on with a quiz, or begins it, and gives the answers in their order. All are looked at before the
 * first is recorded, so that a slip in one does not cost the others.
 * @returns the open questions when no answer was given, else what the answers came to
 * @throws MasteryError `usage` for an unknown or answered question, or what cannot be an answer
 */
export function takeQuiz(
  ctx: Pick<PracticeContext, 'log' | 'library' | 'clock' | 'random' | 'settings'>,
  subject: Subject,
  wish: { answers: GivenAnswer[]; restart: boolean },
): { page: QuizPage; results: QuizResults | null } {
  const view = openQuiz(ctx, subject, { restart: wish.restart })
  const page = quizPage(view)
  if (wish.answers.length === 0) return { page, results: null }
  const answers = wish.answers.map(({ question: id, answer }) => {
    const question = questionOf(view.questions, id, view.quiz.id)
    if (view.answered.some((one) => one.question === question.id)) {
      throw new MasteryError('usage', `${question.id} is answered already in this attempt.`, {
        next: `mastery quiz ${view.quiz.id}, or to begin anew: mastery quiz ${view.quiz.id} --restart`,
      })
    }
    return { question: question.id, answer: readAnswer(question, answer, view.rights[question.id]) }
  })
  const results = answers.map((given) =>
    answerQuiz(ctx, subject, { ...given, attempt: view.attempt, hints: 0, seconds: 0 }),
  )
  const left = results.at(-1)?.left ?? page.questions.length
  const summary = left === 0 ? summaryPage(finishQuiz(ctx, subject, view.attempt)) : null
  const { course, quiz, title, attempt } = page
  return { page, results: { course, quiz, title, attempt, results, left, summary } }
}

/** A summary whose mistakes are told in words, without the whole questions. */
export type SummaryPage = Omit<QuizSummary, 'mistakes'> & {
  mistakes: {
    question: string
    prompt: string
    answer: Answer
    solution: string
    explanation: string
  }[]
}

function summaryPage(summary: QuizSummary): SummaryPage {
  return {
    ...summary,
    mistakes: summary.mistakes.map(({ question, answer, marked }) => ({
      question: question.id,
      prompt: question.prompt,
      answer,
      solution: marked.solution,
      explanation: marked.explanation,
    })),
  }
}
