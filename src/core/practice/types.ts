import type { Answer, Exercise, Item, Lesson, Question, Quiz } from '../course/model.ts'
import type { QualityReport, Verdict } from '../grading/verdict.ts'
import type { ItemProgress } from '../learner/progress.ts'

/** What marking an answer gives. */
export interface Marked {
  /** 0–1. */
  score: number
  correct: boolean
  /** For the answer given: of a choice, of a known wrong answer, or ''. */
  feedback: string
  explanation: string
  /** The right answer in words. */
  solution: string
}

export interface LessonView {
  course: string
  courseTitle: string
  lesson: Lesson
  progress: ItemProgress | null
  /** Right-hand texts of each `match` question in the order to show them, by question id. */
  rights: Record<string, string[]>
  /** Where to go on. */
  next: { item: string; kind: Item['kind']; title: string } | null
}

export interface QuizView {
  course: string
  quiz: Quiz
  attempt: string
  /** In the order of this attempt; choices, lines and pairs already shuffled for it. */
  questions: Question[]
  /** Right-hand texts of each `match` question in the order to show them, by question id. */
  rights: Record<string, string[]>
  /** Index of the first unanswered one; equals the count when all are answered. */
  at: number
  answered: { question: string; score: number }[]
  resumed: boolean
  /** The latest finished score is of an older scoring revision: worth taking again. */
  stale: boolean
}

export interface QuizAnswered extends Marked {
  question: string
  answer: Answer
  left: number
}

export interface QuizSummary {
  score: number
  passed: boolean
  pass: number
  seconds: number
  unaided: boolean
  mistakes: { question: Question; answer: Answer; marked: Marked }[]
  mastery: { skill: string; title: string; percent: number }[]
  /** Raised by this result, to be offered once. */
  struggle: Offer | null
}

/** Help that is offered, once and gently. */
interface Offer {
  cause: string
  offer: string
  command: string
}

export interface ExerciseView {
  course: string
  courseTitle: string
  exercise: Exercise
  progress: ItemProgress | null
  /** Absolute folder of the learner's files. */
  folder: string
  /** Absolute paths of the files to edit. */
  files: string[]
}

export interface CheckReport {
  course: string
  exercise: string
  title: string
  /** `check`: visible tests; `submit`: all. */
  mode: 'check' | 'submit'
  verdict: Verdict
  /** Only for an accepted submission. */
  quality: QualityReport | null
  /** Raised by this run, to be offered once. */
  struggle: Offer | null
  hintsShown: number
  hintsTotal: number
  /** Seconds of active work on it so far. */
  seconds: number
  next: { command: string; reason: string } | null
}

export interface HintView {
  course: string
  exercise: string
  rung: number
  of: number
  text: string
  /** The command for the next rung; null on the last. */
  next: string | null
  /** When the learner said that they are stuck: what is offered, once. */
  struggle: { cause: string; offer: string; command: string } | null
}
