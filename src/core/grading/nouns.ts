import type { Language } from '../course/model.ts'
import type { Value } from './value.ts'

const PYTHON: Partial<Record<Value['is'], string>> = {
  null: 'None',
  boolean: 'the truth value',
  integer: 'the whole number',
  float: 'the float',
  complex: 'the complex number',
  text: 'the text',
  bytes: 'the bytes',
  list: 'the list',
  tuple: 'the tuple',
  set: 'the set',
  frozenset: 'the frozenset',
  dict: 'the dict',
  date: 'the date',
  datetime: 'the datetime',
}

const JAVASCRIPT: Partial<Record<Value['is'], string>> = {
  boolean: 'the boolean',
  bigint: 'the BigInt',
  float: 'the number',
  text: 'the string',
  bytes: 'the bytes',
  list: 'the array',
  set: 'the Set',
  dict: 'the object',
  map: 'the Map',
  datetime: 'the date',
}

const SQL: Partial<Record<Value['is'], string>> = {
  integer: 'the INTEGER',
  float: 'the REAL',
  text: 'the TEXT',
  bytes: 'the BLOB',
}

const NOUNS: Record<Language, typeof PYTHON> = {
  python: PYTHON,
  javascript: JAVASCRIPT,
  typescript: JAVASCRIPT,
  sql: SQL,
}

/** What a value is, in the words of its language: `the text "5"`, or `a text` without a rendering. */
export function nounOf(value: Value, language: Language, rendered?: string): string {
  if (value.is === 'null')
    return language === 'python' ? 'None' : language === 'sql' ? 'NULL' : 'null'
  if (value.is === 'undefined') return 'undefined'
  if (value.is === 'object') return `an object of class ${value.type}`
  if (value.is === 'refused') return `a ${value.type}`
  if (value.is === 'opaque')
    return `a value of type ${value.type}${rendered ? `, ${rendered},` : ''}`
  const noun = NOUNS[language][value.is] ?? `the ${value.is}`
  return rendered === undefined ? noun.replace('the ', 'a ') : `${noun} ${rendered}`
}
