import type { z } from 'zod'
import { nearest } from '../nearest.ts'
import { listed, type SourceFileView } from './problems.ts'
import { isShowable } from './text.ts'
import type { Yaml, YamlPath } from './yaml.ts'

type Issue = z.core.$ZodIssue
type Schema = z.core.$ZodType

/** Checks YAML against a schema. Null, with every problem reported at its place, when it does not fit. */
export function validate<S extends z.ZodType>(
  source: SourceFileView,
  yaml: Yaml,
  schema: S,
): z.output<S> | null {
  const result = schema.safeParse(yaml.value)
  if (!result.success) {
    const { issues } = result.error
    const misspelt = new Set(issues.flatMap((issue) => meantKeys(schema, issue)))
    for (const issue of issues)
      if (!misspelt.has(keyName(issue.path))) report(source, yaml, schema, issue)
    return null
  }
  return allShowable(source, yaml, result.data) ? result.data : null
}

/**
 * The members of a mapping that fit on their own, when the whole did not: so that one mistake does not hide
 * others. Members that do not fit are left out.
 */
export function salvage<S extends z.ZodObject>(yaml: Yaml, schema: S): Partial<z.output<S>> {
  const value = yaml.value as Record<string, unknown> | null
  const result: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(schema.shape)) {
    const parsed = (member as z.ZodType).safeParse(value?.[key])
    if (parsed.success) result[key] = parsed.data
  }
  return result as Partial<z.output<S>>
}

const keyName = (path: readonly PropertyKey[]): string => JSON.stringify(path.map(String))

/** Keys that unknown ones were meant to be: they need not be reported as missing too. */
function meantKeys(schema: Schema, issue: Issue): string[] {
  if (issue.code !== 'unrecognized_keys') return []
  const path = issue.path.filter((step) => typeof step !== 'symbol')
  return issue.keys.flatMap((key) => {
    const near = nearest(key, keysAt(schema, path))
    return near === null ? [] : [keyName([...path, near])]
  })
}

function report(source: SourceFileView, yaml: Yaml, schema: Schema, issue: Issue): void {
  const path = issue.path.filter((step) => typeof step !== 'symbol')
  if (issue.code === 'unrecognized_keys') {
    const allowed = keysAt(schema, path)
    for (const key of issue.keys) {
      const near = nearest(key, allowed)
      source.error(
        yaml.place([...path, key], 'key'),
        'unknown-key',
        `There is no key "${key}" here.`,
        near ?? (allowed.length === 0 ? null : `one of ${listed(allowed)}`),
      )
    }
    return
  }
  const name = nameOf(path)
  const value = valueAt(yaml.value, path)
  const missing = value === undefined && path.length > 0
  if (missing) {
    const values = issue.code === 'invalid_value' ? listed(issue.values.map(String)) : '…'
    source.error(
      yaml.place(path.slice(0, -1)),
      'missing-key',
      `${name} is missing.`,
      `${String(path.at(-1))}: ${values}`,
    )
    return
  }
  const { message, suggestion } = words(issue, value)
  source.error(yaml.place(path), 'bad-value', `${name} ${message}.`, suggestion ?? null)
}

function words(issue: Issue, value: unknown): { message: string; suggestion?: string | null } {
  switch (issue.code) {
    case 'invalid_type':
      return { message: `must be ${typeName(issue.expected)}, but is ${typeOf(value)}` }
    case 'invalid_value': {
      const values = issue.values.map(String)
      const near = typeof value === 'string' ? nearest(value, values) : null
      return { message: `must be ${listed(values)}, but is ${shown(value)}`, suggestion: near }
    }
    case 'too_small':
      return { message: tooSmall(issue.origin, Number(issue.minimum), issue.inclusive !== false) }
    case 'too_big':
      return { message: tooBig(issue.origin, Number(issue.maximum)) }
    case 'invalid_key':
      return { message: (issue.issues[0]?.message ?? 'cannot be a key here').replace(/\.$/, '') }
    default:
      // Schemas phrase their own rules as the end of this sentence.
      return { message: issue.message.replace(/\.$/, '') }
  }
}

