import { z } from 'zod'

/** https://exercism.org/docs/building/tooling/test-runners/interface, version 3, as text says it: there is no schema. */
const status = z.enum(['pass', 'fail', 'error'])
const tests = z.array(
  z.strictObject({
    name: z.string().min(1),
    status,
    message: z.string().nullable(),
    output: z.string().max(500).optional(),
    test_code: z.string().optional(),
    task_id: z.int().optional(),
  }),
)
export const exercismResults = z.union([
  z.strictObject({
    version: z.literal(3),
    status: z.enum(['pass', 'fail']),
    message: z.null(),
    tests: tests.min(1),
  }),
  z.strictObject({
    version: z.literal(3),
    status: z.literal('error'),
    message: z.string().min(1).max(65_535),
    tests,
  }),
])

/** https://gradescope-autograders.readthedocs.io/en/latest/specs/, as text says it: there is no schema. */
const visibility = z.enum(['hidden', 'after_due_date', 'after_published', 'visible'])
const format = z.enum(['text', 'html', 'simple_format', 'md', 'ansi'])
export const gradescopeResults = z.strictObject({
  score: z.number(),
  execution_time: z.number().optional(),
  output: z.string().optional(),
  output_format: format.optional(),
  test_output_format: format.optional(),
  test_name_format: format.optional(),
  visibility: visibility.optional(),
  stdout_visibility: visibility.optional(),
  extra_data: z.record(z.string(), z.unknown()).optional(),
  tests: z.array(
    z.strictObject({
      score: z.number().optional(),
      max_score: z.number().optional(),
      status: z.enum(['passed', 'failed']).optional(),
      name: z.string().optional(),
      name_format: format.optional(),
      number: z.string().optional(),
      output: z.string().optional(),
      output_format: format.optional(),
      tags: z.array(z.string()).optional(),
      visibility: visibility.optional(),
      extra_data: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
})
