import type { Answer, ItemKind, Question, RunnableFence } from '../../core/course/model.ts'
import type { OutlineRow, StatsReport, StatusReport } from '../../core/learner/progress.ts'
import type { FenceRun } from '../../core/practice/fence.ts'
import type { Traced } from '../../core/practice/traced.ts'
import type {
  CheckReport,
  ExerciseView,
  HintView,
  LessonView,
  Marked,
  QuizAnswered,
  QuizSummary,
  QuizView,
} from '../../core/practice/types.ts'
import type {
  Grade,
  ReviewGiven,
  ReviewItem,
  ReviewQueue,
  ReviewRecorded,
} from '../../core/review/types.ts'

export type { ReviewGiven, ReviewRecorded }

/**
 * What each screen is given: values to start with, and what it may do, as async callbacks (the use cases).
 * A callback resolves once its fact is on disk; the screen shows a thing as done only then. A rejected
 * callback is shown as a message (a MasteryError with its `next`), and the screen stays where it was.
 */

/** Where a screen leads. */
export type ScreenResult =
  /** `q`: one step back. For a command that opened just this screen, the end. */
  | { to: 'back' }
  /** Ctrl-C: everything is saved, the program ends with code 130. */
  | { to: 'leave' }
  | { to: 'open'; course: string; item: string; kind: ItemKind }
  | { to: 'review' }
  | { to: 'tree' }
  | { to: 'stats' }
  /** From an exercise: a trace of one of its tests; `report` is what the exercise shows when one comes back. */
  | { to: 'trace'; traced: Traced; report: CheckReport | null }

export interface ScreenOptions {
  /** The settings below `keys.`, without that prefix: `{'review.undo': 'ctrl+z'}`. */
  keys: Record<string, string>
  color: boolean
  /** Lines of text and questions on standard input instead of a screen (`--plain`, INK_SCREEN_READER). */
  linear: boolean
  /** ms since 1970. */
  now(): number
  stdin?: NodeJS.ReadStream
  stdout?: NodeJS.WriteStream
}

/** How much help and time stood behind an answer. */
export interface AnswerHelp {
  hints: number
  seconds: number
}

export interface HomeProps {
  status: StatusReport
  /** Why what was opened before could not be opened. */
  problem?: string | null
}

export interface TreeProps {
  rows: OutlineRow[]
  /** Titles, by course id. */
  courses: Record<string, string>
  /** The row to begin at. */
  at: { course: string; item: string } | null
  /** Why what was opened before could not be opened. */
  problem?: string | null
}

export interface LessonProps {
  view: LessonView
  /** Remembers the section on the screen. */
  place(section: number): Promise<void>
  /** Records that it was read to its end. Called once. */
  read(seconds: number): Promise<void>
  run(fence: RunnableFence, signal: AbortSignal): Promise<FenceRun>
  answer(question: Question, answer: Answer, help: AnswerHelp): Promise<Marked>
}

export interface QuizProps {
  view: QuizView
  answer(question: Question, answer: Answer, help: AnswerHelp): Promise<QuizAnswered>
  /** Called once, after the last answer. */
  finish(): Promise<QuizSummary>
}

export interface ReviewProps {
  queue: ReviewQueue
  /** The queue as it stands after what was recorded, in the order to ask. */
  reload(): Promise<ReviewQueue>
  record(item: ReviewItem, given: ReviewGiven): Promise<ReviewRecorded>
  /** The grade that a typed answer earns; asks nothing of the disk. */
  gradeTyped(item: ReviewItem, typed: string): Grade
  /** Takes back the latest recorded one of this session; null when there is none. Gives it back to ask again. */
  undo(): Promise<ReviewItem | null>
  bury(item: ReviewItem): Promise<void>
  suspend(item: ReviewItem, suspended: boolean): Promise<void>
  flag(item: ReviewItem, flagged: boolean): Promise<void>
  /** The arithmetic behind its date, as plain text. */
  why(item: ReviewItem): Promise<string>
  /** Opens its source in the learner's editor; null when it has none. */
  edit: ((item: ReviewItem) => Promise<void>) | null
}

export interface WatchProps {
  view: ExerciseView
  /** The latest report, when there is one. */
  report: CheckReport | null
  hintsShown: HintView[]
  /** Calls back after each save of one of the learner's files, with its path and the time in ms. */
  watch(
    onSaved: (path: string, at: number) => void,
  ): Promise<{ how: 'native' | 'polling'; stop(): void }>
  check(signal: AbortSignal): Promise<CheckReport>
  submit(signal: AbortSignal): Promise<CheckReport>
  /** Follows the program through one visible test. */
  trace(test: string, signal: AbortSignal): Promise<Traced>
  /** The next rung; rejects when there is none. */
  hint(): Promise<HintView>
  reset(): Promise<{ backup: string }>
  edit: (() => Promise<void>) | null
  /** What `n` opens; null: nothing follows. */
  next: { course: string; item: string; kind: ItemKind; title: string } | null
}

export interface StatsProps {
  stats: StatsReport
}

export interface TraceProps {
  traced: Traced
  /** The step to begin at, from 1; null: the first. */
  step: number | null
  /** The same program once more, as its files are now. */
  again(signal: AbortSignal): Promise<Traced>
  /** Opens a file of the program in the learner's editor; null when there is none. */
  edit: ((file: string, line: number) => Promise<void>) | null
}

/** Opens screens one after another in one terminal session, without a flash between them. */
export interface Screens {
  home(props: HomeProps): Promise<ScreenResult>
  tree(props: TreeProps): Promise<ScreenResult>
  lesson(props: LessonProps): Promise<ScreenResult>
  quiz(props: QuizProps): Promise<ScreenResult>
  review(props: ReviewProps): Promise<ScreenResult>
  watch(props: WatchProps): Promise<ScreenResult>
  stats(props: StatsProps): Promise<ScreenResult>
  trace(props: TraceProps): Promise<ScreenResult>
}
