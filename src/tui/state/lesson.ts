import type { Answer, Question, RunnableFence } from '../../core/course/model.ts'
import type { FenceRun } from '../../core/practice/fence.ts'
import type { LessonView, Marked } from '../../core/practice/types.ts'
import type { AnswerHelp } from '../screens/props.ts'
import {
  type BaseEffect,
  type BaseEvent,
  failure,
  isKey,
  leaving,
  type Notice,
  type Step,
  stay,
  type ViewFacts,
} from './program.ts'
import {
  newQuestion,
  type QuestionState,
  questionFailed,
  questionMarked,
  questionMode,
  stepQuestion,
} from './question.ts'
import { scrollTo } from './scroll.ts'

export interface LessonState {
  view: LessonView
  /** All programs of the lesson, in order. */
  programs: readonly RunnableFence[]
  /** The program that `r` runs, when it is in view. */
  marked: number
  /** What each program printed when it was last run. */
  runs: Readonly<Record<number, FenceRun>>
  running: number | null
  /** Null: at the remembered section. */
  scroll: number | null
  /** The section last remembered; one past the last: the questions. */
  place: number
  phase: 'reading' | 'questions' | 'done'
  /** Read to the end, and whether that is on disk. */
  read: 'no' | 'saving' | 'yes'
  index: number
  question: QuestionState | null
  results: Readonly<Record<string, Marked>>
  /** ms since 1970 */
  since: number
  notice: Notice | null
}

export type LessonEvent =
  | { type: 'ran'; program: number; run: FenceRun }
  | { type: 'stopped' }
  | { type: 'saved-read' }
  | { type: 'answered'; question: string; marked: Marked }

export type LessonEffect =
  | { type: 'run'; program: number; fence: RunnableFence }
  | { type: 'abort' }
  | { type: 'place'; section: number }
  | { type: 'read'; seconds: number }
  | { type: 'answer'; question: Question; answer: Answer; help: AnswerHelp }

type LessonStep = Step<LessonState, LessonEffect | BaseEffect>

export function startLesson(view: LessonView, at: number): LessonState {
  const { lesson } = view
  const state: LessonState = {
    view,
    programs: lesson.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'run' ? [block.fence] : [])),
    ),
    marked: 0,
    runs: {},
    running: null,
    scroll: null,
    place: view.progress?.place ?? 0,
    phase: 'reading',
    read: view.progress?.readOn == null ? 'no' : 'yes',
    index: 0,
    question: null,
    results: {},
    since: at,
    notice: null,
  }
  const beyond = state.place >= lesson.sections.length && lesson.questions.length > 0
  if (beyond) return askNext(state, 0, at)
  if (state.place === 0) return state
  return {
    ...state,
    notice: { kind: 'info', text: 'You are where you stopped reading. g goes to the beginning.' },
  }
}

export function stepLesson(before: LessonState, event: LessonEvent | BaseEvent): LessonStep {
  const state = isKey(event) ? { ...before, notice: null } : before
  const leave = leaving(event)
  if (leave !== null) return stay(state, leave)
  switch (event.type) {
    case 'ran':
      return stay({ ...state, running: null, runs: { ...state.runs, [event.program]: event.run } })
    case 'stopped':
      return stay({ ...state, running: null, notice: { kind: 'info', text: 'Stopped.' } })
    case 'saved-read':
      return stay({ ...state, read: 'yes' })
    case 'answered': {
      const results = { ...state.results, [event.question]: event.marked }
      const question = state.question === null ? null : questionMarked(state.question, event.marked)
      return stay({ ...state, results, question })
    }
    case 'failed': {
      const question = state.question === null ? null : questionFailed(state.question)
      const read = state.read === 'saving' ? 'no' : state.read
      return stay({ ...state, running: null, read, question, notice: failure(event) })
    }
  }
  if (state.phase === 'questions' && state.question !== null)
    return stepAsking(state, state.question, event)
  if (event.type !== 'action') return stay(state)
  return state.phase === 'done' ? stepDone(state, event) : stepReading(state, event)
}

function stepReading(state: LessonState, event: BaseEvent & { type: 'action' }): LessonStep {
  const { action, view } = event
  const marked = programInView(state, view)
  switch (action) {
    case 'cancel':
      return state.running === null ? stay(state) : stay(state, { type: 'abort' })
    case 'run': {
      const fence = state.programs[marked]
      if (fence === undefined) return stay(say(state, 'There is no program on this page.'))
      return stay({ ...state, marked, running: marked }, { type: 'run', program: marked, fence })
    }
    case 'next-program': {
      const next =
        programsInView(view).find((program) => program > marked) ?? programsInView(view)[0]
      return stay(
        next === undefined
          ? say(state, 'There is no program on this page.')
          : { ...state, marked: next },
      )
    }
    case 'next-section':
      return scrollOn(state, sectionRow(view, 1), view)
    case 'previous-section':
      return scrollOn(state, sectionRow(view, -1), view)
    // Both turn the page: only its end counts as read.
    case 'continue':
    case 'forward':
      return atEnd(view)
        ? goOn(state, event.at)
        : scrollOn(state, scrollTo('page-down', view), view)
  }
  return scrollOn(state, scrollTo(action, view), view)
}

