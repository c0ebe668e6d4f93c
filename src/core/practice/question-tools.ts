import type { QuestionTools } from '../review/review-item.ts'
import type { ReviewContext } from '../review/session.ts'
import { readAnswer } from './answer.ts'
import { mark } from './mark.ts'
import { publicQuestion } from './public.ts'
import { rightsOf, seedOf, shuffledQuestion } from './shuffle.ts'

/** What review needs of questions. */
export const questionTools: QuestionTools = {
  mark,
  shuffled: (question, salt) => shuffledQuestion(question, seedOf(salt)),
  rights: (question, salt) => rightsOf(question, seedOf(salt)),
  shown: publicQuestion,
  read: readAnswer,
}

/** The context of review: the parts it uses, and what `practice` knows about questions. */
export function reviewContext(ctx: Omit<ReviewContext, 'questions'>): ReviewContext {
  const { log, reviews, library, clock, settings } = ctx
  return { log, reviews, library, clock, settings, questions: questionTools }
}
