import type { ItemMeta } from '../course/library.ts'
import type { Answer, Lesson, Question } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import { nearest } from '../nearest.ts'
import { checkedAnswer } from './answer.ts'
import {
  about,
  activeSeconds,
  type PracticeContext,
  progressOf,
  record,
  requiredItem,
  type Subject,
} from './context.ts'
import { mark } from './mark.ts'
import { type Answering, answeredEvent } from './question.ts'
import { rightsById, seedOf, shuffledQuestion } from './shuffle.ts'
import type { LessonView, Marked } from './types.ts'

type LessonContext = Pick<PracticeContext, 'log' | 'library' | 'clock' | 'settings'>

/** A whole hour of reading at most; a lesson left open overnight is not a night of learning. */
const LONGEST_READING = 3_600

/**
 * Opens a lesson at the remembered place, and records that it is open.
 * @throws MasteryError `usage` when there is no such lesson
 */
export function openLesson(ctx: LessonContext, subject: Subject): LessonView {
  const { meta, item: lesson } = requiredItem(ctx, subject, 'lesson')
  const progress = progressOf(ctx, subject)
  const place = Math.min(progress?.place ?? 0, lastPlace(lesson))
  record(ctx, [{ type: 'learning.lesson_opened', payload: { ...about(meta), place } }])
  const seed = seedFor(ctx, subject)
  const questions = lesson.questions.map((question) => shuffledQuestion(question, seed))
  return {
    course: meta.course,
    courseTitle: ctx.library.installed(meta.course)?.title ?? meta.course,
    lesson: { ...lesson, questions },
    progress: progressOf(ctx, subject),
    rights: rightsById(questions, seed),
    next: following(ctx, meta),
  }
}

/** Remembers the section on the screen, counted from 0; the check questions come after the last. */
export function placeInLesson(ctx: LessonContext, subject: Subject, place: number): void {
  const { meta, item: lesson } = requiredItem(ctx, subject, 'lesson')
  const bounded = Math.max(0, Math.min(Math.trunc(place), lastPlace(lesson)))
  if (progressOf(ctx, subject)?.place === bounded) return
  record(ctx, [{ type: 'learning.lesson_opened', payload: { ...about(meta), place: bounded } }])
}

/**
 * Marks and records the answer to a check question.
 * @throws MasteryError `usage` for an unknown question or what cannot be an answer
 */
export function answerInLesson(
  ctx: LessonContext,
  subject: Subject,
  given: { question: string; answer: Answer } & Answering,
): Marked {
  const { meta, item: lesson } = requiredItem(ctx, subject, 'lesson')
  const question = questionOf(lesson.questions, given.question, meta.id)
  const answer = checkedAnswer(question, given.answer)
  const marked = mark(question, answer)
  const today = ctx.clock.localDay(ctx.clock.now())
  const before = ctx.log.read({
    ...subject,
    part: question.id,
    types: ['learning.question_answered'],
    fromDay: today,
    toDay: today,
  })
  const attempt = { attempt: null, try: [...before].length + 1 }
  const where = { course: meta.course, item: meta.id }
  record(ctx, [answeredEvent(ctx, where, question, { ...given, ...attempt, answer, marked })])
  return marked
}

/** Records that a lesson was read to its end. `seconds` of reading. */
export function readLesson(
  ctx: LessonContext,
  subject: Subject,
  reading: { seconds: number; chosen?: number | null },
): void {
  const { meta } = requiredItem(ctx, subject, 'lesson')
  const seconds = activeSeconds(reading.seconds, LONGEST_READING)
  const payload = { ...about(meta), seconds, chosen: reading.chosen ?? null }
  record(ctx, [{ type: 'learning.lesson_read', payload }])
}

/** The order in which a lesson's questions show their choices: the same all day. */
function seedFor(ctx: Pick<LessonContext, 'clock'>, { course, item }: Subject): number {
  return seedOf(`${course}/${item}/${ctx.clock.localDay(ctx.clock.now())}`)
}

/** The question of this id. @throws MasteryError `usage` with the nearest one */
export function questionOf(questions: readonly Question[], id: string, item: string): Question {
  const own = id.startsWith(`${item}/`) ? id.slice(item.length + 1) : id
  const found = questions.find((question) => question.id === own)
  if (found !== undefined) return found
  const ids = questions.map((question) => question.id)
  const near = nearest(own, ids)
  throw new MasteryError('usage', `${item} has no question "${own}".`, {
    next:
      near === null ? `Its questions are: ${ids.join(', ') || 'none'}` : `Did you mean ${near}?`,
  })
}

/** The item after this one in its course. */
export function following(
  ctx: Pick<LessonContext, 'library'>,
  meta: Pick<ItemMeta, 'course' | 'position'>,
): LessonView['next'] {
  const next = ctx.library.outline(meta.course).find((one) => one.position > meta.position)
  return next === undefined ? null : { item: next.id, kind: next.kind, title: next.title }
}

function lastPlace(lesson: Lesson): number {
  return Math.max(0, lesson.sections.length - (lesson.questions.length > 0 ? 0 : 1))
}
