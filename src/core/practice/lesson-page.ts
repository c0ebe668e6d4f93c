import type { LessonBlock, RunnableFence } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import { keyOfPart } from '../review/memory.ts'
import { readAnswer } from './answer.ts'
import { activeSeconds, type PracticeContext, progressOf, type Subject } from './context.ts'
import { type FenceContext, type FenceRun, runFence } from './fence.ts'
import type { GivenAnswer } from './given.ts'
import { answerInLesson, openLesson, placeInLesson, questionOf, readLesson } from './lesson.ts'
import { type PublicQuestion, publicQuestion } from './public.ts'
import { tierFor } from './tier.ts'
import type { LessonView, Marked } from './types.ts'

/** A lesson, or one section of it, as a document: what `mastery learn` prints off a terminal. */
export interface LessonPage {
  course: string
  courseTitle: string
  lesson: string
  title: string
  minutes: number | null
  /** Sections in all, and the number of the one shown (from 1); null when all are. */
  sectionCount: number
  section: number | null
  sections: { number: number; heading: string; blocks: PageBlock[] }[]
  /** Check questions; with the last section, or when all are shown. */
  questions: PublicQuestion[]
  /** What `--answer` gave. */
  answers: ({ question: string } & Marked)[]
  /** Check questions of the lesson that were never answered. */
  open: string[]
  /** Number of the section where the learner stopped. */
  place: number
  /** Local day on which it was read to its end. */
  readOn: string | null
  next: LessonView['next']
}

export type PageBlock =
  | Exclude<LessonBlock, { type: 'run' }>
  | { type: 'run'; fence: RunnableFence; run: FenceRun | null }

/**
 * Opens a lesson as a document and does with it what was asked: stand at a section, run its programs, answer
 * check questions, mark it read. Every answer is looked at before the first is recorded.
 * @throws MasteryError `usage` for an unknown section or question, or what cannot be an answer
 */
export async function takeLesson(
  ctx: Pick<PracticeContext, 'log' | 'library' | 'clock' | 'settings'> & FenceContext,
  subject: Subject,
  wish: { section?: number; run: boolean; answers: GivenAnswer[]; done: boolean },
): Promise<LessonPage> {
  const before = progressOf(ctx, subject)
  const now = ctx.clock.now()
  const view = openLesson(ctx, subject)
  const page = lessonPage(view, wish.section)
  const answers = wish.answers.map(({ question: id, answer }) => {
    const question = questionOf(view.lesson.questions, id, view.lesson.id)
    return { question: question.id, answer: readAnswer(question, answer, view.rights[question.id]) }
  })
  if (wish.section !== undefined) placeInLesson(ctx, subject, wish.section - 1)
  const atLeast = tierFor(ctx, subject.course)
  if (wish.run) {
    for (const block of page.sections.flatMap((section) => section.blocks)) {
      if (block.type === 'run') block.run = await runFence(ctx, block.fence, { atLeast })
    }
  }
  const marked = answers.map(({ question, answer }) => {
    const given = { question, answer, hints: 0, seconds: 0 }
    return { question, ...answerInLesson(ctx, subject, given) }
  })
  // From the last sign of life to this one; a pause counts only for as long as one may be work.
  const seconds = before === null ? 0 : activeSeconds((now - before.touchedAt) / 1000)
  if (wish.done) readLesson(ctx, subject, { seconds })
  const readOn = wish.done ? ctx.clock.localDay(ctx.clock.now()) : null
  const place = wish.section ?? page.place
  const open = view.lesson.questions
    .map(({ id }) => id)
    .filter((part) => ctx.log.get('memory', keyOfPart({ ...subject, part })) === null)
  return { ...page, answers: marked, open, place, readOn: page.readOn ?? readOn }
}

/**
 * @param section number from 1; undefined: all of them
 * @throws MasteryError `usage` for a section that is not there
 */
function lessonPage(view: LessonView, section?: number): LessonPage {
  const { lesson } = view
  const count = lesson.sections.length
  if (section !== undefined && (section < 1 || section > count)) {
    throw new MasteryError('usage', `${lesson.id} has no section ${section}.`, {
      next: `Its sections are 1 to ${count}: mastery learn ${lesson.id} --section 1`,
    })
  }
  const sections = lesson.sections.map(({ heading, blocks }, at) => ({
    number: at + 1,
    heading,
    blocks: blocks.map(
      (block): PageBlock =>
        block.type === 'run' ? { type: 'run', fence: block.fence, run: null } : block,
    ),
  }))
  const showsQuestions = section === undefined || section === count
  return {
    course: view.course,
    courseTitle: view.courseTitle,
    lesson: lesson.id,
    title: lesson.title,
    minutes: lesson.minutes,
    sectionCount: count,
    section: section ?? null,
    sections: section === undefined ? sections : sections.filter((one) => one.number === section),
    questions: showsQuestions
      ? lesson.questions.map((question) => publicQuestion(question, view.rights[question.id]))
      : [],
    answers: [],
    open: [],
    place: Math.min((view.progress?.place ?? 0) + 1, Math.max(1, count)),
    readOn: view.progress?.readOn ?? null,
    next: view.next,
  }
}
