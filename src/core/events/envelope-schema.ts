import { z } from 'zod'
import { parseHlc } from './clock.ts'

/** A clock from beyond would hold up the log's own for ever. */
const LATEST = Date.UTC(3000, 0)

const envelope = z.strictObject({
  id: z.uuid(),
  device: z.string().min(1).max(64),
  seq: z.number().int().min(1),
  hlc: z
    .string()
    .regex(/^[0-9a-f]{12}-[0-9a-f]{4}$/)
    .refine((hlc) => parseHlc(hlc).ms < LATEST, 'is in the far future'),
  wall: z.number().int().max(LATEST),
  tz: z.string().max(64),
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  type: z.string().regex(/^[a-z]+\.[a-z_]+$/),
  v: z.number().int().min(1),
  payload: z.record(z.string(), z.unknown()),
})

export type AnyEnvelope = z.infer<typeof envelope>

/** Checks an event from elsewhere, of a known type or not. @returns what is wrong, as text, when it is */
export function parseEnvelope(value: unknown): AnyEnvelope | string {
  const parsed = envelope.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  return `${issue?.path.join('.') || 'event'}: ${issue?.message}`
}
