import type { AuthoredValue, Language } from '../../course/model.ts'
import { readValue, type Value } from '../value.ts'

/** An authored value as an expression that a program can hold, with `made(name, fields)` for objects. */
export function literal(authored: AuthoredValue, language: Language): string {
  const value = readValue(authored, language)
  return language === 'python' ? python(value) : javascript(value)
}

function python(value: Value): string {
  const list = (items: readonly Value[]): string => items.map(python).join(', ')
  switch (value.is) {
    case 'boolean':
      return value.value ? 'True' : 'False'
    case 'integer':
    case 'bigint':
      return String(value.value)
    case 'float':
      return `float("${Object.is(value.value, -0) ? '-0.0' : value.value}")`
    case 'complex':
      return `complex(${value.real}, ${value.imaginary})`
    case 'text':
      return JSON.stringify(value.value)
    case 'bytes':
      return `bytes([${value.value.join(', ')}])`
    case 'list':
      return `[${list(value.items)}]`
    case 'tuple':
      return `tuple([${list(value.items)}])`
    case 'set':
    case 'frozenset':
      return `${value.is}([${list(value.items)}])`
    case 'dict':
    case 'map':
      return `dict([${value.entries.map((entry) => `(${list(entry)})`).join(', ')}])`
    case 'date':
    case 'datetime':
      return `__import__("datetime").${value.is}.fromisoformat(${JSON.stringify(value.text)})`
    case 'object':
      return `made("${value.type}", {${value.fields.map(([name, field]) => `"${name}": ${python(field)}`).join(', ')}})`
    default:
      return 'None'
  }
}

function javascript(value: Value): string {
  const list = (items: readonly Value[]): string => items.map(javascript).join(', ')
  switch (value.is) {
    case 'null':
      return 'null'
    case 'boolean':
      return String(value.value)
    case 'integer':
      return String(value.value)
    case 'bigint':
      return `${value.value}n`
    case 'float':
      return Object.is(value.value, -0) ? '-0' : String(value.value)
    case 'text':
      return JSON.stringify(value.value)
    case 'bytes':
      return `new Uint8Array([${value.value.join(', ')}])`
    case 'list':
    case 'tuple':
      return `[${list(value.items)}]`
    case 'set':
    case 'frozenset':
      return `new Set([${list(value.items)}])`
    case 'map':
      return `new Map([${value.entries.map((entry) => `[${list(entry)}]`).join(', ')}])`
    case 'dict':
      return `Object.fromEntries([${value.entries.map((entry) => `[${list(entry)}]`).join(', ')}])`
    case 'date':
    case 'datetime':
      return `new Date(${JSON.stringify(/Z|[+-]\d\d:?\d\d$/.test(value.text) ? value.text : `${value.text}Z`)})`
    case 'object':
      return `made("${value.type}", {${value.fields.map(([name, field]) => `${JSON.stringify(name)}: ${javascript(field)}`).join(', ')}})`
    default:
      return 'undefined'
  }
}
