import type { ItemMeta } from '../course/library.ts'
import type { Answer, Quiz } from '../course/model.ts'
import type { EventPayloads } from '../events/types.ts'
import { courseEvidence, skillMastery } from '../learner/evidence.ts'
import { raiseStruggle } from '../learner/raise-struggle.ts'
import { recentStreak } from '../learner/streak.ts'
import type { PracticeContext } from './context.ts'
import { mark } from './mark.ts'
import type { QuizSummary } from './types.ts'

export type QuizSummaryContext = Pick<PracticeContext, 'log' | 'library' | 'clock'>

/** What came of a finished attempt, read from its events. Raises struggle where the score calls for it. */
export function summaryOf(
  ctx: QuizSummaryContext,
  meta: ItemMeta,
  quiz: Quiz,
  attempt: string,
): QuizSummary {
  const answers = new Map<string, Answer>()
  let result: EventPayloads['learning.quiz_finished'] | null = null
  const events = ctx.log.read({
    course: meta.course,
    item: meta.id,
    types: ['learning.question_answered', 'learning.quiz_finished'],
  })
  for (const { type, payload } of events) {
    if (!('attempt' in payload) || payload.attempt !== attempt) continue
    if (type === 'learning.quiz_finished') result = payload
    else if (type === 'learning.question_answered' && payload.try === 1) {
      answers.set(payload.part, payload.answer as Answer)
    }
  }
  const mistakes = quiz.questions.flatMap((question) => {
    const answer = answers.get(question.id)
    const marked = answer === undefined ? null : mark(question, answer)
    return answer === undefined || marked === null || marked.correct
      ? []
      : [{ question, answer, marked }]
  })
  return {
    score: result?.score ?? 0,
    passed: result?.passed ?? false,
    pass: quiz.pass,
    seconds: result?.seconds ?? 0,
    unaided: result?.unaided ?? false,
    mistakes,
    mastery: masteryOfSkills(ctx, meta),
    struggle: raiseStruggle(ctx, { course: meta.course, item: meta.id }),
  }
}

/** Where the skills of an item stand now. */
function masteryOfSkills(
  ctx: QuizSummaryContext,
  meta: Pick<ItemMeta, 'course' | 'skills'>,
): QuizSummary['mastery'] {
  const today = ctx.clock.localDay(ctx.clock.now())
  const evidence = courseEvidence(ctx, meta.course, recentStreak(ctx.log, today))
  if (evidence === null) return []
  return meta.skills.map((skill) => ({
    skill,
    title: evidence.course.skills.find((one) => one.id === skill)?.title ?? skill,
    percent: skillMastery(evidence, skill).percent,
  }))
}
