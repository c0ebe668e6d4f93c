import { z } from 'zod'
import { MasteryError } from '../../errors.ts'
import { TIERS } from '../code-runner.ts'

/** What grading again needs of a report; the rest of it is not looked at. */
const submission = z.object({
  name: z.string(),
  digest: z.string(),
  verdict: z
    .object({
      status: z.enum(['passed', 'failed', 'error', 'tampered']),
      tests: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          status: z.enum(['passed', 'failed', 'error', 'skipped']),
        }),
      ),
    })
    .nullable(),
  points: z.number().nullable(),
  stability: z.enum(['stable', 'flaky', 'once']),
})

const report = z.object({
  schema: z.literal('mastery.grade/1'),
  course: z.object({ id: z.string(), digest: z.string() }),
  exercise: z.object({
    id: z.string(),
    revision: z.object({ number: z.string(), scoring: z.string().nullable() }),
    hiddenDigest: z.string(),
  }),
  environment: z.object({
    mastery: z.string(),
    node: z.string(),
    platform: z.string(),
    tier: z.enum(TIERS).nullable(),
    limits: z.object({ wallMs: z.number().positive() }),
  }),
  options: z.object({
    atLeast: z.enum(TIERS),
    seed: z.int(),
    maxScore: z.number().positive(),
    hidden: z.boolean(),
  }),
  submissions: z.array(submission),
})

export type EarlierReport = z.infer<typeof report>
export type EarlierSubmission = z.infer<typeof submission>

/**
 * Reads what `mastery grade --json` or `--report json` once wrote.
 * @throws MasteryError `invalid-data` when it is something else
 */
export function readReport(text: string, file: string): EarlierReport {
  const read = report.safeParse(jsonOf(text))
  if (read.success) return read.data
  const [issue] = read.error.issues
  const place = issue?.path.join('.') ?? ''
  throw new MasteryError(
    'invalid-data',
    `${file} is no report of mastery grade${place === '' ? '' : `: ${place} is not what it should be`}.`,
    { next: 'Make one with: mastery grade <submission> --report json=report.json' },
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
