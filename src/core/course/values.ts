import { nearest } from '../nearest.ts'
import type { AuthoredValue, Language } from './model.ts'
import { listed } from './problems.ts'

/** Reports one thing wrong with a value, at a path inside it. */
export type ReportValue = (
  path: readonly (string | number)[],
  rule: string,
  message: string,
  suggestion?: string | null,
) => void

const MAX_DEPTH = 100
const MAX_BYTES = 256 * 1024

const PYTHON = ['python'] as const
const JAVASCRIPT = ['javascript', 'typescript'] as const
const BOTH = [...PYTHON, ...JAVASCRIPT]
const ALL = [...BOTH, 'sql'] as const

/** Which languages have a value for a tag, and what must stand behind it. */
const TAGS: Readonly<Record<string, { in: readonly Language[]; check: Check }>> = {
  $tuple: { in: PYTHON, check: list },
  $set: { in: BOTH, check: list },
  $frozenset: { in: PYTHON, check: list },
  $map: { in: BOTH, check: pairs },
  $bytes: { in: ALL, check: base64 },
  $date: { in: PYTHON, check: date },
  $datetime: { in: BOTH, check: dateTime },
  $int: { in: ALL, check: integer },
  $float: { in: ALL, check: float },
  $complex: { in: PYTHON, check: complex },
  $undefined: { in: JAVASCRIPT, check: isTrue },
  $object: { in: BOTH, check: object },
  $dict: { in: BOTH, check: mapping },
  $ref: { in: BOTH, check: reference },
}

type Check = (value: AuthoredValue, context: ValueContext) => string | null

export interface ValueContext {
  runner: Language
  /** Names that `$ref` may use here; null where nothing can be referred to. */
  names: readonly string[] | null
}

/** Checks a value of a test case against "Values" of the authoring format. */
export function checkValue(value: AuthoredValue, context: ValueContext, report: ReportValue): void {
  if (Buffer.byteLength(JSON.stringify(value) ?? '') > MAX_BYTES)
    report([], 'too-large', 'This value is larger than 256 KiB.')
  else visit(value, [], context, report)
}

function visit(
  value: AuthoredValue,
  path: readonly (string | number)[],
  context: ValueContext,
  report: ReportValue,
): void {
  if (path.length > MAX_DEPTH) {
    report(path, 'too-deep', `This value is nested deeper than ${MAX_DEPTH}.`)
    return
  }
  if (context.runner === 'sql' && !isColumnValue(value)) {
    report(
      path,
      'bad-value',
      'A column of SQL holds NULL, a number, text or bytes.',
      notInSql(value),
    )
    return
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visit(item, [...path, index], context, report)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const keys = Object.keys(value)
  const tag = keys.find((key) => key.startsWith('$'))
  if (tag === undefined) {
    for (const key of keys) visit(value[key] ?? null, [...path, key], context, report)
    return
  }
  const known = TAGS[tag]
  const content = value[tag] ?? null
  if (keys.length > 1)
    report(
      path,
      'unknown-tag',
      `A mapping with "${tag}" has no other keys.`,
      '{$dict: {…}} for keys that start with $',
    )
  else if (known === undefined)
    report(
      [...path, tag],
      'unknown-tag',
      `There is no tag "${tag}".`,
      nearest(tag, Object.keys(TAGS)) ?? '{$dict: {…}} for keys that start with $',
    )
  else if (!known.in.includes(context.runner))
    report([...path, tag], 'unknown-tag', `"${tag}" has no value in ${context.runner}.`)
  else {
    const problem = known.check(content, context)
    if (problem !== null) report([...path, tag], 'bad-tag', `"${tag}" ${problem}.`)
    else if (tag === '$dict')
      for (const [key, item] of Object.entries(content as Record<string, AuthoredValue>))
        visit(item, [...path, tag, key], context, report)
    else if (tag === '$object')
      visit(
        (content as { fields: AuthoredValue }).fields,
        [...path, tag, 'fields'],
        context,
        report,
      )
    else visit(content, [...path, tag], context, report)
  }
}

/** Whether a value can stand in a column; tags are looked at on their own. */
function isColumnValue(value: AuthoredValue): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'boolean'
  return !Array.isArray(value) && Object.keys(value).some((key) => key.startsWith('$'))
}

function notInSql(value: AuthoredValue): string | null {
  return typeof value === 'boolean' ? `${Number(value)}, as SQLite writes truth` : null
}

function list(value: AuthoredValue): string | null {
  return Array.isArray(value) ? null : 'must hold a list'
}

function pairs(value: AuthoredValue): string | null {
  const fine =
    Array.isArray(value) && value.every((pair) => Array.isArray(pair) && pair.length === 2)
  return fine ? null : 'must hold a list of pairs: [[key, value], …]'
}

function base64(value: AuthoredValue): string | null {
  const fine =
    typeof value === 'string' &&
    /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value)
  return fine ? null : 'must hold base64 text, such as "aGk="'
}

function date(value: AuthoredValue): string | null {
  return typeof value === 'string' && isDay(value) ? null : 'must hold a date, such as "2026-11-20"'
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

function dateTime(value: AuthoredValue): string | null {
  const fine =
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?$/.test(
      value,
    ) &&
    isDay(value.slice(0, 10))
  return fine ? null : 'must hold a date and time, such as "2026-11-20T10:00:00"'
}

function integer(value: AuthoredValue): string | null {
  const fine = typeof value === 'string' && /^-?\d{1,4000}$/.test(value)
  return fine ? null : 'must hold a whole number as text, such as "123"'
}

function float(value: AuthoredValue): string | null {
  const fine =
    typeof value === 'string' &&
    /^(?:nan|-?inf|[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)$/i.test(value)
  return fine ? null : 'must hold a number as text, "nan", "inf" or "-inf"'
}

function complex(value: AuthoredValue): string | null {
  const fine =
    Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number')
  return fine ? null : 'must hold two numbers: [real, imaginary]'
}

function isTrue(value: AuthoredValue): string | null {
  return value === true ? null : 'must hold true'
}

function object(value: AuthoredValue): string | null {
  const fine =
    isMapping(value) &&
    typeof value.type === 'string' &&
    isMapping(value.fields ?? null) &&
    Object.keys(value).length === 2
  return fine ? null : 'must hold {type: Name, fields: {…}}'
}

function mapping(value: AuthoredValue): string | null {
  return isMapping(value) ? null : 'must hold a mapping'
}

function reference(value: AuthoredValue, { names }: ValueContext): string | null {
  if (typeof value !== 'string') return 'must hold a name'
  if (names === null) return 'can only be used in the arguments of steps'
  if (names.includes(value)) return null
  const known =
    names.length === 0 ? 'no step before has a name' : `known are ${listed(names, 'and')}`
  return `names "${value}", but ${known}`
}

function isMapping(value: AuthoredValue): value is Record<string, AuthoredValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
