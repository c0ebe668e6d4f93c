import type { Answer, Question } from '../course/model.ts'
import type { NewEvent } from '../events/event.ts'
import { answerTimes } from '../review/answer-times.ts'
import { gradeOf } from '../review/grade.ts'
import { isRepeat, keyOfPart } from '../review/memory.ts'
import { schedulerNamed } from '../review/schedulers.ts'
import type { MemoryState } from '../review/types.ts'
import { activeSeconds, type PracticeContext, revisionText, type Subject } from './context.ts'
import { questionHintsShown } from './question-hint.ts'
import type { Marked } from './types.ts'

/** How an answer came about. */
export interface Answering {
  /** Hints shown before it. */
  hints: number
  seconds: number
  /** Probability with which the product chose the item; null when the learner did. */
  chosen?: number | null
}

/** The event of a marked answer, with what a later model needs: grade, time, help, predicted recall. */
export function answeredEvent(
  ctx: Pick<PracticeContext, 'log' | 'clock' | 'settings'>,
  subject: Subject,
  question: Question,
  given: { answer: Answer; marked: Marked; attempt: string | null; try: number } & Answering,
): NewEvent<'learning.question_answered'> {
  const { marked, attempt, answer } = given
  // A screen counts its hints itself; those asked for by a command are in the log.
  const recorded = questionHintsShown(ctx, subject, question.id, attempt)
  const hints = Math.max(given.hints, recorded)
  const seconds = activeSeconds(given.seconds)
  const today = ctx.clock.localDay(ctx.clock.now())
  const memory = ctx.log.get<MemoryState>('memory', keyOfPart({ ...subject, part: question.id }))
  const scheduler = ctx.settings.get<string>('review.scheduler')
  // A time of 0 was not measured (an answer given by a script), and says nothing about being quick.
  const medianSeconds = seconds > 0 ? answerTimes(ctx.log).of(question.type) : null
  return {
    type: 'learning.question_answered',
    payload: {
      ...subject,
      part: question.id,
      revision: revisionText(question.revision),
      skills: question.skills,
      hints,
      model: false,
      attempt,
      answer: answer as never,
      score: marked.score,
      try: given.try,
      grade: gradeOf({
        ...marked,
        try: given.try,
        hints,
        model: false,
        seconds,
        medianSeconds,
      }),
      seconds,
      chosen: given.chosen ?? null,
      predicted: predictedRecall(memory, scheduler, today),
      scheduler,
      format: question.type,
    },
  }
}

/** What the scheduler in force expects of today; null for a new one, and for a second look on the same day. */
function predictedRecall(
  memory: MemoryState | null,
  scheduler: string,
  today: string,
): number | null {
  if (memory?.schedule == null || memory.lastReviewed === null || isRepeat(memory, today))
    return null
  const share = schedulerNamed(scheduler).recall(memory.schedule, memory.lastReviewed, today)
  return share === null ? null : Math.min(1, Math.max(0, share))
}
