import { z } from 'zod'
import { FULL_ID, MAX_ID_LENGTH, SKILL_ID, SLUG } from './ids.ts'
import { FRAMEWORKS, LANGUAGES } from './model.ts'

/**
 * The structures of the authoring format, as schemas. Messages end the sentence `"key" …`. The JSON
 * Schemas under `schemas/` are made from these.
 */
const slug = z
  .string()
  .max(MAX_ID_LENGTH)
  .regex(SLUG, 'must be lower-case letters, digits and single hyphens, such as for-loops')
const skillId = z
  .string()
  .max(MAX_ID_LENGTH)
  .regex(SKILL_ID, 'must be lower-case slugs with dots between them, such as str.slice')
const fullId = z
  .string()
  .max(2 * MAX_ID_LENGTH + 1)
  .regex(FULL_ID, "must be an item's id or <item>/<part>, such as basics-quiz/first-four")
const text = z.string().min(1).max(10_000)
const title = z.string().min(1).max(200)
const filePath = z
  .string()
  .min(1)
  .max(200)
  .regex(
    /^(?!.*(^|\/)\.{1,2}(\/|$))[^/\\:*?"<>|]+(\/[^/\\:*?"<>|]+)*$/,
    'must be a path inside the folder, with / between its parts',
  )

export const courseSchema = z
  .strictObject({
    format: z.literal('mastery/1').describe('Version of the authoring format.'),
    id: slug.describe('Progress is kept under it: it never changes.'),
    title,
    description: z.string().max(1_000).default(''),
    version: z.string().max(50).default(''),
    language: z
      .string()
      .regex(/^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$/, 'must be a language tag such as en or pt-BR'),
    licence: title.describe('SPDX name, such as CC-BY-4.0.'),
    outline: z
      .array(
        z.strictObject({
          unit: slug,
          title,
          items: z.array(z.string()).describe('In teaching order: lesson:variables, quiz:basics'),
        }),
      )
      .min(1),
    retired: z.array(fullId).default([]).describe('Ids that are gone; their history stays.'),
    aliases: z.record(fullId, fullId).default({}).describe('old-id: new-id'),
  })
  .describe('course.yaml of a mastery course.')

export const skillsSchema = z
  .strictObject({
    skills: z.array(
      z.strictObject({
        id: skillId,
        title,
        requires: z.array(z.string()).default([]).describe('Skills that come first.'),
      }),
    ),
  })
  .describe('skills.yaml of a mastery course.')

const minutes = z.number().positive().max(10_000).optional().describe('How long it takes.')
const skills = z.array(z.string())

export const lessonSchema = z
  .strictObject({
    id: slug,
    kind: z.literal('lesson'),
    title,
    teaches: skills.min(1),
    minutes,
  })
  .describe('Front matter of a lesson.')

export const quizSchema = z
  .strictObject({
    id: slug,
    kind: z.literal('quiz'),
    title,
    skills: skills.default([]).describe('What its questions ask for, unless one says otherwise.'),
    pass: z.number().min(0).max(1).default(0.7).describe('Share of the points needed.'),
  })
  .describe('Front matter of a quiz.')

export const deckSchema = z
  .strictObject({
    id: slug,
    kind: z.literal('deck'),
    title,
    skills: skills.default([]).describe('What its cards ask for, unless one says otherwise.'),
  })
  .describe('Front matter of a deck.')

const outcome = z.enum(['pass', 'fail'])

export const exerciseSchema = z
  .strictObject({
    id: slug,
    kind: z.literal('exercise'),
    title,
    runner: z.enum([...LANGUAGES, ...FRAMEWORKS]),
    show_hidden_names: z
      .boolean()
      .default(false)
      .describe('Of a test framework: whether learners see what hidden tests are called.'),
    practises: skills.min(1),
    requires: skills.default([]).describe('Skills the learner needs first.'),
    difficulty: z.int().min(1).max(5).default(1).describe('1 (first steps) to 5 (small project).'),
    minutes,
    files: z.strictObject({
      edit: z.array(filePath).min(1).describe('The first is the module under test.'),
      readonly: z.array(filePath).default([]),
    }),
    limits: z
      .strictObject({
        seconds: z.number().positive().max(300).default(5),
        memory_mb: z.number().min(8).max(4_096).default(50),
        output_kb: z.number().min(1).max(10_240).default(64),
      })
      .prefault({}),
    expect: z
      .strictObject({ solution: outcome.default('pass'), starter: outcome.default('fail') })
      .prefault({}),
    mutants: z
      .enum(['auto', 'written'])
      .default('auto')
      .describe('Wrong solutions: also made from the solution, or only those in mutants/.'),
  })
  .describe('Front matter of an exercise.')

const accept = z.array(z.string().min(1)).min(1).describe('Text, or a pattern between slashes.')
const ignoreCase = z.boolean().default(false)
const wrong = z
  .array(z.strictObject({ match: z.string().min(1), feedback: text }))
  .default([])
  .describe('Feedback for typed answers that match.')
const scoring = z.enum(['all-or-nothing', 'partial']).default('all-or-nothing')
const allOrNothing = z.literal('all-or-nothing').default('all-or-nothing')
const common = {
  skills: skills.min(1).optional(),
  points: z.number().positive().max(1_000).default(1),
}

