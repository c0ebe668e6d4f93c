import { z } from 'zod'
import { count, day, mastery, share } from './learner.ts'
import { publicQuestion } from './practice.ts'

const grade = z.number().int().min(0).max(5)
const seconds = z.number().min(0)
const percent = z.number().min(0).max(100)
const key = { course: z.string(), item: z.string(), part: z.string() }

const entry = z.strictObject({
  ...key,
  id: z.string(),
  courseTitle: z.string(),
  itemTitle: z.string(),
  kind: z.enum(['card', 'question']),
  reason: z.enum(['overdue', 'due', 'new', 'repeat']),
  overdueDays: count,
  card: z
    .strictObject({ type: z.string(), front: z.string(), back: z.string().nullable() })
    .nullable(),
  question: publicQuestion.nullable(),
  intervals: z.strictObject({ 0: count, 1: count, 2: count, 3: count, 4: count, 5: count }),
  flagged: z.boolean(),
  source: z.strictObject({ path: z.string(), line: z.number().int().min(1) }).nullable(),
})

const contribution = z.strictObject({
  item: z.string(),
  title: z.string(),
  score: percent.nullable(),
  unaided: percent.nullable(),
  event: z.string().nullable(),
  day: day.nullable(),
})

/** What `--json` prints about reviews, by the document's `schema`. */
export const reviewContracts = {
  'mastery.review/1': z.strictObject({
    day,
    due: count,
    repeats: count,
    newLeft: count,
    items: z.array(entry),
  }),
  'mastery.review-done/1': z.strictObject({
    did: z.enum(['answered', 'buried', 'suspended', 'resumed', 'flagged', 'unflagged', 'undone']),
    id: z.string(),
    grade: grade.nullable(),
    interval: count.nullable(),
    marked: z
      .strictObject({
        score: share,
        correct: z.boolean(),
        feedback: z.string(),
        explanation: z.string(),
        solution: z.string(),
      })
      .nullable(),
    back: z.string().nullable(),
    next: entry.nullable(),
    left: z.strictObject({ due: count, repeats: count, fresh: count }),
  }),
  'mastery.catchup/1': z.strictObject({
    day,
    minutes: z.number(),
    picked: z.array(
      z.strictObject({
        ...key,
        id: z.string(),
        due: day,
        interval: z.number(),
        seconds,
        recall: share,
        loss: share,
      }),
    ),
    seconds,
    saved: z.number().min(0),
    left: z.strictObject({ count, seconds, loss: z.number().min(0) }),
    pace: z.strictObject({ card: seconds, question: seconds, own: z.boolean() }),
    assumption: z.string(),
  }),
  'mastery.why/1': z.strictObject({
    id: z.string(),
    kind: z.enum(['card', 'question', 'lesson', 'quiz', 'deck', 'exercise', 'skill']),
    course: z.string(),
    courseTitle: z.string(),
    title: z.string(),
    date: z
      .strictObject({
        scheduler: z.string(),
        assumption: z.string(),
        due: day.nullable(),
        interval: z.number().nullable(),
        easiness: z.number().nullable(),
        recall: share.nullable(),
        suspended: z.boolean(),
        buriedUntil: day.nullable(),
        repeatOn: day.nullable(),
        reviews: z.array(
          z.strictObject({
            event: z.string(),
            day,
            grade,
            counts: z.boolean(),
            easiness: z.strictObject({ before: z.number().nullable(), after: z.number() }),
            interval: z.strictObject({ before: z.number().nullable(), after: z.number() }),
            due: day,
            arithmetic: z.array(z.string()),
          }),
        ),
      })
      .nullable(),
    parts: z.array(
      z.strictObject({
        id: z.string(),
        due: day,
        interval: z.number(),
        easiness: z.number(),
        reviews: count,
        lapses: count,
      }),
    ),
    attempts: z.array(
      z.strictObject({
        event: z.string(),
        day,
        score: percent,
        accepted: z.boolean(),
        unaided: z.boolean(),
        quality: percent.nullable(),
      }),
    ),
    skills: z.array(
      z.strictObject({
        skill: z.string(),
        title: z.string(),
        mastery,
        weights: z.strictObject({
          exercises: share,
          quizzes: share,
          quality: share,
          consistency: share,
        }),
        streakDays: count.nullable(),
        exercises: z.array(contribution).nullable(),
        quizzes: z.array(contribution).nullable(),
        quality: z.array(contribution).nullable(),
        formula: z.string(),
      }),
    ),
  }),
}