function tooSmall(origin: string, minimum: number, inclusive: boolean): string {
  if (origin === 'string') return 'must not be empty'
  if (origin === 'array')
    return minimum === 1 ? 'must not be empty' : `must have ${minimum} entries or more`
  return inclusive ? `must be ${minimum} or more` : `must be more than ${minimum}`
}

function tooBig(origin: string, maximum: number): string {
  if (origin === 'string') return `must not be longer than ${maximum} characters`
  if (origin === 'array') return `must not have more than ${maximum} entries`
  return `must be ${maximum} or less`
}

function typeName(type: string): string {
  const names: Record<string, string> = {
    string: 'text',
    int: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a mapping (key: value)',
    record: 'a mapping (key: value)',
  }
  return names[type] ?? type
}

function typeOf(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  return typeof value === 'string' ? `the text ${shown(value)}` : shown(value)
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** `"seconds" in "limits"`, `entry 2 of "teaches"`. */
function nameOf(path: YamlPath): string {
  const last = path.at(-1)
  if (last === undefined) return 'This'
  const owner = path.findLast((step, index) => typeof step === 'string' && index < path.length - 1)
  if (typeof last === 'number')
    return owner === undefined ? `Entry ${last + 1}` : `Entry ${last + 1} of "${owner}"`
  return `"${last}"`
}

function valueAt(value: unknown, path: YamlPath): unknown {
  let at = value
  for (const step of path) at = (at as Record<string | number, unknown> | null | undefined)?.[step]
  return at
}

/** The keys that a schema allows at a path. */
function keysAt(schema: Schema, path: YamlPath): string[] {
  let found = [schema]
  for (const step of path) found = found.flatMap((at) => inside(unwrap(at), step))
  return [...new Set(found.flatMap((at) => unwrap(at)).flatMap(keysOf))]
}

interface Definition {
  innerType?: Schema
  in?: Schema
  options?: Schema[]
  shape?: Record<string, Schema>
  element?: Schema
  valueType?: Schema
}

const definitionOf = (schema: Schema): Definition => schema._zod.def as Definition

function unwrap(schema: Schema): Schema[] {
  const { innerType, in: input, options } = definitionOf(schema)
  if (innerType !== undefined) return unwrap(innerType)
  if (input !== undefined) return unwrap(input)
  return options === undefined ? [schema] : options.flatMap(unwrap)
}

function inside(schemas: Schema[], step: string | number): Schema[] {
  return schemas.flatMap((schema) => {
    const { shape, element, valueType } = definitionOf(schema)
    const next = element ?? valueType ?? shape?.[step]
    return next === undefined ? [] : [next]
  })
}

function keysOf(schema: Schema): string[] {
  return Object.keys(definitionOf(schema).shape ?? {})
}

/** YAML can write control characters as escapes. Values of test cases may hold them, nothing else. */
function allShowable(source: SourceFileView, yaml: Yaml, value: unknown): boolean {
  let fine = true
  const visit = (at: unknown, path: (string | number)[]): void => {
    if (typeof at === 'string') {
      if (isShowable(at)) return
      fine = false
      source.error(
        yaml.place(path),
        'control-character',
        `${nameOf(path)} holds a character that could change what a terminal shows.`,
        'remove it',
      )
    } else if (Array.isArray(at)) {
      for (const [index, item] of at.entries()) visit(item, [...path, index])
    } else if (typeof at === 'object' && at !== null) {
      for (const [key, item] of Object.entries(at))
        if (!HOLDS_DATA.has(key)) visit(item, [...path, key])
    }
  }
  visit(value, [])
  return fine
}

/** Keys of test cases whose values are never printed as they stand. */
const HOLDS_DATA = new Set([
  'args',
  'kwargs',
  'returns',
  'to',
  'stdin',
  'stdout',
  'files',
  'creates',
  'message',
])
