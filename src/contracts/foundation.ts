import { z } from 'zod'

const digests = z.strictObject({
  memory: z.string(),
  item: z.string(),
  day: z.string(),
  struggle: z.string(),
  setting: z.string(),
})

const setting = {
  key: z.string(),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  source: z.enum(['flag', 'environment', 'project file', 'your settings', 'default']),
  description: z.string(),
}

export const errorKind = z.enum([
  'usage',
  'cancelled',
  'authentication',
  'network',
  'invalid-data',
  'no-sandbox',
  'limit',
  'internal',
])

/** What `--json` prints, by the document's `schema`. */
export const foundationContracts = {
  'mastery.error/1': z.strictObject({
    error: z.strictObject({
      kind: errorKind,
      exitCode: z.number().int(),
      message: z.string(),
      next: z.string().nullable(),
      problems: z.array(
        z.strictObject({
          file: z.string(),
          line: z.number().int(),
          column: z.number().int(),
          severity: z.enum(['error', 'warning']),
          rule: z.string(),
          message: z.string(),
          suggestion: z.string().optional(),
        }),
      ),
    }),
  }),
  'mastery.doctor/1': z.strictObject({
    version: z.string(),
    healthy: z.boolean(),
    checks: z.array(
      z.strictObject({
        name: z.string(),
        status: z.enum(['ok', 'warning', 'problem']),
        detail: z.string(),
        next: z.string().nullable(),
      }),
    ),
    rebuild: z
      .strictObject({
        events: z.number().int(),
        before: digests,
        after: digests,
        differences: z.array(z.string()),
      })
      .nullable(),
  }),
  'mastery.import/1': z.strictObject({
    events: z.number().int(),
    blobs: z.number().int(),
    unknown: z.number().int(),
  }),
  'mastery.export-report/1': z.strictObject({ file: z.string(), lines: z.number().int() }),
  'mastery.erase/1': z.strictObject({
    folders: z.array(z.string()),
    events: z.number().int().nullable(),
    summary: z.string(),
    erased: z.boolean(),
  }),
  'mastery.setting/1': z.strictObject(setting),
  'mastery.settings/1': z.strictObject({ settings: z.array(z.strictObject(setting)) }),
  'mastery.settings-changed/1': z.strictObject({ changed: z.array(z.string()) }),
  'mastery.completion/1': z.strictObject({ shell: z.string(), script: z.string() }),
}
