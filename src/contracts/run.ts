import { z } from 'zod'
import { LANGUAGES } from '../core/course/model.ts'

/** What `mastery run --json` prints. */
export const runContracts = {
  'mastery.run/1': z.strictObject({
    file: z.string(),
    language: z.enum(LANGUAGES),
    tier: z.enum(['namespaces', 'kernel', 'isolate']),
    stdout: z.string(),
    stderr: z.string(),
    ok: z.boolean(),
    exitCode: z.number().int(),
    errorKind: z.string().nullable(),
    what: z.string().nullable(),
    where: z
      .strictObject({ file: z.string(), line: z.number().int(), text: z.string() })
      .nullable(),
    seconds: z.number(),
    peakMemoryBytes: z.number().nullable(),
  }),
}
