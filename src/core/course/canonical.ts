import { createHash } from 'node:crypto'

/**
 * JSON with one way to write each value: keys sorted, text in NFC with LF, no blanks. Members that are
 * undefined are left out.
 */
function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(normal(value))
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => [normal(key), canonicalJson(member)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${member}`).join(',')}}`
}

function normal(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n')
}

/** SHA-256 (hex) over the very bytes of a text, as `sha256sum` gives it. */
export function textDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** SHA-256 over the canonical form, in hex; the first `digits` of it. */
export function hashOf(value: unknown, digits = 16): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, digits)
}
