import { z } from 'zod'
import { FRAMEWORKS, LANGUAGES } from '../core/course/model.ts'

const language = z.enum(LANGUAGES)
const kind = z.enum(['lesson', 'quiz', 'deck', 'exercise'])
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const count = z.number().int().min(0)
const share = z.number().min(0).max(1)
const percent = z.number().min(0).max(100)

const entry = z.strictObject({ id: z.string(), text: z.string() })

const fence = z.strictObject({
  language,
  code: z.string(),
  input: z.string(),
  output: z.string().nullable(),
  error: z.string().nullable(),
  line: z.number().int(),
})

/** A question before it is answered: nothing in it tells the answer. */
export const publicQuestion = z.strictObject({
  id: z.string(),
  type: z.enum(['single', 'multi', 'numeric', 'short', 'order', 'match', 'cloze', 'code-output']),
  prompt: z.string(),
  body: z.string(),
  points: z.number(),
  hints: count,
  choices: z.array(entry).optional(),
  lines: z.array(entry).optional(),
  lefts: z.array(entry).optional(),
  rights: z.array(z.string()).optional(),
  gaps: z.array(z.string()).optional(),
  code: z.strictObject({ language: z.string(), code: z.string(), input: z.string() }).optional(),
})

const answer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('choice'), id: z.string() }),
  z.strictObject({ type: z.literal('choices'), ids: z.array(z.string()) }),
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({ type: z.literal('gaps'), gaps: z.record(z.string(), z.string()) }),
])

const marked = {
  score: share,
  correct: z.boolean(),
  feedback: z.string(),
  explanation: z.string(),
  solution: z.string(),
}

const offer = z.strictObject({ cause: z.string(), offer: z.string(), command: z.string() })

const page = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('markdown'), text: z.string() }),
  z.strictObject({ type: z.literal('code'), language: z.string(), code: z.string() }),
  z.strictObject({
    type: z.literal('run'),
    fence,
    run: z
      .strictObject({
        output: z.string(),
        error: z.string().nullable(),
        asStated: z.boolean().nullable(),
      })
      .nullable(),
  }),
])

const summary = z.strictObject({
  score: percent,
  passed: z.boolean(),
  pass: share,
  seconds: z.number(),
  unaided: z.boolean(),
  mistakes: z.array(
    z.strictObject({
      question: z.string(),
      prompt: z.string(),
      answer,
      solution: z.string(),
      explanation: z.string(),
    }),
  ),
  mastery: z.array(z.strictObject({ skill: z.string(), title: z.string(), percent })),
  struggle: offer.nullable(),
})

const place = z.strictObject({ file: z.string(), line: z.number().int(), text: z.string() })

/** What grading one submission gives. */
export const verdict = z.strictObject({
  status: z.enum(['passed', 'failed', 'error', 'tampered']),
  score: percent,
  points: z.number(),
  maxPoints: z.number(),
  tests: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      hidden: z.boolean(),
      status: z.enum(['passed', 'failed', 'error', 'skipped']),
      points: z.number(),
      rationale: z.string(),
      help: z.string(),
      evidence: z
        .strictObject({
          ran: z.string(),
          expected: z.string().nullable(),
          actual: z.string().nullable(),
          difference: z.string().nullable(),
          diff: z.array(
            z.strictObject({
              kind: z.enum(['same', 'expected', 'actual']),
              text: z.string(),
              mark: z.tuple([count, count]).nullable(),
            }),
          ),
          where: place.nullable(),
        })
        .nullable(),
      output: z.string(),
      outputCut: z.boolean(),
      durationMs: z.number(),
    }),
  ),
  errorKind: z.string().nullable(),
  broken: z
    .strictObject({ rationale: z.string(), where: place.nullable(), output: z.string() })
    .nullable()
    .optional(),
  framework: z.enum(FRAMEWORKS).optional(),
  tier: z.enum(['namespaces', 'kernel', 'isolate']),
  durationMs: z.number(),
})

const file = z.strictObject({ path: z.string(), text: z.string() })
const exercise = { course: z.string(), exercise: z.string(), title: z.string() }

/** What `--json` prints, by the document's `schema`. */
export const practiceContracts = {
  'mastery.lesson/1': z.strictObject({
    course: z.string(),
    courseTitle: z.string(),
    lesson: z.string(),
    title: z.string(),
    minutes: z.number().nullable(),
    sectionCount: count,
    section: z.number().int().nullable(),
    sections: z.array(
      z.strictObject({ number: z.number().int(), heading: z.string(), blocks: z.array(page) }),
    ),
    questions: z.array(publicQuestion),
    answers: z.array(z.strictObject({ question: z.string(), ...marked })),
    open: z.array(z.string()),
    place: z.number().int().min(1),
    readOn: day.nullable(),
    next: z.strictObject({ item: z.string(), kind, title: z.string() }).nullable(),
  }),
  'mastery.quiz/1': z.strictObject({
    course: z.string(),
    quiz: z.string(),
    title: z.string(),
    attempt: z.uuid(),
    pass: share,
    resumed: z.boolean(),
    stale: z.boolean(),
    total: count,
    questions: z.array(publicQuestion),
    answered: z.array(z.strictObject({ question: z.string(), score: share })),
  }),
  'mastery.quiz-answers/1': z.strictObject({
    course: z.string(),
    quiz: z.string(),
    title: z.string(),
    attempt: z.uuid(),
    results: z.array(z.strictObject({ question: z.string(), answer, left: count, ...marked })),
    left: count,
    summary: summary.nullable(),
  }),
  'mastery.question-hint/1': z.strictObject({
    course: z.string(),
    item: z.string(),
    question: z.string(),
    rung: z.number().int().min(1),
    of: z.number().int().min(1),
    text: z.string(),
    next: z.string().nullable(),
  }),
  'mastery.exercise/1': z.strictObject({
    ...exercise,
    courseTitle: z.string(),
    task: z.string(),
    language,
    difficulty: z.number().int(),
    minutes: z.number().nullable(),
    folder: z.string(),
    edit: z.array(z.string()),
    readonly: z.array(z.string()),
    written: z.array(z.string()),
    kept: z.array(z.string()),
    tests: z.strictObject({ visible: count, hidden: count }),
    hints: count,
    passedOn: day.nullable(),
    editor: z.string().nullable(),
  }),
  'mastery.check/1': z.strictObject({
    ...exercise,
    mode: z.enum(['check', 'submit']),
    verdict,
    quality: z
      .strictObject({
        score: percent,
        findings: z.array(
          z.strictObject({
            file: z.string(),
            line: z.number().int(),
            rule: z.string(),
            message: z.string(),
            cost: z.number(),
          }),
        ),
      })
      .nullable(),
    struggle: offer.nullable(),
    hintsShown: count,
    hintsTotal: count,
    seconds: z.number(),
    next: z.strictObject({ command: z.string(), reason: z.string() }).nullable(),
  }),
  'mastery.hint/1': z.strictObject({
    course: z.string(),
    exercise: z.string(),
    rung: z.number().int().min(1),
    of: z.number().int().min(1),
    text: z.string(),
    next: z.string().nullable(),
    struggle: z
      .strictObject({ cause: z.string(), offer: z.string(), command: z.string() })
      .nullable(),
  }),
  'mastery.reset/1': z.strictObject({
    course: z.string(),
    exercise: z.string(),
    folder: z.string(),
    backup: z.string(),
  }),
  'mastery.solution/1': z.strictObject({
    ...exercise,
    files: z.array(file),
    gaveUp: z.boolean(),
  }),
}
