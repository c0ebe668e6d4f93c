/** What the learner sees of their progress. Shapes only; the folds and formulas stand beside this file. */

/** State of one item, folded from its events: the `item` projection, key (course, item). */
export interface ItemProgress {
  course: string
  item: string
  /** Lesson: index of the section on the screen, and the day it was read to its end. */
  place: number
  readOn: string | null
  /** Quiz: the attempt in progress, and the latest finished score (0–100) at its revision. */
  attempt: QuizAttempt | null
  quizScore: number | null
  quizUnaided: boolean
  quizRevision: string | null
  quizzesFinished: number
  /** Exercise. */
  startedOn: string | null
  /** ms since 1970 of the first start. */
  startedAt: number | null
  passedOn: string | null
  checks: number
  submissions: number
  /** Runs in a row without a pass. */
  failedInARow: number
  /** Best score by scoring revision (the major number). */
  bestScore: Record<string, number>
  /** The same, counting only submissions without hint, model or solution. */
  bestUnaided: Record<string, number>
  quality: number | null
  /** Highest rung shown. */
  hintsShown: number
  solutionShown: boolean
  modelHelped: boolean
  /** SHA-256 of the code last submitted, and the event's id. */
  lastCode: string | null
  lastSubmission: string | null
  lastErrorKind: string | null
  /** Active seconds spent, for all kinds. */
  seconds: number
  /** ms since 1970 of the latest event. */
  touchedAt: number
}

export interface QuizAttempt {
  id: string
  questions: string[]
  seed: number
  answers: Record<string, { score: number; try: number; hints: number; answer: unknown }>
  startedAt: number
  seconds: number
}

/** One local calendar day: the `day` projection. Sums only, so that order does not matter. */
export interface DayActivity {
  day: string
  seconds: number
  lessons: number
  questions: number
  reviews: number
  /** Reviews and scheduled questions with grade ≥ 3, same-day repeats left out. */
  recalled: number
  /** Those with a prediction, the sum of predictions in thousandths, and how many of them were recalled. */
  predictedCount: number
  predictedSum: number
  predictedRecalled: number
  newCards: number
  checks: number
  submissions: number
  passed: number
}

export type LevelName = 'Beginner' | 'Learning' | 'Proficient' | 'Mastered'
export interface Level {
  name: LevelName
  color: 'red' | 'yellow' | 'green' | 'blue'
}

/** The mastery formula's result for a skill, a unit or a course. All shares are 0–100. */
export interface Mastery {
  total: number
  /** `total` rounded half up. */
  percent: number
  level: Level
  /** Null: cannot exist here and is left out; the weights of the others are renormalised. */
  components: {
    exercises: number | null
    quizzes: number | null
    quality: number | null
    consistency: number | null
  }
  /** Share of the exercise and quiz score that was earned with no hint and no model. */
  unaided: number
  /** How many items stand behind it. */
  counts: { exercises: number; solved: number; quizzes: number; taken: number }
}

export interface Streak {
  days: number
  /** Whether today counts already. */
  today: boolean
  /** Last day with learning, or null. */
  last: string | null
  longest: number
}

/** What to do next and why. */
export interface NextStep {
  action: 'exercise' | 'review' | 'lesson' | 'quiz' | 'deck' | 'practice' | 'done'
  course: string | null
  item: string | null
  title: string
  /** One sentence that names the rule and the facts behind it. */
  reason: string
  /** The command that does it: `mastery learn variables`. */
  command: string
}

export interface StatusReport {
  day: string
  /** `overdue` of the cards and questions were due before today; `repeats` are second looks on the same day. */
  due: {
    cards: number
    questions: number
    overdue: number
    repeats: number
    newToday: number
    newLeft: number
  }
  streak: Streak
  next: NextStep
  courses: {
    id: string
    title: string
    mastery: Mastery
    done: number
    items: number
    units: { id: string; title: string; mastery: Mastery; done: number; items: number }[]
  }[]
  inProgress: { course: string; item: string; title: string; since: string }[]
  struggle: { course: string; item: string; cause: string; offer: string; command: string } | null
  today: DayActivity
  /** What leaves this machine. */
  privacy: { model: string | null; platform: string | null }
  /** What is wrong with this machine's clock, or null. */
  clock: string | null
}

export interface StatsReport {
  day: string
  /** One for each day of the range, gaps filled, oldest first. */
  days: DayActivity[]
  /** Reviews due on each of the next days, today (with all overdue ones) first. */
  forecast: { day: string; due: number }[]
  streak: Streak
  courses: {
    id: string
    title: string
    mastery: Mastery
    seconds: number
    units: { id: string; title: string; mastery: Mastery; seconds: number }[]
    skills: { id: string; title: string; mastery: Mastery }[]
  }[]
  /** Shares 0–1; null without data. `predicted` is what the schedule assumes, not a promise. */
  retention: { reviews: number; measured: number | null; predicted: number | null }
  seconds: { total: number; today: number; week: number }
}

/** One row of `mastery list` and of the course tree. */
export interface OutlineRow {
  course: string
  unit: string
  unitTitle: string
  item: string
  kind: 'lesson' | 'quiz' | 'deck' | 'exercise'
  title: string
  state: 'new' | 'open' | 'done' | 'locked'
  /** Best or latest score 0–100 where there is one. */
  score: number | null
  /** Why it is locked: the skills that are still missing. */
  missing: string[]
  minutes: number | null
  difficulty: number | null
}
