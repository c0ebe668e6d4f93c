import type { Language } from '../course/model.ts'

/** A value with its type settled: what authored YAML and what a guest gave back both become. */
export type Value =
  | { is: 'null' | 'undefined' }
  | { is: 'boolean'; value: boolean }
  /** `integer` is Python's int and SQL's INTEGER; every JavaScript number is a `float`, its BigInt a `bigint`. */
  | { is: 'integer' | 'bigint'; value: bigint }
  | { is: 'float'; value: number }
  | { is: 'complex'; real: number; imaginary: number }
  | { is: 'text'; value: string }
  | { is: 'bytes'; value: readonly number[] }
  | { is: 'list' | 'tuple' | 'set' | 'frozenset'; items: Value[] }
  /** `dict` is also a plain object of JavaScript; `map` is its Map. */
  | { is: 'dict' | 'map'; entries: [Value, Value][] }
  | { is: 'date' | 'datetime'; text: string }
  | { is: 'object'; type: string; fields: [string, Value][] }
  /** A value of any other type: it equals nothing. */
  | { is: 'opaque'; type: string; repr: string }
  /** A value the guest would not give back. */
  | { is: 'refused'; why: 'cycle' | 'deep' | 'large'; type: string }

const MAX_DEPTH = 110

/**
 * Reads JSON with tags (see "Values" in docs/authoring.md) as a value of one language. What cannot be read
 * becomes `opaque`, so that a guest that lies about its value only fails to equal anything.
 */
export function readValue(data: unknown, language: Language, depth = 0): Value {
  if (depth > MAX_DEPTH) return { is: 'refused', why: 'deep', type: 'value' }
  const inner = (item: unknown) => readValue(item, language, depth + 1)
  if (data === null || data === undefined) return { is: 'null' }
  if (typeof data === 'boolean') return { is: 'boolean', value: data }
  if (typeof data === 'string') return { is: 'text', value: data }
  if (typeof data === 'number') return readNumber(data, language)
  if (Array.isArray(data)) return { is: 'list', items: data.map(inner) }
  if (typeof data !== 'object') return unreadable(data)
  const entries = Object.entries(data)
  const only = entries.length === 1 ? entries[0] : undefined
  if (only?.[0].startsWith('$'))
    return readTagged(only[0], only[1], language, inner) ?? unreadable(data)
  return { is: 'dict', entries: entries.map(([key, item]) => [textOf(key), inner(item)]) }
}

function readNumber(data: number, language: Language): Value {
  if (hasIntegers(language) && Number.isInteger(data)) return { is: 'integer', value: BigInt(data) }
  return { is: 'float', value: data }
}

/** Whether whole numbers are a type of their own. */
function hasIntegers(language: Language): boolean {
  return language === 'python' || language === 'sql'
}

function readTagged(
  tag: string,
  body: unknown,
  language: Language,
  inner: (item: unknown) => Value,
): Value | null {
  const items = Array.isArray(body) ? (body as unknown[]) : null
  const record = isRecord(body) ? body : null
  switch (tag) {
    case '$tuple':
    case '$set':
    case '$frozenset':
      return items && { is: tag.slice(1) as 'tuple', items: items.map(inner) }
    case '$map':
      if (!items?.every((item) => Array.isArray(item) && item.length === 2)) return null
      return {
        is: language === 'python' ? 'dict' : 'map',
        entries: (items as [unknown, unknown][]).map(([key, item]) => [inner(key), inner(item)]),
      }
    case '$dict':
      return (
        record && {
          is: 'dict',
          entries: Object.entries(record).map(([key, item]) => [textOf(key), inner(item)]),
        }
      )
    case '$bytes':
      return typeof body === 'string' ? { is: 'bytes', value: fromBase64(body) } : null
    case '$int':
      return typeof body === 'string' && /^-?(\d+|0x[0-9a-f]+)$/i.test(body)
        ? { is: hasIntegers(language) ? 'integer' : 'bigint', value: parseInteger(body) }
        : null
    case '$float': {
      const value = typeof body === 'string' ? parseFloatText(body) : null
      return value === null ? null : { is: 'float', value }
    }
    case '$complex': {
      const [real, imaginary] = (items ?? []).map((part) => numberOf(inner(part)))
      return real == null || imaginary == null ? null : { is: 'complex', real, imaginary }
    }
    case '$date':
    case '$datetime':
      return typeof body === 'string' ? { is: tag.slice(1) as 'date', text: body } : null
    case '$undefined':
      return { is: 'undefined' }
    case '$object':
      if (record === null || typeof record.type !== 'string' || !isRecord(record.fields))
        return null
      return {
        is: 'object',
        type: record.type,
        fields: Object.entries(record.fields).map(([key, item]) => [key, inner(item)]),
      }
    case '$opaque':
      return (
        record && { is: 'opaque', type: String(record.type), repr: steady(String(record.repr)) }
      )
    case '$refused': {
      const why = record?.why
      if (record === null || (why !== 'cycle' && why !== 'deep' && why !== 'large')) return null
      return { is: 'refused', why, type: String(record.type) }
    }
    default:
      return null
  }
}

/** The number a value stands for, or null. */
export function numberOf(value: Value): number | null {
  if (value.is === 'float') return value.value
  return value.is === 'integer' ? Number(value.value) : null
}

function parseFloatText(text: string): number | null {
  const named: Record<string, number> = {
    nan: Number.NaN,
    inf: Number.POSITIVE_INFINITY,
    '-inf': Number.NEGATIVE_INFINITY,
  }
  const known = named[text.toLowerCase()]
  if (known !== undefined) return known
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : null
}

function parseInteger(text: string): bigint {
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text)
}

function fromBase64(text: string): number[] {
  try {
    return Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return []
  }
}

/** Addresses differ from run to run. */
function steady(repr: string): string {
  return repr.replace(/ at 0x[0-9a-f]+/gi, '')
}

function unreadable(data: unknown): Value {
  return {
    is: 'opaque',
    type: 'unreadable value',
    repr: String(JSON.stringify(data)).slice(0, 200),
  }
}

function textOf(value: string): Value {
  return { is: 'text', value }
}

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}
