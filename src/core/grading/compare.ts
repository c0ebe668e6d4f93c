import type { Language } from '../course/model.ts'
import { nounOf } from './nouns.ts'
import { renderValue } from './render-value.ts'
import { textDifference } from './text-difference.ts'
import { numberOf, type Value } from './value.ts'

export interface CompareRules {
  language: Language
  /** Absolute tolerance for floats; null: a relative 1e-9. */
  tolerance: number | null
  types: 'loose' | 'exact'
}

/** The first thing in which a value is not what was expected. */
export interface Difference {
  /** Where in the value: `[2]`, `["name"]`, `.x`; '' for the value itself. */
  path: string
  kind: 'type' | 'value' | 'refused'
  expected: Value | null
  actual: Value | null
  /** In words, without the path. */
  words: string
}

const RELATIVE = 1e-9
/** Items of a set that equal no other item exactly are matched one by one, but not thousands of them. */
const MOST_MATCHED = 300

/**
 * Compares what came back with what was expected, by the rules of "Values" in docs/authoring.md. Null when
 * they are equal.
 */
export function compareValues(
  expected: Value,
  actual: Value,
  rules: CompareRules,
): Difference | null {
  return compareAt('', expected, actual, rules)
}

function compareAt(
  path: string,
  expected: Value,
  actual: Value,
  rules: CompareRules,
): Difference | null {
  const differs = (words: string, kind: Difference['kind'] = 'value'): Difference => ({
    path,
    kind,
    expected,
    actual,
    words,
  })
  const shown = (value: Value) => short(renderValue(value, rules.language))
  if (actual.is === 'refused') return differs(refusal(actual), 'refused')
  const left = numberOf(expected)
  const right = numberOf(actual)
  if (left !== null && right !== null) {
    if (sameNumber(expected, actual, left, right, rules)) return null
    if (rules.types === 'exact' && expected.is !== actual.is && left === right)
      return differs(
        `${shown(actual)} is ${nounOf(actual, rules.language)}, not ${nounOf(expected, rules.language)}`,
        'type',
      )
    return differs(`${shown(actual)} instead of ${shown(expected)}`)
  }
  if (expected.is !== actual.is)
    return differs(
      `${nounOf(actual, rules.language, shown(actual))} instead of ${nounOf(expected, rules.language, shown(expected))}`,
      'type',
    )
  const either = `${shown(actual)} instead of ${shown(expected)}`
  switch (expected.is) {
    case 'null':
    case 'undefined':
      return null
    case 'boolean':
    case 'integer':
    case 'bigint':
      return expected.value === (actual as typeof expected).value ? null : differs(either)
    case 'text': {
      const text = (actual as typeof expected).value
      return expected.value === text ? null : differs(textDifference(expected.value, text))
    }
    case 'bytes':
      return expected.value.join() === (actual as typeof expected).value.join()
        ? null
        : differs(either)
    case 'complex': {
      const other = actual as typeof expected
      const same =
        closeEnough(expected.real, other.real, rules) &&
        closeEnough(expected.imaginary, other.imaginary, rules)
      return same ? null : differs(either)
    }
    case 'date':
    case 'datetime':
      return moment(expected, rules.language) === moment(actual as typeof expected, rules.language)
        ? null
        : differs(either)
    case 'list':
    case 'tuple':
      return compareItems(path, expected, actual as typeof expected, rules, differs)
    case 'set':
    case 'frozenset':
      return compareSets(expected.items, (actual as typeof expected).items, rules, differs)
    case 'dict':
    case 'map':
      return compareEntries(
        path,
        expected.entries,
        (actual as typeof expected).entries,
        rules,
        differs,
      )
    case 'object':
      return compareObjects(path, expected, actual as typeof expected, rules, differs)
    default:
      return differs(`${shown(actual)} cannot be compared`, 'type')
  }
}

type Differs = (words: string, kind?: Difference['kind']) => Difference
type Sequence = Extract<Value, { items: Value[] }>

function compareItems(
  path: string,
  expected: Sequence,
  actual: Sequence,
  rules: CompareRules,
  differs: Differs,
): Difference | null {
  const { items } = actual
  const shared = Math.min(expected.items.length, items.length)
  for (let index = 0; index < shared; index++) {
    const difference = compareAt(
      `${path}[${index}]`,
      expected.items[index] as Value,
      items[index] as Value,
      rules,
    )
    if (difference !== null) return difference
  }
  if (expected.items.length === items.length) return null
  const shown = (value: Value | undefined) =>
    value === undefined ? '' : short(renderValue(value, rules.language))
  const counts = `${count(items.length, 'item')} instead of ${expected.items.length}`
  return expected.items.length > items.length
    ? differs(`${counts}: ${shown(expected.items[shared])} is missing`)
    : differs(`${counts}: ${shown(items[shared])} is too much`)
}

function compareSets(
  expected: Value[],
  actual: Value[],
  rules: CompareRules,
  differs: Differs,
): Difference | null {
  const [missing, extra] = unmatched(expected, actual, rules)
  const shown = (value: Value) => short(renderValue(value, rules.language))
  if (missing[0] !== undefined) return differs(`${shown(missing[0])} is missing`)
  return extra[0] === undefined ? null : differs(`${shown(extra[0])} is too much`)
}

