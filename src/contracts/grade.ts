import { z } from 'zod'
import { TIERS } from '../core/grading/code-runner.ts'
import { errorKind } from './foundation.ts'
import { verdict } from './practice.ts'
import { promiseReport } from './sandbox.ts'

const count = z.int().min(0)
const digest = z.string().regex(/^[0-9a-f]{64}$/)
const milliseconds = z.number().min(0)
const tier = z.enum(TIERS)

const submission = z.strictObject({
  name: z.string(),
  learner: z.string().nullable(),
  source: z.string(),
  digest,
  files: z.array(z.strictObject({ path: z.string(), bytes: count, digest })),
  notes: z.array(z.string()),
  verdict: verdict.nullable(),
  problem: z
    .strictObject({
      kind: errorKind,
      message: z.string(),
      next: z.string().nullable(),
    })
    .nullable(),
  points: z.number().nullable(),
  stability: z.enum(['stable', 'flaky', 'once']),
  quality: z
    .strictObject({
      score: z.number().min(0).max(100),
      findings: z.array(
        z.strictObject({
          file: z.string(),
          line: z.int().min(1),
          rule: z.string(),
          message: z.string(),
          cost: z.number(),
        }),
      ),
    })
    .nullable(),
  durationMs: milliseconds,
})

/** What `mastery grade --json` prints, and the `json` report. */
export const gradeContracts = {
  'mastery.grade/1': z.strictObject({
    course: z.strictObject({
      id: z.string(),
      title: z.string(),
      version: z.string(),
      digest: z.string(),
    }),
    exercise: z.strictObject({
      id: z.string(),
      title: z.string(),
      revision: z.strictObject({
        number: z.string().regex(/^\d+\.\d+$/),
        scoring: z.string().nullable(),
        text: z.string(),
      }),
      visibleTests: count,
      hiddenTests: count,
      hiddenDigest: z.string(),
    }),
    environment: z.strictObject({
      mastery: z.string(),
      node: z.string(),
      platform: z.string(),
      tier: tier.nullable(),
      promises: z.array(promiseReport),
      limits: z.strictObject({ wallMs: count, memoryBytes: count, outputBytes: count }),
    }),
    options: z.strictObject({
      atLeast: tier,
      seed: z.number(),
      maxScore: z.number(),
      hidden: z.boolean(),
    }),
    notes: z.array(z.string()),
    submissions: z.array(submission),
    summary: z.strictObject({
      total: count,
      passed: count,
      failed: count,
      errors: count,
      tampered: count,
      flaky: count,
      ungraded: count,
      meanPoints: z.number().nullable(),
      tests: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          hidden: z.boolean(),
          passed: count,
          failed: count,
          skipped: count,
        }),
      ),
      clusters: z.array(z.strictObject({ what: z.string(), submissions: z.array(z.string()) })),
      durationMs: milliseconds,
    }),
  }),
  'mastery.grade-verify/1': z.strictObject({
    verified: z.boolean(),
    compared: count,
    differences: z.array(
      z.strictObject({
        submission: z.string().nullable(),
        what: z.string(),
        before: z.string(),
        now: z.string(),
      }),
    ),
    circumstances: z.array(
      z.strictObject({ what: z.string(), before: z.string(), now: z.string() }),
    ),
  }),
} as const
