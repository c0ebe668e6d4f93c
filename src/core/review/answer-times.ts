import type { EventLog } from '../events/event.ts'
import { medianSeconds } from './grade.ts'

/** Answers to look back over: what the learner is like now, not years ago. */
const LOOK_BACK = 300

/** The learner's own times, by type of card or question. */
export interface AnswerTimes {
  /** Median seconds for a type; null while there are too few answers. */
  of(format: string): number | null
  /** Median seconds of a card and of a question, whatever their type; null likewise. */
  card: number | null
  question: number | null
}

/** Reads the latest answers: two short queries. */
export function answerTimes(log: Pick<EventLog, 'read'>): AnswerTimes {
  const byFormat = new Map<string, number[]>()
  const collect = (type: 'learning.card_reviewed' | 'learning.question_answered'): number[] => {
    const all: number[] = []
    for (const event of log.read({ types: [type], reverse: true, limit: LOOK_BACK })) {
      if (event.type !== type || event.payload.seconds <= 0) continue
      const { seconds, format } = event.payload
      all.push(seconds)
      if (format !== undefined) byFormat.set(format, [...(byFormat.get(format) ?? []), seconds])
    }
    return all
  }
  const card = medianSeconds(collect('learning.card_reviewed'))
  const question = medianSeconds(collect('learning.question_answered'))
  return { of: (format) => medianSeconds(byFormat.get(format) ?? []), card, question }
}
