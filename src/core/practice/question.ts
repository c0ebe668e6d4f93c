import type { Answer, Question } from '../course/model.ts'
import type { EventFilter, LearnerEvent, NewEvent } from '../events/event.ts'
import { gradeOf, medianSeconds } from '../review/grade.ts'
import { keyOfPart } from '../review/memory.ts'
import { schedulerNamed } from '../review/schedulers.ts'
import type { MemoryState } from '../review/types.ts'
import { activeSeconds, type PracticeContext, revisionText, type Subject } from './context.ts'
import type { Marked } from './types.ts'

/** How an answer came about. */
export interface Answering {
  /** Hints shown before it. */
  hints: number
  seconds: number
  /** Probability with which the product chose the item; null when the learner did. */
  chosen?: number | null
}

/** Answers of one type that a median is taken over. */
const MEDIAN_OF = 50

/** The event of a marked answer, with what a later model needs: grade, time, help, predicted recall. */
export function answeredEvent(
  ctx: Pick<PracticeContext, 'log' | 'clock' | 'settings'>,
  subject: Subject,
  question: Question,
  given: { answer: Answer; marked: Marked; attempt: string | null; try: number } & Answering,
): NewEvent<'learning.question_answered'> {
  const { marked, hints, attempt, answer } = given
  const seconds = activeSeconds(given.seconds)
  const today = ctx.clock.localDay(ctx.clock.now())
  const memory = ctx.log.get<MemoryState>('memory', keyOfPart({ ...subject, part: question.id }))
  const median = medianSeconds(latestTimes(ctx.log, question.type))
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
        medianSeconds: median,
      }),
      seconds,
      chosen: given.chosen ?? null,
      predicted: predictedRecall(memory, today),
      scheduler: ctx.settings.get<string>('review.scheduler'),
      format: question.type,
    },
  }
}

/** What the scheduler in force for a question expects of today; null for a new one. */
function predictedRecall(memory: MemoryState | null, today: string): number | null {
  if (memory?.schedule == null || memory.lastReviewed === null) return null
  return schedulerNamed(memory.scheduler).recall(memory.schedule, memory.lastReviewed, today)
}

/** The learner's latest times for questions of a type, in seconds. */
function latestTimes(
  log: { read(filter?: EventFilter): IterableIterator<LearnerEvent> },
  format: string,
): number[] {
  const times: number[] = []
  const events = log.read({
    types: ['learning.question_answered'],
    reverse: true,
    limit: MEDIAN_OF * 8,
  })
  for (const event of events) {
    if (event.type !== 'learning.question_answered' || event.payload.format !== format) continue
    // A time of 0 was not measured (an answer given by a script).
    if (event.payload.seconds > 0) times.push(event.payload.seconds)
    if (times.length === MEDIAN_OF) break
  }
  return times
}
