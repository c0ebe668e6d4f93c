import { z } from 'zod'
import { LANGUAGES } from '../core/course/model.ts'

const count = z.number().int().min(0)
const share = z.number().min(0).max(1)
const titled = z.strictObject({ id: z.string(), title: z.string() })
const submission = { submission: z.string(), learner: z.string().nullable() }
const lines = z.strictObject({
  file: z.string(),
  from: z.number().int().min(1),
  to: z.number().int().min(1),
})
const side = z.strictObject({ ...submission, share, sharedLines: count, lines: count })

/** What `--json` prints, by the document's `schema`. */
export const similarityContracts = {
  'mastery.similarity/1': z.strictObject({
    course: titled,
    exercise: titled,
    language: z.enum(LANGUAGES),
    measure: z.strictObject({
      piece: count,
      foundFrom: count,
      leastTokens: count,
      commonFrom: count,
      reportFrom: share,
    }),
    compared: count,
    leftOut: z.array(z.strictObject({ ...submission, reason: z.string() })),
    usual: z
      .strictObject({ pairs: count, median: share, ninetieth: share, ninetyNinth: share })
      .nullable(),
    pairs: z.array(
      z.strictObject({
        left: side,
        right: side,
        similarity: share,
        asSimilar: count,
        fragments: z.array(z.strictObject({ tokens: count, left: lines, right: lines })),
      }),
    ),
    morePairs: count,
    groups: z.array(z.array(z.string())),
    histories: z.array(
      z.strictObject({
        ...submission,
        source: z.enum(['profile', 'export']),
        runs: count,
        notes: z.array(
          z.strictObject({
            kind: z.enum([
              'at-once',
              'fast',
              'block',
              'first-run',
              'not-in-history',
              'solution-shown',
            ]),
            text: z.string(),
            numbers: z.record(z.string(), z.number()),
          }),
        ),
      }),
    ),
  }),
}