/** What is left of both sides when equal values are paired. */
export function unmatched(
  expected: readonly Value[],
  actual: readonly Value[],
  rules: CompareRules,
): [Value[], Value[]] {
  const byKey = new Map<string, Value[]>()
  for (const item of actual) {
    const key = keyOf(item, rules)
    byKey.set(key, [...(byKey.get(key) ?? []), item])
  }
  const missing = expected.filter((item) => byKey.get(keyOf(item, rules))?.pop() === undefined)
  const extra = [...byKey.values()].flat()
  if (missing.length > MOST_MATCHED || extra.length > MOST_MATCHED) return [missing, extra]
  // Floats may be equal without being the same.
  const left = missing.filter((item) => {
    const at = extra.findIndex((other) => compareAt('', item, other, rules) === null)
    if (at >= 0) extra.splice(at, 1)
    return at < 0
  })
  return [left, extra]
}

function compareEntries(
  path: string,
  expected: [Value, Value][],
  actual: [Value, Value][],
  rules: CompareRules,
  differs: Differs,
): Difference | null {
  const left = new Map(actual.map((entry) => [keyOf(entry[0], rules), entry]))
  const shown = (value: Value) => short(renderValue(value, rules.language))
  for (const [key, value] of expected) {
    let found = left.get(keyOf(key, rules))
    if (found === undefined && left.size <= MOST_MATCHED)
      found = [...left.values()].find(([other]) => compareAt('', key, other, rules) === null)
    if (found === undefined) return differs(`the key ${shown(key)} is missing`)
    left.delete(keyOf(found[0], rules))
    const difference = compareAt(`${path}[${shown(key)}]`, value, found[1], rules)
    if (difference !== null) return difference
  }
  const extra = left.values().next().value
  return extra === undefined ? null : differs(`the key ${shown(extra[0])} is too much`)
}

type ObjectValue = Extract<Value, { is: 'object' }>

/** Attributes that start with `_` are the learner's own business unless the author names them. */
function compareObjects(
  path: string,
  expected: ObjectValue,
  actual: ObjectValue,
  rules: CompareRules,
  differs: Differs,
): Difference | null {
  if (expected.type !== actual.type)
    return differs(`an object of class ${actual.type} instead of ${expected.type}`, 'type')
  const found = new Map(actual.fields)
  for (const [name, value] of expected.fields) {
    const other = found.get(name)
    if (other === undefined) return differs(`the attribute ${name} is missing`)
    found.delete(name)
    const difference = compareAt(`${path}.${name}`, value, other, rules)
    if (difference !== null) return difference
  }
  const extra = [...found.keys()].find((name) => !name.startsWith('_'))
  return extra === undefined ? null : differs(`the attribute ${extra} is too much`)
}

function sameNumber(
  expected: Value,
  actual: Value,
  left: number,
  right: number,
  rules: CompareRules,
): boolean {
  if (rules.types === 'exact') {
    if (expected.is !== actual.is) return false
    if (expected.is === 'float' && left === 0 && right === 0) return Object.is(left, right)
  }
  if (expected.is === 'integer' && actual.is === 'integer') return expected.value === actual.value
  return closeEnough(left, right, rules)
}

function closeEnough(left: number, right: number, { tolerance }: CompareRules): boolean {
  if (left === right || (Number.isNaN(left) && Number.isNaN(right))) return true
  if (!Number.isFinite(left) || !Number.isFinite(right)) return false
  const allowed = tolerance ?? RELATIVE * Math.max(Math.abs(left), Math.abs(right))
  return Math.abs(left - right) <= allowed
}

/** Equal values that hold no floats have equal keys. */
function keyOf(value: Value, rules: CompareRules): string {
  const number = numberOf(value)
  if (number !== null) {
    const kind = rules.types === 'exact' ? value.is : 'number'
    return value.is === 'integer'
      ? `${kind} ${value.value}`
      : `${kind} ${number === 0 ? 0 : number}`
  }
  switch (value.is) {
    case 'list':
    case 'tuple':
      return `${value.is} [${value.items.map((item) => keyOf(item, rules)).join()}]`
    case 'set':
    case 'frozenset':
      return `${value.is} {${value.items
        .map((item) => keyOf(item, rules))
        .sort()
        .join()}}`
    case 'text':
      return JSON.stringify(value.value)
    default:
      return `${value.is} ${renderValue(value, rules.language)}`
  }
}

/** A point in time as text that is equal for equal ones; a naive and an aware one never are. */
function moment(value: { is: 'date' | 'datetime'; text: string }, language: Language): string {
  const match =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,6})\d*)?)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(
      value.text.trim(),
    )
  if (match === null) return `? ${value.text}`
  const [, day = '', minutes = '00:00', seconds = '00', fraction = '', offset] = match
  if (value.is === 'date') return day
  const micros = fraction.padEnd(6, '0')
  if (offset === undefined && language === 'python') return `${day}T${minutes}:${seconds}.${micros}`
  const zone = (offset ?? 'Z').replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')
  return `${Date.parse(`${day}T${minutes}:${seconds}${zone}`)}.${micros}`
}

function refusal({ why, type }: Extract<Value, { is: 'refused' }>): string {
  if (why === 'cycle') return `a ${type} that contains itself`
  return why === 'deep' ? `a ${type} nested deeper than 100` : `a ${type} larger than 256 KiB`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** A rendering that fits into a sentence. */
function short(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 77)}…`
}
