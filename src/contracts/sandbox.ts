import { z } from 'zod'
import { LANGUAGES } from '../core/course/model.ts'
import { PROMISES, TIERS } from '../core/grading/code-runner.ts'

const language = z.enum(LANGUAGES)
const tier = z.enum(TIERS)

export const promiseReport = z.strictObject({
  promise: z.enum(PROMISES),
  how: z.string(),
  held: z.boolean(),
  found: z.string().nullable(),
})

/** What `mastery sandbox … --json` prints. */
export const sandboxContracts = {
  'mastery.sandbox-doctor/1': z.strictObject({
    machine: z.array(z.strictObject({ name: z.string(), version: z.string().nullable() })),
    tiers: z.array(
      z.strictObject({
        language,
        tier,
        available: z.boolean(),
        detail: z.string(),
        engine: z.string().nullable(),
        inWebAssembly: z.boolean(),
        remedy: z.string().nullable(),
        promises: z.array(promiseReport),
      }),
    ),
    choices: z.array(z.strictObject({ language, own: tier.nullable(), others: tier.nullable() })),
    safe: z.boolean(),
  }),
  'mastery.sandbox-attack/1': z.strictObject({
    results: z.array(
      z.strictObject({
        id: z.string(),
        language,
        title: z.string(),
        promise: z.enum([...PROMISES, 'host']),
        tier,
        expected: z.string(),
        verdict: z.string(),
        faults: z.array(z.string()),
        seconds: z.number(),
      }),
    ),
    missing: z.array(
      z.strictObject({ language, tier, why: z.string(), remedy: z.string().nullable() }),
    ),
    wallSeconds: z.number(),
    memoryGrowthBytes: z.number().int(),
    faults: z.array(z.string()),
    passed: z.boolean(),
  }),
}
