import type { AnyNode, Function as FunctionNode } from 'acorn'
import type { Locate } from '../source-map.ts'
import { type Edits, Lines } from './edits.ts'
import { type Readable, readable } from './readable.ts'
import type { Scope, Scopes } from './scopes.ts'

/** Names that no file of the program has. */
export interface Marks {
  /** The recorder's hooks: guest/trace-hooks.js. */
  recorder: string
  /** The frame of the function or module that the code stands in. */
  frame: string
  /** What was thrown. */
  thrown: string
  /** An object whose private fields are read. */
  object: string
  /** Followed by a number: the block of a loop's body. */
  label: string
}

/** What the recorder is told of the program once: hooks say only an index. */
export interface Tables {
  functions: {
    name: string
    kind: 'call' | 'async' | 'generator'
    /** Index in the program's files. */
    file: number
    line: number
    /** Names of its variables where it starts: index in `names`. */
    names: number
    shared: boolean
  }[]
  /** Places of hooks: line, names of the variables there, whether other functions may change them. */
  steps: { line: number; names: number; shared: boolean }[]
  names: string[][]
}

/** Where in the program the walk is. */
export interface Place {
  scope: Scope
  /** Loops around it, within its function. */
  loops: readonly Loop[]
  /** Labels that stand before the statement. */
  labels: readonly string[]
  /** Whether leaving its function is seen by a `finally`. */
  guarded: boolean
  /** Line of the statement or function whose body this is: what stands on it needs no step of its own. */
  headLine: number | null
}

interface Loop {
  labels: readonly string[]
  /** Label of the block around its body; null when it has none. */
  body: string | null
}

/** What a file was compiled from. */
export interface CompiledFrom {
  /** Places in the compiled code → places in the source. */
  locate: Locate
  lines: readonly string[]
}

/** One file while hooks are put into it. */
export class Weaver {
  readonly text: string
  readonly edits: Edits
  readonly scopes: Scopes
  readonly marks: Marks
  private readonly tables: Tables
  private readonly known: Map<string, number>
  private readonly names: ReadonlyMap<FunctionNode, string>
  private readonly file: number
  private readonly lines: Lines
  private readonly compiled: CompiledFrom | null
  private labels = 0

  /** `known`: what `tables.names` has already. */
  constructor(given: {
    text: string
    edits: Edits
    scopes: Scopes
    marks: Marks
    tables: Tables
    known: Map<string, number>
    names: ReadonlyMap<FunctionNode, string>
    file: number
    compiled: CompiledFrom | null
  }) {
    this.text = given.text
    this.edits = given.edits
    this.scopes = given.scopes
    this.marks = given.marks
    this.tables = given.tables
    this.known = given.known
    this.names = given.names
    this.file = given.file
    this.compiled = given.compiled
    this.lines = new Lines(given.text)
  }

  /** Whether the compiler made the function, of an `enum`: the learner wrote none. */
  isEnum(node: FunctionNode): boolean {
    return /^(?:const\s+)?enum\b/.test(this.sourceOf(node))
  }

  /** The compiler makes a function of a `namespace`. */
  private namespaceOf(node: FunctionNode): string | null {
    const found = /^(?:namespace|module)\s+[\w$.]+/.exec(this.sourceOf(node))
    return found === null ? null : found[0].replace(/\s+/, ' ')
  }

  /** For compiled code: the line that it was made of, from there on. */
  private sourceOf(node: FunctionNode): string {
    if (this.compiled === null) return ''
    const { line, column } = this.lines.place(node.start)
    const found = this.compiled.locate(line, column)
    const text = found === null ? '' : (this.compiled.lines[found.line - 1] ?? '')
    return text.slice((found?.column ?? 1) - 1)
  }

  scope(node: AnyNode | FunctionNode): Scope {
    const scope = this.scopes.of.get(node as AnyNode)
    if (scope === undefined) throw new Error(`${node.type} has no scope`)
    return scope
  }

  /** A hook that tells: the line at offset `line` is about to run. `at`: where the hook stands. */
  step(line: number, at: number, scope: Scope): string {
    return this.hook('s', `${this.marks.frame},${this.stepIndex(line, at, scope)}`)
  }

  /** Index of a step, and what reads the variables there. */
  stepIndex(line: number, at: number, scope: Scope): string {
    const { code, ...rest } = this.readable(scope, at)
    this.tables.steps.push({ line: this.lineAt(line), ...rest })
    return `${this.tables.steps.length - 1},()=>[${code}]`
  }

  /** Index of a function, and what reads the variables where its body starts. */
  functionIndex(node: FunctionNode, at: number, scope: Scope): string {
    const { code, ...rest } = this.readable(scope, at)
    this.tables.functions.push({
      name: this.namespaceOf(node) ?? this.names.get(node) ?? '',
      kind: node.async ? 'async' : node.generator ? 'generator' : 'call',
      file: this.file,
      line: this.lineAt(node.start),
      ...rest,
    })
    return `${this.tables.functions.length - 1},()=>[${code}]`
  }

  moduleIndex(): number {
    this.tables.functions.push({
      name: '<module>',
      kind: 'call',
      file: this.file,
      line: 1,
      names: this.nameIndex([]),
      shared: false,
    })
    return this.tables.functions.length - 1
  }

  nameIndex(names: string[]): number {
    const key = names.join()
    let index = this.known.get(key)
    if (index === undefined) {
      index = this.tables.names.push(names) - 1
      this.known.set(key, index)
    }
    return index
  }

  hook(name: string, args: string): string {
    return `${this.marks.recorder}.${name}(${args})`
  }

  newLabel(): string {
    this.labels++
    return `${this.marks.label}${this.labels}`
  }

  private readable(scope: Scope, at: number): Omit<Readable, 'names'> & { names: number } {
    const found = readable(scope, at, this.marks.recorder, this.scopes.hasEval)
    return { ...found, names: this.nameIndex(found.names) }
  }

  /** Line in the learner's own file. */
  lineAt(offset: number): number {
    const { line, column } = this.lines.place(offset)
    return this.compiled?.locate(line, column)?.line ?? line
  }
}

/** Last place of a sign between two others, outside comments. */
export function lastOf(sign: string, text: string, from: number, to: number): number {
  let found = -1
  for (let at = from; at < to; at++) {
    if (text.startsWith('//', at)) {
      const rest = text.slice(at, to)
      const end = rest.search(/[\n\r\u2028\u2029]/)
      at = end < 0 ? to : at + end
    } else if (text.startsWith('/*', at)) at = text.indexOf('*/', at + 2) + 1
    else if (text.startsWith(sign, at)) found = at
  }
  if (found < 0) throw new Error(`there is no ${sign}`)
  return found
}
