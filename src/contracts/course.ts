import { z } from 'zod'
import { LANGUAGES } from '../core/course/model.ts'

const count = z.int().min(0)
const kind = z.enum(['lesson', 'quiz', 'deck', 'exercise'])
const digest = z.string().regex(/^[0-9a-f]{64}$/)
const revision = z.string().regex(/^\d+\.\d+$/)
const counts = {
  lessons: count,
  quizzes: count,
  decks: count,
  exercises: count,
  questions: count,
  cards: count,
}
const source = z.strictObject({ kind: z.enum(['folder', 'pack', 'bundled']), path: z.string() })
const installed = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  version: z.string(),
  language: z.string(),
  licence: z.string(),
  digest,
  source,
  units: z.array(z.strictObject({ id: z.string(), title: z.string(), items: count })),
  counts: z.strictObject(counts),
  complete: z.boolean(),
})
const item = {
  id: z.string(),
  kind,
  title: z.string(),
  minutes: z.number().nullable(),
  difficulty: z.int().nullable(),
  parts: count,
  skills: z.array(z.string()),
  revision,
}
const tally = z.record(z.string(), count)

const check = z.strictObject({
  path: z.string(),
  course: z.strictObject({ id: z.string(), title: z.string(), items: count }).nullable(),
  problems: z.array(
    z.strictObject({
      file: z.string(),
      line: z.int().min(1),
      column: z.int().min(1),
      severity: z.enum(['error', 'warning']),
      rule: z.string(),
      message: z.string(),
      suggestion: z.string().optional(),
      excerpt: z.string().nullable(),
    }),
  ),
  errors: count,
  warnings: count,
  lock: z
    .strictObject({
      state: z.enum(['current', 'stale', 'missing', 'written']),
      changed: z.array(z.string()),
    })
    .nullable(),
  idsWritten: z.array(z.strictObject({ file: z.string(), line: z.int().min(1), id: z.string() })),
  run: z
    .strictObject({
      solutions: z.boolean(),
      mutants: z.boolean(),
      programs: count,
      exercises: count,
      wrong: z.strictObject({ written: count, generated: count, forged: count }),
      survivors: z.array(
        z.strictObject({
          exercise: z.string(),
          kind: z.enum(['written', 'generated', 'forged']),
          name: z.string(),
          file: z.string(),
          line: z.int().min(1),
          column: z.int().min(1),
          before: z.string().nullable(),
          after: z.string().nullable(),
          says: z.string(),
          hint: z.string(),
        }),
      ),
      cached: count,
      seconds: z.number().min(0),
    })
    .nullable(),
  passed: z.boolean(),
})

/** What `--json` prints, by the document's `schema`. */
export const courseContracts = {
  'mastery.course-new/1': z.strictObject({
    path: z.string(),
    id: z.string(),
    title: z.string(),
    files: z.array(z.string()),
  }),
  'mastery.course-check/1': z.strictObject({ checks: z.array(check), passed: z.boolean() }),
  'mastery.course-add/1': z.strictObject({
    id: z.string(),
    title: z.string(),
    version: z.string(),
    digest,
    change: z.enum(['installed', 'updated', 'unchanged']),
    counts: z.strictObject(counts),
    complete: z.boolean(),
    warnings: count,
  }),
  'mastery.course-remove/1': z.strictObject({
    id: z.string(),
    title: z.string(),
    bundled: z.boolean(),
  }),
  'mastery.course-list/1': z.strictObject({
    courses: z.array(installed),
    missing: z.array(z.strictObject({ course: z.string(), source })),
  }),
  'mastery.course-show/1': z.strictObject({
    courses: z.array(
      z.strictObject({
        course: installed,
        units: z.array(
          z.strictObject({
            id: z.string(),
            title: z.string(),
            items: z.array(z.strictObject(item)),
          }),
        ),
        skills: z.array(
          z.strictObject({
            id: z.string(),
            title: z.string(),
            requires: z.array(z.string()),
            items: count,
          }),
        ),
        counts: z
          .strictObject({
            ...counts,
            units: count,
            skills: count,
            minutes: z.number().min(0),
            questionTypes: tally,
            cardTypes: tally,
            difficulties: tally,
            withoutExercise: z.array(z.string()),
          })
          .nullable(),
      }),
    ),
  }),
  'mastery.course-item/1': z.strictObject({
    course: z.string(),
    courseTitle: z.string(),
    item: z.strictObject({
      ...item,
      unit: z.string(),
      requires: z.array(z.string()),
      pass: z.number().nullable(),
      path: z.string(),
    }),
    file: z.string().nullable(),
    parts: z.array(
      z.strictObject({
        id: z.string(),
        type: z.string(),
        text: z.string(),
        skills: z.array(z.string()),
        revision,
      }),
    ),
    contents: z.array(z.string()),
    exercise: z
      .strictObject({
        runner: z.enum(LANGUAGES),
        edit: z.array(z.string()),
        visible: count,
        hidden: count,
        mutants: count,
        seconds: z.number(),
        memoryMb: z.number(),
      })
      .nullable(),
  }),
  'mastery.course-search/1': z.strictObject({
    query: z.string(),
    hits: z.array(
      z.strictObject({
        course: z.string(),
        courseTitle: z.string(),
        item: z.string(),
        kind,
        title: z.string(),
        heading: z.string(),
        excerpt: z.string(),
        score: z.number(),
      }),
    ),
  }),
  'mastery.course-pack/1': z.strictObject({
    file: z.string(),
    bytes: count,
    audience: z.enum(['learner', 'grader']),
    id: z.string(),
    version: z.string(),
    digest,
    items: count,
    hiddenCases: count,
    mediaLeftOut: count,
  }),
} as const
