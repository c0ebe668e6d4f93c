import type { Language } from '../course/model.ts'
import { realText } from './table.ts'
import type { Value } from './value.ts'

/** Longer text is cut in the middle of a sentence: nobody compares 2,000 characters by eye. */
const MAX_TEXT = 2_000

/** A value on one line, as the learner would type it in the language. */
export function renderValue(value: Value, language: Language): string {
  if (language === 'sql') return sql(value)
  return language === 'python' ? python(value) : javascript(value)
}

/** The same over several lines, one item a line, when one line would be longer than `width`. */
export function renderLines(value: Value, language: Language, width = 60): string[] {
  const line = renderValue(value, language)
  if (line.length <= width) return [line]
  const parts = bracketed(value, language)
  if (parts === null) return [line]
  const inner = parts.items.flatMap(({ label, value: item }) => {
    const lines = renderLines(item, language, width - 2)
    return lines.map((text, index) => {
      const start = index === 0 ? label : ''
      return `  ${start}${text}${index === lines.length - 1 ? ',' : ''}`
    })
  })
  return [parts.open, ...inner, parts.close]
}

function bracketed(value: Value, language: Language) {
  const plain = (items: Value[]) => items.map((item) => ({ label: '', value: item }))
  const isPython = language === 'python'
  if ('items' in value && value.items.length > 0) {
    const [open, close] = brackets(value.is, isPython)
    return { open, close, items: plain(value.items) }
  }
  if ('entries' in value && value.entries.length > 0) {
    const isMap = value.is === 'map'
    const items = value.entries.map(([key, item]) => ({
      label: isMap ? `${javascript(key)} => ` : `${keyText(key, language)}: `,
      value: item,
    }))
    return { open: isMap ? 'new Map([' : '{', close: isMap ? '])' : '}', items }
  }
  if (value.is === 'object' && value.fields.length > 0)
    return {
      open: isPython ? `${value.type}(` : `${value.type} {`,
      close: isPython ? ')' : '}',
      items: value.fields.map(([name, item]) => ({
        label: isPython ? `${name}=` : `${name}: `,
        value: item,
      })),
    }
  return null
}

function brackets(is: 'list' | 'tuple' | 'set' | 'frozenset', isPython: boolean): [string, string] {
  if (is === 'list') return ['[', ']']
  if (is === 'tuple') return ['(', ')']
  if (is === 'set') return isPython ? ['{', '}'] : ['new Set([', '])']
  return ['frozenset({', '})']
}

function python(value: Value): string {
  switch (value.is) {
    case 'null':
      return 'None'
    case 'boolean':
      return value.value ? 'True' : 'False'
    case 'float':
      return pythonFloat(value.value)
    case 'complex':
      return `(${pythonPart(value.real)}${value.imaginary < 0 ? '' : '+'}${pythonPart(value.imaginary)}j)`
    case 'bytes':
      return `b"${value.value.map(pythonByte).join('')}"`
    case 'tuple':
      return value.items.length === 1
        ? `(${join(value.items, python)},)`
        : `(${join(value.items, python)})`
    case 'set':
      return value.items.length === 0 ? 'set()' : `{${join(value.items, python)}}`
    case 'frozenset':
      return value.items.length === 0 ? 'frozenset()' : `frozenset({${join(value.items, python)}})`
    case 'dict':
    case 'map':
      return `{${value.entries.map(([key, item]) => `${python(key)}: ${python(item)}`).join(', ')}}`
    case 'date':
      return `date("${value.text}")`
    case 'datetime':
      return `datetime("${value.text}")`
    case 'object':
      return `${value.type}(${value.fields.map(([name, item]) => `${name}=${python(item)}`).join(', ')})`
    default:
      return common(value, python)
  }
}