/** Keys of a question's `yaml item` fence, by type. */
export const questionSchemas = {
  single: z.strictObject({ type: z.literal('single'), ...common, score: allOrNothing }),
  multi: z.strictObject({ type: z.literal('multi'), ...common, score: scoring }),
  numeric: z.strictObject({
    type: z.literal('numeric'),
    ...common,
    score: allOrNothing,
    answer: z.number(),
    tolerance: z.number().min(0).default(0),
    wrong,
  }),
  short: z.strictObject({
    type: z.literal('short'),
    ...common,
    score: allOrNothing,
    accept,
    ignore_case: ignoreCase,
    wrong,
  }),
  order: z.strictObject({ type: z.literal('order'), ...common, score: scoring }),
  match: z.strictObject({ type: z.literal('match'), ...common, score: scoring }),
  cloze: z.strictObject({
    type: z.literal('cloze'),
    ...common,
    score: scoring,
    ignore_case: ignoreCase,
    wrong,
  }),
  'code-output': z.strictObject({
    type: z.literal('code-output'),
    ...common,
    score: allOrNothing,
    wrong,
  }),
} as const

/** Keys of a card's `yaml item` fence, by type. */
export const cardSchemas = {
  basic: z.strictObject({
    type: z.literal('basic').default('basic'),
    skills: skills.min(1).optional(),
    reversed: z.boolean().default(false),
  }),
  typed: z.strictObject({
    type: z.literal('typed'),
    skills: skills.min(1).optional(),
    accept,
    ignore_case: ignoreCase,
  }),
  cloze: z.strictObject({ type: z.literal('cloze'), skills: skills.min(1).optional() }),
} as const

export const itemFenceSchema = z
  .union([...Object.values(questionSchemas), ...Object.values(cardSchemas)])
  .describe('A `yaml item` fence of a question or a card.')

export const keyFenceSchema = z
  .record(z.string(), z.union([z.string(), z.array(z.string()).min(1)], 'must be a list of texts'))
  .describe('A `yaml key` fence: accepted texts for each gap.')

const name = z
  .string()
  .max(200)
  .regex(
    /^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u,
    'must be a name, or names with dots between them',
  )
const variable = z
  .string()
  .max(100)
  .regex(/^[\p{L}_$][\p{L}\p{N}_$]*$/u, 'must be a name')
const value = z.unknown().describe('A value: see "Values" in the guide for authors.')
const args = z.array(value).optional()
const kwargs = z.record(z.string(), value).optional()
const raises = z
  .union(
    [name, z.strictObject({ type: name, message: z.string().min(1) })],
    'must be the name of an exception, or {type: …, message: …}',
  )
  .optional()
const texts = z.record(filePath, z.string())

const stepSchema = z.strictObject({
  new: name.optional(),
  call: name.optional(),
  get: name.optional(),
  set: name.optional(),
  to: value.optional(),
  args,
  kwargs,
  as: variable.optional(),
  returns: value.optional(),
  raises,
})

const caseSchema = z.strictObject({
  id: slug,
  title: title.optional(),
  call: name.optional(),
  args,
  kwargs,
  stdin: z.string().optional(),
  steps: z.array(stepSchema).min(1).optional(),
  rows: z
    .array(z.array(value).min(1))
    .optional()
    .describe('SQL: what the last query must give, a list for each row.'),
  columns: z.array(z.string().min(1)).min(1).optional().describe('SQL: names of its columns.'),
  ordered: z.boolean().optional().describe('SQL: whether the order of the rows counts.'),
  query: z.string().min(1).optional().describe("SQL: run after the learner's script."),
  returns: value.optional(),
  raises,
  stdout: z.string().optional(),
  match: z.enum(['lines', 'exact', 'contains']).optional(),
  files: texts.default({}),
  creates: texts.default({}),
  tolerance: z.number().min(0).optional(),
  types: z.enum(['loose', 'exact']).default('loose'),
  points: z.number().positive().max(1_000).default(1),
  needs: z.array(z.string()).default([]),
  help: z.string().max(2_000).default(''),
})

export const casesSchema = z
  .strictObject({ cases: z.array(caseSchema) })
  .describe('tests/visible.yaml and tests/hidden.yaml of an exercise.')

export type AuthoredCase = z.output<typeof caseSchema>
export type AuthoredStep = z.output<typeof stepSchema>

const hash = z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits')

export const namesSchema = z
  .record(
    z.string(),
    z.strictObject({
      digest: hash,
      tests: z.array(z.string().min(1)),
      skipped: z.array(z.string()).default([]),
    }),
  )
  .describe('tests/names.json of an exercise: generated by `mastery course check --write`.')

export const lockSchema = z
  .strictObject({
    format: z.literal('mastery-lock/1'),
    course: slug,
    items: z.record(
      z.string(),
      z.strictObject({
        revision: z.string().regex(/^[1-9]\d{0,8}\.\d{1,9}$/, 'must look like 3.1'),
        scoring: hash.nullable(),
        text: hash,
      }),
    ),
  })
  .describe('course.lock.json: generated by `mastery course check --write`.')
