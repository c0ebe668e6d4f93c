import type { ItemMeta } from '../course/library.ts'
import type { Answer, Question, Quiz } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import { joinKey } from '../events/projection.ts'
import type { EventPayloads } from '../events/types.ts'
import type { ItemProgress, QuizAttempt } from '../learner/progress.ts'
import { checkedAnswer } from './answer.ts'
import {
  about,
  type PracticeContext,
  progressOf,
  record,
  requiredItem,
  type Subject,
  uuidOf,
} from './context.ts'
import { questionOf } from './lesson.ts'
import { mark } from './mark.ts'
import { type Answering, answeredEvent } from './question.ts'
import { type QuizSummaryContext, summaryOf } from './quiz-summary.ts'
import { rightsById, shuffled, shuffledQuestion } from './shuffle.ts'
import type { QuizAnswered, QuizSummary, QuizView } from './types.ts'

type QuizContext = Pick<PracticeContext, 'log' | 'library' | 'clock' | 'random' | 'settings'>

/**
 * Goes on with the attempt in progress exactly where it was, or begins one. The first attempt asks in the order
 * of the author, later ones in another.
 * @param options.restart gives up an attempt in progress; its answers stay recorded
 * @throws MasteryError `usage` when there is no such quiz
 */
export function openQuiz(
  ctx: QuizContext,
  subject: Subject,
  options: { restart?: boolean } = {},
): QuizView {
  const { meta, item: quiz } = requiredItem(ctx, subject, 'quiz')
  const progress = progressOf(ctx, subject)
  const open = attemptOf(ctx, subject)
  if (open !== null && !options.restart && pending(quiz, open).length > 0) {
    return viewOf(meta, quiz, open, progress, true)
  }
  const seed = Math.floor(ctx.random() * 2 ** 31)
  const ids = quiz.questions.map((question) => question.id)
  const attempt = {
    attempt: uuidOf(ctx.random),
    questions: (progress?.quizzesFinished ?? 0) === 0 ? ids : shuffled(ids, seed, 'questions'),
    seed,
  }
  const abandoned =
    open === null
      ? []
      : [
          {
            type: 'learning.quiz_abandoned' as const,
            payload: { ...about(meta), attempt: open.id },
          },
        ]
  record(ctx, [
    ...abandoned,
    { type: 'learning.quiz_started', payload: { ...about(meta), ...attempt } },
  ])
  return viewOf(meta, quiz, attemptOf(ctx, subject) as QuizAttempt, progress, false)
}

/**
 * Marks and records an answer. With the last one the quiz is finished, in the same step.
 * @throws MasteryError `usage` when it cannot be an answer, or the question was answered already
 */
export function answerQuiz(
  ctx: QuizContext,
  subject: Subject,
  given: { attempt: string; question: string; answer: Answer } & Answering,
): QuizAnswered {
  const { meta, item: quiz } = requiredItem(ctx, subject, 'quiz')
  const attempt = attemptOf(ctx, subject)
  if (attempt === null || attempt.id !== given.attempt) {
    throw new MasteryError(
      'usage',
      'This attempt is over: it was finished or begun anew elsewhere.',
      {
        next: `mastery quiz ${meta.id}`,
      },
    )
  }
  const question = questionOf(quiz.questions, given.question, meta.id)
  if (Object.hasOwn(attempt.answers, question.id)) {
    throw new MasteryError('usage', `${question.id} is answered already in this attempt.`, {
      next: `mastery quiz ${meta.id} goes on with the next question.`,
    })
  }
  const answer = checkedAnswer(question, given.answer)
  const marked = mark(question, answer)
  const where = { course: meta.course, item: meta.id }
  const event = answeredEvent(ctx, where, question, {
    ...given,
    answer,
    marked,
    attempt: attempt.id,
    try: 1,
  })
  const left = pending(quiz, attempt).filter((id) => id !== question.id).length
  const answered = { score: marked.score, try: 1, hints: event.payload.hints, answer }
  const after = {
    ...attempt,
    answers: { ...attempt.answers, [question.id]: answered },
    seconds: attempt.seconds + event.payload.seconds,
  }
  const last =
    left > 0
      ? []
      : [{ type: 'learning.quiz_finished' as const, payload: finished(meta, quiz, after) }]
  record(ctx, [event, ...last])
  return { ...marked, question: question.id, answer, left }
}

