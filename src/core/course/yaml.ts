import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument, type Scalar } from 'yaml'
import { type Place, type SourceFileView, START } from './problems.ts'

export type YamlPath = readonly (string | number)[]

export interface YamlOptions {
  /** Where the YAML stands in its file: the place of its first character. */
  start?: Place
  /** Whether the scalar there is text however it looks: `1.10` stays "1.10". */
  text?: (path: YamlPath) => boolean
  /** Whether the value there is a value of a test case, where `2.0` must not become `2`. */
  data?: (path: YamlPath) => boolean
}

/** A YAML document as plain values, with the place of each in its file. */
export class Yaml {
  readonly value: unknown
  private readonly root: unknown
  private readonly placeAt: (offset: number) => Place

  constructor(value: unknown, root: unknown, placeAt: (offset: number) => Place) {
    this.value = value
    this.root = root
    this.placeAt = placeAt
  }

  /** Place of a value, or of its key; of the nearest thing around it when it does not exist. */
  place(path: YamlPath, what: 'key' | 'value' = 'value'): Place {
    let node = this.root
    let best = offsetOf(node) ?? 0
    for (const [index, step] of path.entries()) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && keyText(item.key) === step)
        if (pair === undefined) break
        const wantsKey = what === 'key' && index === path.length - 1
        best = (wantsKey ? undefined : offsetOf(pair.value)) ?? offsetOf(pair.key) ?? best
        node = pair.value
      } else if (isSeq(node) && typeof step === 'number') {
        node = node.items[step]
        best = offsetOf(node) ?? best
      } else break
    }
    return this.placeAt(best)
  }
}

/**
 * Reads YAML 1.2 strictly: no aliases, no tags, no directives, unique keys that are text. Null, with the
 * problems reported, when it is not well formed.
 */
export function parseYaml(
  source: SourceFileView,
  text: string,
  options: YamlOptions = {},
): Yaml | null {
  const start = options.start ?? START
  const inner = lineIndex(text)
  const placeAt = (offset: number): Place => {
    const { line, column } = inner(offset)
    return { line: line + start.line - 1, column: column + start.column - 1 }
  }
  const directive = /^%.*$/m.exec(text.slice(0, text.search(/^[^%#\s]/m) + 1))
  if (directive !== null) {
    source.error(placeAt(directive.index), 'yaml', 'YAML directives are not allowed here.')
    return null
  }
  let root: unknown
  try {
    const document = parseDocument(text, {
      uniqueKeys: true,
      prettyErrors: false,
      version: '1.2',
      merge: false,
      logLevel: 'silent',
    })
    if (document.errors.length > 0) {
      const [first] = document.errors
      const repeated = document.errors.filter((error) => error.code === 'DUPLICATE_KEY')
      for (const error of repeated.length > 0 ? repeated : first === undefined ? [] : [first])
        source.error(placeAt(error.pos[0]), 'yaml', sentence(error.code, error.message))
      return null
    }
    root = document.contents
  } catch (error) {
    source.error(start, 'yaml', `This is no YAML that can be read: ${String(error)}`)
    return null
  }
  const converter = new Converter(source, placeAt, options)
  const value = converter.convert(root, 0)
  return converter.failed ? null : new Yaml(value, root, placeAt)
}

const MAX_NESTING = 150

class Converter {
  failed = false
  private readonly path: (string | number)[] = []
  private readonly source: SourceFileView
  private readonly placeAt: (offset: number) => Place
  private readonly options: YamlOptions

  constructor(source: SourceFileView, placeAt: (offset: number) => Place, options: YamlOptions) {
    this.source = source
    this.placeAt = placeAt
    this.options = options
  }

  convert(node: unknown, depth: number): unknown {
    if (node === null || node === undefined) return null
    if (depth > MAX_NESTING) return this.refuse(node, `This is nested deeper than ${MAX_NESTING}.`)
    if (isAlias(node))
      return this.refuse(
        node,
        `Aliases such as *${node.source} are not allowed; write the value out.`,
      )
    const { tag } = node as { tag?: string }
    if (tag !== undefined && tag !== 'tag:yaml.org,2002:str')
      return this.refuse(node, `Tags such as ${shortTag(tag)} are not allowed.`)
    if (isScalar(node)) return this.scalar(node)
    if (isSeq(node)) {
      return node.items.map((item, index) => this.inside(index, item, depth))
    }
    if (!isMap(node)) return this.refuse(node, 'This is no value that YAML 1.2 knows.')
    const result: Record<string, unknown> = {}
    for (const pair of node.items) {
      const key = isPair(pair) && isScalar(pair.key) ? this.key(pair.key) : null
      if (key === null) this.refuse(pair.key, 'A key must be text.')
      else result[key] = this.inside(key, pair.value, depth)
    }
    return result
  }

  private inside(step: string | number, node: unknown, depth: number): unknown {
    this.path.push(step)
    const value = this.convert(node, depth + 1)
    this.path.pop()
    return value
  }

  private key(key: Scalar): string | null {
    if (typeof key.value !== 'string' && this.options.data?.(this.path)) {
      this.refuse(key, 'The keys of a mapping are text here: write {$map: [[key, value], …]}.')
      return ''
    }
    const text = keyText(key)
    return text === '__proto__' ? null : text
  }

  private scalar(node: Scalar): unknown {
    const { value } = node
    const source = node.source ?? ''
    if (typeof value === 'string') return value
    if (source !== '' && this.options.text?.(this.path)) return source
    if (typeof value === 'number' && this.options.data?.(this.path))
      return exactNumber(value, source)
    return value
  }

  private refuse(node: unknown, message: string): null {
    this.failed = true
    this.source.error(this.placeAt(offsetOf(node) ?? 0), 'yaml', message)
    return null
  }
}

/** A number as `AuthoredValue`: nothing is lost of "float" and of long integers. */
function exactNumber(value: number, source: string): unknown {
  const isFloat = !/^[-+]?(\d+|0x[\da-f]+|0o[0-7]+)$/i.test(source)
  if (!isFloat) {
    if (Number.isSafeInteger(value)) return value
    return { $int: BigInt(source.replace(/^\+/, '')).toString() }
  }
  if (Number.isNaN(value)) return { $float: 'nan' }
  if (!Number.isFinite(value)) return { $float: value > 0 ? 'inf' : '-inf' }
  if (Object.is(value, -0)) return { $float: '-0.0' }
  if (!Number.isInteger(value)) return value
  const text = String(value)
  return { $float: /e/.test(text) ? text : `${text}.0` }
}

function keyText(key: Scalar): string {
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))
}

function offsetOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null) return undefined
  return (node as { range?: [number, number, number] | null }).range?.[0]
}

function shortTag(tag: string): string {
  return tag.replace('tag:yaml.org,2002:', '!!')
}

function sentence(code: string, message: string): string {
  if (code === 'MULTIPLE_DOCS') return 'Only one YAML document may stand here.'
  if (code === 'RESOURCE_EXHAUSTION') return `This is nested deeper than ${MAX_NESTING}.`
  if (code === 'DUPLICATE_KEY') return 'This key stands here twice.'
  if (code === 'BLOCK_AS_IMPLICIT_KEY')
    return 'A text that holds ": " must stand in quotes (or a mapping must begin on its own line).'
  return `${message.replace(/\s+/g, ' ').trim()}.`.replace(/\.\.$/, '.')
}

function lineIndex(text: string): (offset: number) => Place {
  return (offset) => {
    const before = text.slice(0, offset)
    const line = before.split('\n').length
    return { line, column: offset - before.lastIndexOf('\n') }
  }
}
