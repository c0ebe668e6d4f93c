import { isAccepted } from '../course/accept.ts'
import { MasteryError } from '../errors.ts'
import type { Clock, EventLog, LearnerEvent, NewEvent } from '../events/event.ts'
import type { ProjectionReader } from '../events/projection.ts'
import type { AnswerTimes } from './answer-times.ts'
import { gradeOf } from './grade.ts'
import { isRepeat, keyOfPart } from './memory.ts'
import type { QuestionTools } from './review-item.ts'
import { schedulerNamed } from './schedulers.ts'
import type { Grade, MemoryState, ReviewGiven, ReviewItem, ReviewRecorded } from './types.ts'

export interface RecordContext {
  log: Pick<EventLog, 'append'> & Pick<ProjectionReader, 'get'>
  clock: Clock
  settings: { get<T extends string | number | boolean | null>(key: string): T }
  questions: Pick<QuestionTools, 'mark'>
}

/**
 * Records one review. On disk when it returns.
 * @param chosen probability with which the product chose it; null when the learner did
 * @throws MasteryError `usage` when a card is answered like a question or the other way round
 */
export function recordReview(
  ctx: RecordContext,
  item: ReviewItem,
  given: ReviewGiven,
  times: AnswerTimes,
  chosen: number | null,
): { event: LearnerEvent; recorded: ReviewRecorded } {
  const today = ctx.clock.localDay(ctx.clock.now())
  const before = ctx.log.get<MemoryState>('memory', keyOfPart(item))
  const scheduler = ctx.settings.get<string>('review.scheduler')
  const about = aboutOf(item)
  const repeat = isRepeat(before, today)
  const common = {
    ...about,
    model: false,
    scheduler,
    chosen,
    predicted: predicted(before, repeat, scheduler, today),
  }
  let event: NewEvent
  let marked: ReviewRecorded['marked'] = null
  if (given.kind === 'graded' && item.content.kind === 'card') {
    const { grade, typed: answer, seconds } = given
    const format = item.content.card.type
    event = {
      type: 'learning.card_reviewed',
      payload: { ...common, hints: 0, grade, repeat, answer, seconds, format },
    }
  } else if (given.kind === 'answered' && item.content.kind === 'question') {
    const { question } = item.content
    const { answer, hints, seconds } = given
    marked = ctx.questions.mark(question, answer)
    const { correct, score } = marked
    const grade = gradeOf({
      correct,
      try: 1,
      hints,
      model: false,
      seconds,
      medianSeconds: times.of(question.type),
    })
    event = {
      type: 'learning.question_answered',
      payload: {
        ...common,
        attempt: null,
        answer,
        score,
        try: 1,
        hints,
        grade,
        seconds,
        format: question.type,
      },
    }
  } else {
    throw new MasteryError(
      'usage',
      `${item.id} is a ${item.content.kind} and must be answered like one.`,
      {
        next: `mastery review --answer ${item.id} ${item.content.kind === 'card' ? '--grade good' : '--text "your answer"'}`,
      },
    )
  }
  const [written] = ctx.log.append([event])
  if (written === undefined) throw new Error('the log gave back no event')
  const after = ctx.log.get<MemoryState>('memory', keyOfPart(item))
  const again = after?.repeatOn === today
  const interval = again ? 0 : (after?.schedule?.interval ?? 0)
  return { event: written, recorded: { grade: event.payload.grade as Grade, marked, interval } }
}

/** The grade a typed answer to a card earns; quickness counts when `seconds` is given. */
export function gradeTyped(
  item: ReviewItem,
  typed: string,
  times?: { seconds: number; times: AnswerTimes },
): Grade {
  if (item.content.kind !== 'card') return 1
  const { card } = item.content
  return gradeOf({
    correct: isAccepted(typed, card.accept, card.ignoreCase),
    try: 1,
    hints: 0,
    model: false,
    seconds: times?.seconds ?? 0,
    medianSeconds: times === undefined || times.seconds <= 0 ? null : times.times.of(card.type),
  })
}

/** What every event about a card or question says of it. */
function aboutOf(item: ReviewItem) {
  const { course, item: id, part, content } = item
  const { revision, skills } = content.kind === 'card' ? content.card : content.question
  return { course, item: id, part, revision: `${revision.major}.${revision.minor}`, skills }
}

function predicted(
  state: MemoryState | null,
  repeat: boolean,
  scheduler: string,
  today: string,
): number | null {
  if (repeat || state === null || state.schedule === null || state.lastReviewed === null)
    return null
  const share = schedulerNamed(scheduler).recall(state.schedule, state.lastReviewed, today)
  return share === null ? null : Math.min(1, Math.max(0, share))
}