/**
 * The result of an attempt, with the mistakes to look at again.
 * @throws MasteryError `usage` while questions are open
 */
export function finishQuiz(
  ctx: QuizContext & QuizSummaryContext,
  subject: Subject,
  attempt: string,
): QuizSummary {
  const { meta, item: quiz } = requiredItem(ctx, subject, 'quiz')
  const open = attemptOf(ctx, subject)
  if (open?.id === attempt) {
    const left = pending(quiz, open).length
    if (left > 0) {
      throw new MasteryError('usage', `${left} questions of ${meta.id} are not answered yet.`, {
        next: `mastery quiz ${meta.id}`,
      })
    }
    // The course lost the questions that were left: what was answered is the whole quiz now.
    record(ctx, [{ type: 'learning.quiz_finished', payload: finished(meta, quiz, open) }])
  }
  return summaryOf(ctx, meta, quiz, attempt)
}

/** Whether the latest score was earned on an older scoring revision, so that it is worth taking again. */
export function isStale(quiz: Pick<Quiz, 'revision'>, progress: ItemProgress | null): boolean {
  const taken = progress?.quizRevision ?? null
  return taken !== null && Number(taken.split('.')[0]) < quiz.revision.major
}

/** The attempt in progress under the present id; one begun before the quiz was renamed is over. */
function attemptOf(ctx: Pick<QuizContext, 'log'>, { course, item }: Subject): QuizAttempt | null {
  return ctx.log.get<ItemProgress>('item', joinKey(course, item))?.attempt ?? null
}

/** Questions of the attempt that the course still has and that are not answered, in the attempt's order. */
function pending(quiz: Quiz, attempt: QuizAttempt): string[] {
  const present = new Set(quiz.questions.map((question) => question.id))
  return attempt.questions.filter((id) => present.has(id) && !Object.hasOwn(attempt.answers, id))
}

function finished(
  meta: ItemMeta,
  quiz: Quiz,
  attempt: QuizAttempt,
): EventPayloads['learning.quiz_finished'] {
  const asked = quiz.questions.filter((question) => attempt.questions.includes(question.id))
  const points = asked.reduce((sum, question) => sum + question.points, 0)
  const earned = asked.reduce(
    (sum, question) => sum + question.points * (attempt.answers[question.id]?.score ?? 0),
    0,
  )
  const share = points === 0 ? 0 : earned / points
  return {
    ...about(meta),
    attempt: attempt.id,
    score: Math.min(100, share * 100),
    // Ten points of which 7 are needed: 0.7 in binary must not be missed by its last bit.
    passed: share >= quiz.pass - 1e-9,
    seconds: attempt.seconds,
    unaided: Object.values(attempt.answers).every((answer) => answer.hints === 0),
  }
}

function viewOf(
  meta: ItemMeta,
  quiz: Quiz,
  attempt: QuizAttempt,
  progress: ItemProgress | null,
  resumed: boolean,
): QuizView {
  const byId = new Map(quiz.questions.map((question) => [question.id, question]))
  const questions = attempt.questions
    .flatMap((id): Question[] => {
      const question = byId.get(id)
      return question === undefined ? [] : [question]
    })
    .map((question) => shuffledQuestion(question, attempt.seed))
  const at = questions.findIndex((question) => !Object.hasOwn(attempt.answers, question.id))
  return {
    course: meta.course,
    quiz,
    attempt: attempt.id,
    questions,
    rights: rightsById(questions, attempt.seed),
    at: at === -1 ? questions.length : at,
    answered: Object.entries(attempt.answers).map(([question, { score }]) => ({ question, score })),
    resumed,
    stale: isStale(quiz, progress),
  }
}
