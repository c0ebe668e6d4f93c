import { z } from 'zod'

/**
 * The closed set of event types and the schema of each payload (version 1 of all of them). This file loads
 * zod: the running product imports only its types; `doctor`, `export --import` and the tests load it.
 */
const slug = z.string().min(1).max(200)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const seconds = z.number().min(0)
const share = z.number().min(0).max(1)

/** Every event about an item says which one, at which revision, and for which skills. */
const item = {
  course: slug,
  item: slug,
  revision: z.string(),
  skills: z.array(z.string()),
}
const part = { ...item, part: z.string().min(1).max(200) }
/** How much help stood behind an answer. */
const help = { hints: z.number().int().min(0), model: z.boolean() }
/** Probability with which the product chose this item; null when the learner chose it. */
const chosen = z.number().min(0).max(1).nullable()

const traced = {
  language: z.string(),
  tier: z.string(),
  errorKind: z.string().nullable(),
  seconds,
  steps: z.number().int().min(0),
}

/** Type of question or card: what the learner's own median time is taken over. */
const format = z.string().optional()

export const eventSchemas = {
  /** `place` is the index of the section on the screen. */
  'learning.lesson_opened': z.strictObject({ ...item, place: z.number().int().min(0) }),
  'learning.lesson_read': z.strictObject({ ...item, seconds, chosen }),

  'learning.quiz_started': z.strictObject({
    ...item,
    attempt: z.uuid(),
    questions: z.array(z.string()),
    seed: z.number().int(),
  }),
  /** `attempt` is null for a lesson's check question and for a question that came up in review. */
  'learning.question_answered': z.strictObject({
    ...part,
    ...help,
    attempt: z.uuid().nullable(),
    answer: z.json(),
    score: share,
    /** 1 for the first answer in this attempt, 2 for the second try. */
    try: z.number().int().min(1),
    /** SM-2 grade 0–5 that follows from it. */
    grade: z.number().int().min(0).max(5),
    seconds,
    chosen,
    /** As for cards, when it was scheduled. */
    predicted: share.nullable(),
    scheduler: z.string().optional(),
    format,
  }),
  /** Counts as help for the answer that follows; `attempt` as there. */
  'learning.question_hint_shown': z.strictObject({
    ...part,
    attempt: z.uuid().nullable(),
    rung: z.number().int().min(1),
    of: z.number().int().min(1),
  }),
  /** `score` 0–100. */
  'learning.quiz_finished': z.strictObject({
    ...item,
    attempt: z.uuid(),
    score: z.number().min(0).max(100),
    passed: z.boolean(),
    seconds,
    unaided: z.boolean(),
  }),
  'learning.quiz_abandoned': z.strictObject({ ...item, attempt: z.uuid() }),

  'learning.card_reviewed': z.strictObject({
    ...part,
    ...help,
    grade: z.number().int().min(0).max(5),
    /** A same-day repeat: it does not change the schedule. */
    repeat: z.boolean(),
    scheduler: z.string(),
    /** What the learner typed, for typed cards. */
    answer: z.string().nullable(),
    seconds,
    /** Recall predicted just before, by the scheduler in force; null for a new card. */
    predicted: share.nullable(),
    chosen,
    format,
  }),
  /** Takes back the event with this id (a review or an answer given in a review). */
  'learning.review_undone': z.strictObject({
    course: slug,
    item: slug,
    part: slug,
    event: z.uuid(),
  }),
  /** Not shown before `until`. */
  'learning.card_buried': z.strictObject({ course: slug, item: slug, part: slug, until: day }),
  'learning.card_suspended': z.strictObject({
    course: slug,
    item: slug,
    part: slug,
    suspended: z.boolean(),
  }),
  'learning.card_flagged': z.strictObject({
    course: slug,
    item: slug,
    part: slug,
    flagged: z.boolean(),
  }),

  'exercise.started': z.strictObject({ ...item, chosen }),
  'exercise.hint_shown': z.strictObject({
    ...item,
    rung: z.number().int().min(1),
    of: z.number().int().min(1),
  }),
  'exercise.checked': z.strictObject({
    ...item,
    ...help,
    passed: z.number().int().min(0),
    total: z.number().int().min(0),
    /** Exception class or cause (`timeout`, `memory`, …) of the first failing test; null when all passed. */
    errorKind: z.string().nullable(),
    /** Active seconds since the run before, at most 5 minutes for each gap. */
    seconds,
    tier: z.string(),
    /** SHA-256 of the code in the blob table. */
    code: z.string(),
  }),
  'exercise.submitted': z.strictObject({
    ...item,
    ...help,
    score: z.number().min(0).max(100),
    accepted: z.boolean(),
    errorKind: z.string().nullable(),
    quality: z.number().min(0).max(100).nullable(),
    /** Whether the solution had been shown before. */
    solutionShown: z.boolean(),
    seconds,
    tier: z.string(),
    code: z.string(),
    /** The event whose stored code was graded again after a change of scoring; null for a new submission. */
    regradeOf: z.uuid().nullable(),
  }),
  'exercise.reset': z.strictObject({ ...item, backup: z.string() }),
  'exercise.solution_shown': z.strictObject({ ...item, gaveUp: z.boolean() }),

  'code.ran': z.strictObject({
    language: z.string(),
    tier: z.string(),
    errorKind: z.string().nullable(),
    seconds,
  }),
  /** A program followed step by step: a file, or an exercise's in one of its tests. */
  'code.traced': z.union([
    z.strictObject(traced),
    z.strictObject({ ...item, ...traced, case: z.string() }),
  ]),

  'struggle.raised': z.strictObject({
    ...item,
    cause: z.enum(['repeated-error', 'slow', 'low-quiz', 'failed-runs', 'said-so']),
    /** What it was raised for, so that the same cause never fires twice. */
    detail: z.string(),
  }),
  'struggle.offered': z.strictObject({ ...item, cause: z.string(), offer: z.string() }),
  'struggle.resolved': z.strictObject({ ...item, cause: z.string() }),

  'course.installed': z.strictObject({ course: slug, version: z.string(), digest: z.string() }),
  'course.updated': z.strictObject({ course: slug, version: z.string(), digest: z.string() }),
  'course.removed': z.strictObject({ course: slug }),

  /** A setting the learner changed; null returns it to its default. */
  'settings.changed': z.strictObject({ key: z.string(), value: z.json() }),
} as const

export type EventType = keyof typeof eventSchemas
export type EventPayloads = { [K in EventType]: z.infer<(typeof eventSchemas)[K]> }
