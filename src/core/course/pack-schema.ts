import { z } from 'zod'
import { FULL_ID, SKILL_ID, SLUG } from './ids.ts'
import { FRAMEWORKS, LANGUAGES } from './model.ts'
import type { Pack } from './pack.ts'
import { testCounts } from './test-counts.ts'
import { isShowable } from './text.ts'

/**
 * The schema of a pack. A pack comes from elsewhere: every path is checked to stay inside its folder, and text
 * that is shown may not hold what a terminal would obey.
 */
const slug = z.string().max(64).regex(SLUG)
const shown = z.string().refine(isShowable, 'holds control characters')
const path = z
  .string()
  .max(300)
  .regex(/^(?!.*(^|\/)\.{1,2}(\/|$))[^/\\:*?"<>|]+(\/[^/\\:*?"<>|]+)*$/)
  .refine(isShowable)
const count = z.int().min(0)
const hash = z.string().regex(/^[0-9a-f]{16}$/)
const revision = z.strictObject({
  major: z.int().min(1),
  minor: count,
  scoring: hash.nullable(),
  text: hash,
})
const skills = z.array(z.string().max(64).regex(SKILL_ID))
const language = z.enum(LANGUAGES)
const fence = z.strictObject({
  language,
  code: shown,
  input: z.string(),
  output: z.string().nullable(),
  error: shown.nullable(),
  line: count,
})

const questionBase = {
  id: slug,
  prompt: shown,
  body: shown,
  skills,
  points: z.number().positive(),
  partial: z.boolean(),
  hints: z.array(shown),
  explanation: shown,
  wrong: z.array(z.strictObject({ match: z.string(), feedback: shown })),
  revision,
  line: count,
}
const choices = z.array(
  z.strictObject({ id: slug, text: shown, correct: z.boolean(), feedback: shown }),
)
const question = z.discriminatedUnion('type', [
  z.strictObject({ ...questionBase, type: z.literal('single'), choices }),
  z.strictObject({ ...questionBase, type: z.literal('multi'), choices }),
  z.strictObject({
    ...questionBase,
    type: z.literal('numeric'),
    answer: z.number(),
    tolerance: z.number().min(0),
  }),
  z.strictObject({
    ...questionBase,
    type: z.literal('short'),
    accept: z.array(shown),
    ignoreCase: z.boolean(),
  }),
  z.strictObject({
    ...questionBase,
    type: z.literal('order'),
    lines: z.array(z.strictObject({ id: slug, text: shown })),
  }),
  z.strictObject({
    ...questionBase,
    type: z.literal('match'),
    pairs: z.array(z.strictObject({ id: slug, left: shown, right: shown })),
  }),
  z.strictObject({
    ...questionBase,
    type: z.literal('cloze'),
    key: z.record(z.string(), z.array(shown)),
    ignoreCase: z.boolean(),
  }),
  z.strictObject({
    ...questionBase,
    type: z.literal('code-output'),
    fence,
    output: z.string(),
  }),
])

const itemBase = {
  id: slug,
  title: shown,
  unit: slug,
  position: count,
  revision,
  skills,
  minutes: z.number().positive().nullable(),
  path,
}
const lesson = z.strictObject({
  ...itemBase,
  kind: z.literal('lesson'),
  sections: z.array(
    z.strictObject({
      heading: shown,
      slug: shown,
      blocks: z.array(
        z.discriminatedUnion('type', [
          z.strictObject({ type: z.literal('markdown'), text: shown }),
          z.strictObject({ type: z.literal('code'), language: shown, code: shown }),
          z.strictObject({ type: z.literal('run'), fence }),
        ]),
      ),
    }),
  ),
  questions: z.array(question),
})
const quiz = z.strictObject({
  ...itemBase,
  kind: z.literal('quiz'),
  pass: z.number().min(0).max(1),
  questions: z.array(question),
})
const card = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*(#r|#c\d{1,3})?$/),
  note: slug,
  type: z.enum(['basic', 'typed', 'cloze']),
  front: shown,
  back: shown,
  accept: z.array(shown),
  ignoreCase: z.boolean(),
  skills,
  revision,
  line: count,
})
const deck = z.strictObject({ ...itemBase, kind: z.literal('deck'), cards: z.array(card) })

