import { z } from 'zod'

export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
export const count = z.number().int().min(0)
const seconds = z.number().min(0)
export const share = z.number().min(0).max(1)
// Sums of shares may miss 100 by the last bits of a binary fraction.
const percent = z.number().min(0).max(100.000001)

export const mastery = z.strictObject({
  total: percent,
  percent: z.number().int().min(0).max(100),
  level: z.strictObject({
    name: z.enum(['Beginner', 'Learning', 'Proficient', 'Mastered']),
    color: z.enum(['red', 'yellow', 'green', 'blue']),
  }),
  components: z.strictObject({
    exercises: percent.nullable(),
    quizzes: percent.nullable(),
    quality: percent.nullable(),
    consistency: percent.nullable(),
  }),
  unaided: percent,
  counts: z.strictObject({ exercises: count, solved: count, quizzes: count, taken: count }),
})

const streak = z.strictObject({
  days: count,
  today: z.boolean(),
  last: day.nullable(),
  longest: count,
})

const next = {
  action: z.enum(['exercise', 'review', 'lesson', 'quiz', 'deck', 'practice', 'done']),
  course: z.string().nullable(),
  item: z.string().nullable(),
  title: z.string(),
  reason: z.string(),
  command: z.string(),
}

const activity = z.strictObject({
  day,
  seconds,
  lessons: count,
  questions: count,
  reviews: count,
  recalled: count,
  predictedCount: count,
  predictedSum: count,
  predictedRecalled: count,
  newCards: count,
  checks: count,
  submissions: count,
  passed: count,
})

const done = { done: count, items: count }
const named = { id: z.string(), title: z.string(), mastery }

/** What `--json` prints about progress, by the document's `schema`. */
export const learnerContracts = {
  'mastery.next/1': z.strictObject(next),
  'mastery.status/1': z.strictObject({
    day,
    due: z.strictObject({
      cards: count,
      questions: count,
      overdue: count,
      repeats: count,
      newToday: count,
      newLeft: count,
    }),
    streak,
    next: z.strictObject(next),
    courses: z.array(
      z.strictObject({ ...named, ...done, units: z.array(z.strictObject({ ...named, ...done })) }),
    ),
    inProgress: z.array(
      z.strictObject({ course: z.string(), item: z.string(), title: z.string(), since: day }),
    ),
    struggle: z
      .strictObject({
        course: z.string(),
        item: z.string(),
        cause: z.string(),
        offer: z.string(),
        command: z.string(),
      })
      .nullable(),
    today: activity,
    privacy: z.strictObject({ model: z.string().nullable(), platform: z.string().nullable() }),
    clock: z.string().nullable(),
  }),
  'mastery.stats/1': z.strictObject({
    day,
    days: z.array(activity),
    forecast: z.array(z.strictObject({ day, due: count })),
    streak,
    courses: z.array(
      z.strictObject({
        ...named,
        seconds,
        units: z.array(z.strictObject({ ...named, seconds })),
        skills: z.array(z.strictObject(named)),
      }),
    ),
    retention: z.strictObject({
      reviews: count,
      measured: share.nullable(),
      predicted: share.nullable(),
    }),
    seconds: z.strictObject({ total: seconds, today: seconds, week: seconds }),
  }),
  'mastery.list/1': z.strictObject({
    rows: z.array(
      z.strictObject({
        course: z.string(),
        unit: z.string(),
        unitTitle: z.string(),
        item: z.string(),
        kind: z.enum(['lesson', 'quiz', 'deck', 'exercise']),
        title: z.string(),
        state: z.enum(['new', 'open', 'done', 'locked']),
        score: percent.nullable(),
        missing: z.array(z.string()),
        minutes: z.number().nullable(),
        difficulty: z.number().int().nullable(),
      }),
    ),
    courses: z.record(z.string(), z.string()),
    of: count,
  }),
}