function javascript(value: Value): string {
  switch (value.is) {
    case 'boolean':
      return String(value.value)
    case 'float':
      return Object.is(value.value, -0) ? '-0' : String(value.value)
    case 'bigint':
      return `${value.value}n`
    case 'complex':
      return `${value.real}+${value.imaginary}i`
    case 'bytes':
      return `Uint8Array [${value.value.join(', ')}]`
    case 'tuple':
      return `(${join(value.items, javascript)})`
    case 'set':
    case 'frozenset':
      return value.items.length === 0 ? 'new Set()' : `new Set([${join(value.items, javascript)}])`
    case 'map':
      return value.entries.length === 0
        ? 'new Map()'
        : `new Map([${value.entries.map(([key, item]) => `[${javascript(key)}, ${javascript(item)}]`).join(', ')}])`
    case 'dict':
      return fields(
        value.entries.map(([key, item]) => `${keyText(key, 'javascript')}: ${javascript(item)}`),
      )
    case 'date':
    case 'datetime':
      return `new Date("${value.text}")`
    case 'object':
      return `${value.type} ${fields(value.fields.map(([name, item]) => `${name}: ${javascript(item)}`))}`
    default:
      return common(value, javascript)
  }
}

/** As a literal of SQL. */
function sql(value: Value): string {
  switch (value.is) {
    case 'null':
      return 'NULL'
    case 'float':
      return realText(value.value)
    case 'bytes':
      return `x'${value.value.map((byte) => byte.toString(16).padStart(2, '0')).join('')}'`
    case 'text':
      return `'${escaped(value.value).replaceAll("'", "''")}'`
    default:
      return common(value, sql)
  }
}

/** What looks the same in all languages. */
function common(value: Value, render: (value: Value) => string): string {
  switch (value.is) {
    case 'null':
    case 'undefined':
      return value.is
    case 'integer':
      return longInteger(value.value)
    case 'text':
      return quoted(value.value)
    case 'list':
      return `[${join(value.items, render)}]`
    case 'opaque':
      return value.repr
    case 'refused':
      return `<${value.type}>`
    default:
      return ''
  }
}

function join(items: Value[], render: (value: Value) => string): string {
  return items.map(render).join(', ')
}

function fields(parts: string[]): string {
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}

function keyText(key: Value, language: Language): string {
  if (language === 'python') return python(key)
  return key.is === 'text' && /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key.value)
    ? key.value
    : javascript(key)
}

/** A double-quoted literal that is right in Python and in JavaScript. */
export function quoted(text: string): string {
  const shown = text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text
  const inside = escaped(shown.replace(/["\\]/g, '\\$&'))
  return text.length > MAX_TEXT ? `"${inside}…" (${text.length} characters)` : `"${inside}"`
}

/** On one line, with nothing that a terminal would obey. */
function escaped(text: string): string {
  return text
    .replace(/\n/g, '\\n')
    .replace(/\t/g, '\\t')
    .replace(/\r/g, '\\r')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
      const code = character.codePointAt(0) ?? 0
      return code < 256
        ? `\\x${code.toString(16).padStart(2, '0')}`
        : `\\u${code.toString(16).padStart(4, '0')}`
    })
}

function longInteger(value: bigint): string {
  const text = value.toString()
  return text.length > 200 ? `${text.slice(0, 40)}… (${text.length} digits)` : text
}

/** As Python's repr writes a float: with a point, and an exponent from 1e16 on and below 1e-4. */
function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0.0'
  if (value === 0) return '0.0'
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e')
  const exponent = Number(exponentText)
  if (exponent < -4 || exponent >= 16) {
    const digits = String(Math.abs(exponent)).padStart(2, '0')
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`
  }
  const plain = String(value)
  return plain.includes('.') ? plain : `${plain}.0`
}

/** Parts of a complex number stand without ".0". */
function pythonPart(value: number): string {
  return pythonFloat(value).replace(/\.0$/, '')
}

function pythonByte(byte: number): string {
  if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`
  return byte >= 0x20 && byte < 0x7f
    ? String.fromCharCode(byte)
    : `\\x${byte.toString(16).padStart(2, '0')}`
}