const value = z.json()
const named = z.record(z.string(), value)
const raises = z.strictObject({ type: shown, message: z.string().nullable() }).optional()
const call = { name: shown, args: z.array(value), kwargs: named }
const as = z.string().nullable()
const step = z.discriminatedUnion('do', [
  z.strictObject({ do: z.enum(['new', 'call']), ...call, as, returns: value.optional(), raises }),
  z.strictObject({ do: z.literal('get'), name: shown, as, returns: value.optional() }),
  z.strictObject({ do: z.literal('set'), name: shown, to: value }),
])
const texts = z.record(path, z.string())
const testCase = z.strictObject({
  id: slug,
  title: shown,
  action: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('call'), ...call }),
    z.strictObject({ type: z.literal('program'), stdin: z.string() }),
    z.strictObject({ type: z.literal('steps'), steps: z.array(step) }),
    z.strictObject({ type: z.literal('script'), query: z.string().nullable() }),
  ]),
  result: z
    .strictObject({
      rows: z.array(z.array(value)),
      columns: z.array(shown).nullable(),
      ordered: z.boolean(),
    })
    .optional(),
  returns: value.optional(),
  raises,
  stdout: z.string().optional(),
  match: z.enum(['lines', 'exact', 'contains']),
  files: texts,
  creates: texts,
  tolerance: z.number().min(0).nullable(),
  types: z.enum(['loose', 'exact']),
  points: z.number().positive(),
  needs: z.array(slug),
  help: shown,
})
const files = z.array(z.strictObject({ path, text: shown }))
const testFiles = z.strictObject({
  tests: z.array(
    z.strictObject({
      path,
      text: z.string(),
      expected: z.array(z.strictObject({ name: z.string(), skipped: z.boolean() })).min(1),
    }),
  ),
  support: z.array(z.strictObject({ path, text: z.string() })),
})
const framework = z.strictObject({
  name: z.enum(FRAMEWORKS),
  visible: testFiles,
  hidden: testFiles.nullable(),
  showHiddenNames: z.boolean(),
})
const outcome = z.enum(['pass', 'fail'])
const exercise = z.strictObject({
  ...itemBase,
  kind: z.literal('exercise'),
  runner: language,
  task: shown,
  hints: z.array(shown),
  requires: skills,
  difficulty: z.int().min(1).max(5),
  edit: z.array(path).min(1),
  readonly: z.array(path),
  limits: z.strictObject({
    seconds: z.number().positive(),
    memoryMb: z.number().positive(),
    outputKb: z.number().positive(),
  }),
  expect: z.strictObject({ solution: outcome, starter: outcome }),
  autoMutants: z.boolean(),
  starter: files,
  solution: files,
  framework: framework.optional(),
  visible: z.array(testCase),
  hidden: z.array(testCase).nullable(),
  hiddenCount: count,
  hiddenDigest: z.string().regex(/^[0-9a-f]{64}$/),
  mutants: z.array(z.strictObject({ name: shown, files })),
})

const fullId = z.string().max(130).regex(FULL_ID)

const packSchema = z.strictObject({
  format: z.literal('mastery-pack/1'),
  audience: z.enum(['learner', 'grader']),
  course: z.strictObject({
    id: slug,
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    title: shown,
    description: shown,
    version: shown,
    language: shown,
    licence: shown,
    units: z.array(z.strictObject({ id: slug, title: shown, items: z.array(slug) })),
    skills: z.array(
      z.strictObject({ id: z.string().max(64).regex(SKILL_ID), title: shown, requires: skills }),
    ),
    retired: z.array(fullId),
    aliases: z.record(fullId, fullId),
    items: z.array(z.discriminatedUnion('kind', [lesson, quiz, deck, exercise])),
  }),
})

/** Reads the JSON of a pack. In words for the person when it is none. */
export function parsePack(json: string): Pack | string {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return 'it is not JSON'
  }
  const result = packSchema.safeParse(value)
  if (result.success) return consistent(result.data as Pack)
  const [issue] = result.error.issues
  return `it is damaged at "${issue?.path.join('.') ?? ''}": ${issue?.message ?? ''}`
}

/** What no schema can say: ids are unique, units and items name each other. */
function consistent(pack: Pack): Pack | string {
  const { items, units } = pack.course
  const ids = items.map(({ id }) => id)
  const inUnits = units.flatMap((unit) => unit.items)
  if (new Set(ids).size !== ids.length) return 'two of its items have the same id'
  if (inUnits.length !== ids.length || inUnits.some((id) => !ids.includes(id)))
    return 'its units and items do not belong together'
  for (const item of items) {
    const parts = item.kind === 'exercise' ? [] : item.kind === 'deck' ? item.cards : item.questions
    if (new Set(parts.map(({ id }) => id)).size !== parts.length)
      return `two parts of "${item.id}" have the same id`
    if (
      item.kind === 'exercise' &&
      item.edit.some((file) => !item.starter.some(({ path }) => path === file))
    )
      return `"${item.id}" lacks a file of its starter`
    if (item.kind === 'exercise' && testCounts(item).visible === 0)
      return `"${item.id}" has no test`
  }
  return items.every((item, index) => item.position === index) ? pack : 'its items are out of order'
}
