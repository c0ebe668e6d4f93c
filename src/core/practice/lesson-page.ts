import type { LessonBlock, RunnableFence } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import type { FenceRun } from './fence.ts'
import { type PublicQuestion, publicQuestion } from './public.ts'
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
 * @param section number from 1; undefined: all of them
 * @throws MasteryError `usage` for a section that is not there
 */
export function lessonPage(view: LessonView, section?: number): LessonPage {
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
    place: Math.min((view.progress?.place ?? 0) + 1, Math.max(1, count)),
    readOn: view.progress?.readOn ?? null,
    next: view.next,
  }
}
