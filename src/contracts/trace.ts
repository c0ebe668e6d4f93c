import { z } from 'zod'

const index = z.number().int().min(0)
const line = z.number().int().min(1)
/** A primitive as the language writes it, or the id of an object on the heap. */
const value = z.union([z.string(), index])
const exception = { type: z.string(), message: z.string() }

const step = z.strictObject({
  event: z.enum(['line', 'call', 'return', 'suspend', 'resume', 'exception']),
  file: index,
  line,
  stack: z.array(index).optional(),
  keep: index.optional(),
  frames: z
    .array(
      z.strictObject({
        id: index,
        name: z.string().optional(),
        kind: z.enum(['async', 'generator']).optional(),
        line: line.optional(),
        set: z.record(z.string(), value).optional(),
        unset: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  heap: z
    .record(
      z.string(),
      z.strictObject({
        type: z.string(),
        shape: z.enum(['sequence', 'set', 'mapping', 'object', 'text']),
        items: z.array(value).optional(),
        entries: z.array(z.tuple([value, value])).optional(),
        text: z.string().optional(),
        more: index.optional(),
      }),
    )
    .optional(),
  out: z.string().optional(),
  err: z.string().optional(),
  returned: value.optional(),
  exception: z.strictObject(exception).optional(),
})

/** What `mastery trace --json` prints: docs/trace.md says how to read it. */
export const traceContracts = {
  'mastery.trace/1': z.strictObject({
    ran: z.string(),
    case: z
      .strictObject({
        course: z.string(),
        exercise: z.string(),
        id: z.string(),
        title: z.string(),
      })
      .nullable(),
    tier: z.enum(['namespaces', 'kernel', 'isolate']),
    ok: z.boolean(),
    errorKind: z.string().nullable(),
    what: z.string().nullable(),
    where: z.strictObject({ file: z.string(), line, text: z.string() }).nullable(),
    seconds: z.number(),
    peakMemoryBytes: z.number().nullable(),
    language: z.enum(['python', 'javascript', 'typescript']),
    entry: z.string(),
    files: z.array(z.strictObject({ path: z.string(), text: z.string() })),
    maxSteps: z.number().int().min(1),
    end: z.discriminatedUnion('how', [
      z.strictObject({ how: z.literal('finished') }),
      z.strictObject({ how: z.literal('steps') }),
      z.strictObject({ how: z.literal('exception'), ...exception }),
      z.strictObject({ how: z.literal('limit'), cause: z.string() }),
    ]),
    steps: z.array(step),
  }),
}