const say = (state: LessonState, text: string): LessonState => ({
  ...state,
  notice: { kind: 'info', text },
})

const atEnd = (view: ViewFacts) => view.scroll >= view.maxScroll

/** Moves the page, marks a program on it, and remembers the section. */
function scrollOn(state: LessonState, to: number | null, view: ViewFacts): LessonStep {
  if (to === null) return stay(state)
  const scroll = Math.min(view.maxScroll, Math.max(0, to))
  const moved = { ...state, scroll, marked: programInView(state, { ...view, scroll }) }
  const section = sectionAt({ ...view, scroll })
  if (section === state.place) return stay(moved)
  return stay({ ...moved, place: section }, { type: 'place', section })
}

/** The section whose heading is at or above the top; on the last page the last one. */
function sectionAt(view: ViewFacts): number {
  const rows = view.anchors.section ?? []
  if (view.scroll >= view.maxScroll && view.maxScroll > 0) return Math.max(0, rows.length - 1)
  return Math.max(
    0,
    rows.findLastIndex((row) => row <= view.scroll),
  )
}

function sectionRow(view: ViewFacts, by: 1 | -1): number | null {
  const rows = view.anchors.section ?? []
  const row =
    by === 1 ? rows.find((at) => at > view.scroll) : rows.findLast((at) => at < view.scroll)
  return row ?? (by === 1 ? view.maxScroll : 0)
}

function programsInView({ anchors, scroll, page }: ViewFacts): number[] {
  return (anchors.program ?? []).flatMap((row, program) =>
    row >= scroll && row < scroll + page ? [program] : [],
  )
}

/** The marked program if it is on the page, else the first one there; -1: none. */
function programInView(state: Pick<LessonState, 'marked'>, view: ViewFacts): number {
  const seen = programsInView(view)
  return seen.includes(state.marked) ? state.marked : (seen[0] ?? -1)
}

/** The end of the text: it counts as read, then the questions, then what comes next. */
function goOn(state: LessonState, at: number): LessonStep {
  const effects: LessonEffect[] = []
  let next = state
  if (state.read === 'no') {
    effects.push({ type: 'read', seconds: Math.max(0, Math.round((at - state.since) / 1000)) })
    next = { ...next, read: 'saving' }
  }
  if (state.view.lesson.questions.length === 0)
    return stay({ ...next, phase: 'done', scroll: 0 }, ...effects)
  const place = state.view.lesson.sections.length
  if (state.place !== place) effects.push({ type: 'place', section: place })
  return stay(askNext({ ...next, place }, 0, at), ...effects)
}

function askNext(state: LessonState, index: number, at: number): LessonState {
  const question = state.view.lesson.questions[index]
  if (question === undefined) return { ...state, phase: 'done', question: null, scroll: 0 }
  const rights = state.view.rights[question.id] ?? []
  return { ...state, phase: 'questions', index, question: newQuestion(question, rights, at) }
}

function stepAsking(state: LessonState, question: QuestionState, event: BaseEvent): LessonStep {
  const mode = questionMode(question)
  const typing = mode === 'line' || mode === 'lines' || mode === 'gaps'
  if (event.type === 'action' && event.action === 'cancel' && !typing && !question.held) {
    return stay({
      ...state,
      phase: 'reading',
      question: null,
      scroll: null,
      place: Math.max(0, state.view.lesson.sections.length - 1),
    })
  }
  const step = stepQuestion(question, event)
  const notice: Notice | null =
    step.notice === null ? state.notice : { kind: 'info', text: step.notice }
  const next = { ...state, question: step.state, notice }
  if (step.answer !== null)
    return stay(next, { type: 'answer', question: question.question, ...step.answer })
  if (!step.done || event.type !== 'action') return stay(next)
  const after = askNext(next, state.index + 1, event.at)
  if (after.phase !== 'done' || after.read !== 'no') return stay(after)
  return stay(
    { ...after, read: 'saving' },
    { type: 'read', seconds: Math.max(0, Math.round((event.at - state.since) / 1000)) },
  )
}

function stepDone(state: LessonState, event: BaseEvent & { type: 'action' }): LessonStep {
  const { next, course } = state.view
  if (event.action === 'continue') {
    if (next === null) return stay(state, { type: 'leave', result: { to: 'back' } })
    return stay(state, {
      type: 'leave',
      result: { to: 'open', course, item: next.item, kind: next.kind },
    })
  }
  if (event.action === 'cancel') return stay({ ...state, phase: 'reading', scroll: 0 })
  const scroll = scrollTo(event.action, event.view)
  return stay(scroll === null ? state : { ...state, scroll })
}
