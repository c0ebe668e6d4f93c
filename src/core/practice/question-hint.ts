import type { ItemMeta, LibraryReader } from '../course/library.ts'
import type { Question } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import { joinKey } from '../events/projection.ts'
import type { ItemProgress } from '../learner/progress.ts'
import { type PracticeContext, record, revisionText, type Subject } from './context.ts'
import { currentCourseOf, type FindContext } from './find.ts'
import { questionOf } from './lesson.ts'

type HintContext = Pick<PracticeContext, 'log' | 'library' | 'clock'>

export interface QuestionHint {
  course: string
  item: string
  question: string
  rung: number
  of: number
  /** Markdown. */
  text: string
  /** The command for the next rung; null on the last. */
  next: string | null
}

/** The question that `quiz/question`, `lesson/question` or either with `course/` before it names; null when it is none. */
export function questionNamed(
  ctx: FindContext & { library: Pick<LibraryReader, 'item'> },
  name: string | undefined,
): { meta: ItemMeta; question: Question } | null {
  const words = name?.split('/') ?? []
  if (words.length !== 2 && words.length !== 3) return null
  const [item = '', id = ''] = words.slice(-2)
  const course = words.length === 3 ? (words[0] ?? '') : currentCourseOf(ctx, item)
  if (words.length === 2 && ctx.library.installed(item) !== null) return null
  const found = course === null ? null : ctx.library.item(course, item)
  const meta = course === null ? null : ctx.library.meta(course, item)
  if (meta === null || (found?.kind !== 'quiz' && found?.kind !== 'lesson')) return null
  return { meta, question: questionOf(found.questions, id, meta.id) }
}

/**
 * Shows the next hint of a question and records it, so that the answer counts as helped. After the last one the last
 * one again, unrecorded.
 * @throws MasteryError `usage` when it has none
 */
export function nextQuestionHint(
  ctx: HintContext,
  { meta, question }: { meta: ItemMeta; question: Question },
): QuestionHint {
  const subject = { course: meta.course, item: meta.id }
  const of = question.hints.length
  if (of === 0) throw new MasteryError('usage', `${question.id} has no hints.`)
  const attempt =
    ctx.log.get<ItemProgress>('item', joinKey(meta.course, meta.id))?.attempt?.id ?? null
  const shown = questionHintsShown(ctx, subject, question.id, attempt)
  const rung = Math.min(shown + 1, of)
  if (rung > shown) {
    const payload = {
      ...subject,
      part: question.id,
      revision: revisionText(question.revision),
      skills: question.skills,
      attempt,
      rung,
      of,
    }
    record(ctx, [{ type: 'learning.question_hint_shown', payload }])
  }
  return {
    ...subject,
    question: question.id,
    rung,
    of,
    text: question.hints[rung - 1] ?? '',
    next: rung < of ? `mastery hint ${meta.id}/${question.id}` : null,
  }
}

/** Hints recorded for a question in this attempt; outside of one, today. */
export function questionHintsShown(
  ctx: Pick<HintContext, 'log' | 'clock'>,
  subject: Subject,
  part: string,
  attempt: string | null,
): number {
  const today = ctx.clock.localDay(ctx.clock.now())
  const events = ctx.log.read({ ...subject, part, types: ['learning.question_hint_shown'] })
  let most = 0
  for (const { type, payload, day } of events) {
    if (type !== 'learning.question_hint_shown' || payload.attempt !== attempt) continue
    if (attempt !== null || day === today) most = Math.max(most, payload.rung)
  }
  return most
}
