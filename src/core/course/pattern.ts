/**
 * Regular expressions out of courses, matched in time proportional to text × pattern, whatever the
 * pattern. A course is written by others and must not be able to hang the program, and a backtracking
 * engine can be made to: `/^(a+)+$/` on thirty letters takes minutes. So the structure runs as Thompson's
 * automaton (all threads in step), and only single characters are tested with the engine of the language.
 *
 * Understood: literals, `.`, classes, `\d \w \s \p{…}` and their opposites, `^ $ \b \B`, groups,
 * alternatives, `* + ? {n,m}` (greedy or lazy: the same for a yes or no), the flags i m s u. Refused, because
 * they need backtracking: back-references and look-around.
 */
export interface Pattern {
  /** Whether it is found anywhere in the text, as `RegExp.prototype.test` has it. */
  matches(text: string): boolean
}

/** Why a pattern cannot be used, in words for its author. */
export class PatternError extends Error {
  override readonly name = 'PatternError'
}

const MAX_SOURCE = 500
const MAX_STEPS = 2_000

type Assertion = 'start' | 'end' | 'word' | 'not-word'
type Node =
  | { kind: 'empty' }
  | { kind: 'atom'; atom: number }
  | { kind: 'assert'; what: Assertion }
  | { kind: 'sequence' | 'alternatives'; of: Node[] }
  | { kind: 'repeat'; of: Node; min: number; max: number }

type Step =
  | { do: 'atom'; atom: number }
  | { do: 'assert'; what: Assertion }
  | { do: 'split'; to: [number, number] }
  | { do: 'jump'; to: number }
  | { do: 'match' }

/** Compiles a pattern. Throws PatternError with the reason when it is wrong or not understood. */
export function compilePattern(source: string, flags = ''): Pattern {
  if (source.length > MAX_SOURCE) {
    throw new PatternError(`the pattern is longer than ${MAX_SOURCE} characters`)
  }
  if (/[^imsu]/.test(flags)) throw new PatternError(`unknown flag in "${flags}": use i, m, s or u`)
  const parser = new Parser(source, flags)
  const tree = parser.parse()
  const steps: Step[] = []
  emit(tree, steps)
  push(steps, { do: 'match' })
  return { matches: (text) => run(steps, parser.atoms, [...text], flags.includes('m')) }
}

class Parser {
  readonly atoms: RegExp[] = []
  readonly #known = new Map<string, number>()
  readonly #chars: string[]
  readonly #flags: string
  #at = 0

  constructor(source: string, flags: string) {
    this.#chars = [...source]
    this.#flags = `u${flags.includes('i') ? 'i' : ''}${flags.includes('s') ? 's' : ''}`
  }

  parse(): Node {
    const tree = this.#alternatives()
    if (this.#at < this.#chars.length) throw new PatternError('a ")" has no "("')
    return tree
  }

  #peek(ahead = 0): string {
    return this.#chars[this.#at + ahead] ?? ''
  }

  #rest(length: number): string {
    return this.#chars.slice(this.#at, this.#at + length).join('')
  }

  #alternatives(): Node {
    const of = [this.#sequence()]
    while (this.#peek() === '|') {
      this.#at++
      of.push(this.#sequence())
    }
    return of.length === 1 ? (of[0] as Node) : { kind: 'alternatives', of }
  }

  #sequence(): Node {
    const of: Node[] = []
    while (this.#at < this.#chars.length && this.#peek() !== '|' && this.#peek() !== ')') {
      of.push(this.#quantified())
    }
    return of.length === 0 ? { kind: 'empty' } : { kind: 'sequence', of }
  }

  #quantified(): Node {
    const node = this.#single()
    const range = this.#quantifier()
    if (range === null) return node
    if (node.kind === 'assert') throw new PatternError('nothing to repeat before a quantifier')
    if (this.#peek() === '?') this.#at++
    if (this.#quantifier() !== null) throw new PatternError('two quantifiers in a row')
    return { kind: 'repeat', of: node, min: range[0], max: range[1] }
  }

  #quantifier(): [number, number] | null {
    const char = this.#peek()
    if (char === '*' || char === '+' || char === '?') {
      this.#at++
      return [char === '+' ? 1 : 0, char === '?' ? 1 : Number.POSITIVE_INFINITY]
    }
    const braces = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(this.#rest(12))
    if (braces === null) return null
    this.#at += braces[0].length
    const min = Number(braces[1])
    const open = braces[2] === undefined ? min : Number.POSITIVE_INFINITY
    const max = braces[3] === undefined ? open : Number(braces[3])
    if (max < min) throw new PatternError(`${braces[0]} ends before it starts`)
    return [min, max]
  }

  #single(): Node {
    const char = this.#peek()
    if (char === '(') return this.#group()
    if (char === '[') return this.#class()
    if (char === '\\') return this.#escape()
    if (char === '*' || char === '+' || char === '?') {
      throw new PatternError(`nothing to repeat before "${char}"`)
    }
    this.#at++
    if (char === '^') return { kind: 'assert', what: 'start' }
    if (char === '$') return { kind: 'assert', what: 'end' }
    if (char === '.') return this.#atom('.')
    return this.#atom(literal(char))
  }

  #group(): Node {
    this.#at++
    if (this.#peek() === '?') {
      const named = /^\?<[\p{L}_$][\p{L}\p{N}_$]*>/u.exec(this.#rest(80))
      if (this.#rest(2) === '?:') this.#at += 2
      else if (named !== null) this.#at += [...named[0]].length
      else throw new PatternError('look-around and inline flags are not supported')
    }
    const inside = this.#alternatives()
    if (this.#peek() !== ')') throw new PatternError('a "(" is not closed')
    this.#at++
    return inside
  }

  /** A class is handed on as it stands, with escapes that the `u` flag would refuse made plain. */
  #class(): Node {
    let source = '['
    this.#at++
    if (this.#peek() === '^') {
      source += '^'
      this.#at++
    }
    while (this.#peek() !== ']') {
      if (this.#at >= this.#chars.length) throw new PatternError('a "[" is not closed')
      const char = this.#peek()
      this.#at++
      if (char !== '\\') {
        source += char === '[' ? '\\[' : char
        continue
      }
      const escaped = this.#peek()
      this.#at++
      if (/[0-9a-zA-Z\\\]^-]/.test(escaped) && escaped !== '') source += `\\${escaped}`
      else source += literal(escaped)
    }
    this.#at++
    return this.#atom(`${source}]`)
  }

  #escape(): Node {
    const rest = this.#rest(40)
    if (rest === '\\') throw new PatternError('it ends in a lone backslash')
    if (rest.startsWith('\\b') || rest.startsWith('\\B')) {
      this.#at += 2
      return { kind: 'assert', what: rest[1] === 'b' ? 'word' : 'not-word' }
    }
    if (/^\\[1-9k]/.test(rest)) throw new PatternError('back-references are not supported')
    const code =
      /^\\(?:[dDwWsStnrfv0]|[pP]\{[\w=]+\}|x[0-9a-f]{2}|u[0-9a-f]{4}|u\{[0-9a-f]{1,6}\}|c[a-z])/i.exec(
        rest,
      )
    if (code !== null) {
      this.#at += code[0].length
      return this.#atom(code[0])
    }
    const char = this.#peek(1)
    if (/[a-zA-Z0-9]/.test(char)) throw new PatternError(`unknown escape \\${char}`)
    this.#at += 2
    return this.#atom(literal(char))
  }

  #atom(source: string): Node {
    let atom = this.#known.get(source)
    if (atom === undefined) {
      try {
        this.atoms.push(new RegExp(`^(?:${source})$`, this.#flags))
      } catch {
        throw new PatternError(`"${source}" is not understood`)
      }
      atom = this.atoms.length - 1
      this.#known.set(source, atom)
    }
    return { kind: 'atom', atom }
  }
}

function literal(char: string): string {
  return /[\\^$.*+?()[\]{}|/-]/.test(char) ? `\\u{${char.codePointAt(0)?.toString(16)}}` : char
}

function push(steps: Step[], step: Step): number {
  if (steps.length >= MAX_STEPS) throw new PatternError('the pattern repeats too much')
  return steps.push(step) - 1
}

function emit(node: Node, steps: Step[]): void {
  if (node.kind === 'atom') push(steps, { do: 'atom', atom: node.atom })
  else if (node.kind === 'assert') push(steps, { do: 'assert', what: node.what })
  else if (node.kind === 'sequence') for (const part of node.of) emit(part, steps)
  else if (node.kind === 'alternatives') emitAlternatives(node.of, steps)
  else if (node.kind === 'repeat') emitRepeat(node.of, node.min, node.max, steps)
}

function emitAlternatives(parts: Node[], steps: Step[]): void {
  const ends: { do: 'jump'; to: number }[] = []
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1) {
      emit(part, steps)
      break
    }
    const split: Step & { do: 'split' } = { do: 'split', to: [steps.length + 1, 0] }
    push(steps, split)
    emit(part, steps)
    const end: Step & { do: 'jump' } = { do: 'jump', to: 0 }
    push(steps, end)
    ends.push(end)
    split.to[1] = steps.length
  }
  for (const end of ends) end.to = steps.length
}

function emitRepeat(of: Node, min: number, max: number, steps: Step[]): void {
  if (min > MAX_STEPS || (max !== Number.POSITIVE_INFINITY && max > MAX_STEPS)) {
    throw new PatternError('the pattern repeats too much')
  }
  // Copies of nothing would escape the limit on steps: `((){2000}){2000}` is one copy.
  if (isEmpty(of)) return
  for (let copy = 0; copy < min; copy++) emit(of, steps)
  if (max === Number.POSITIVE_INFINITY) {
    const split: Step & { do: 'split' } = { do: 'split', to: [steps.length + 1, 0] }
    const start = push(steps, split)
    emit(of, steps)
    push(steps, { do: 'jump', to: start })
    split.to[1] = steps.length
    return
  }
  const exits: (Step & { do: 'split' })[] = []
  for (let copy = min; copy < max; copy++) {
    const split: Step & { do: 'split' } = { do: 'split', to: [steps.length + 1, 0] }
    push(steps, split)
    exits.push(split)
    emit(of, steps)
  }
  for (const split of exits) split.to[1] = steps.length
}

function isEmpty(node: Node): boolean {
  if (node.kind === 'repeat') return node.max === 0 || isEmpty(node.of)
  if (node.kind === 'sequence' || node.kind === 'alternatives') return node.of.every(isEmpty)
  return node.kind === 'empty'
}

/** All threads in step: each instruction is visited at most once for each place in the text. */
function run(steps: Step[], atoms: RegExp[], text: string[], multiline: boolean): boolean {
  let threads: number[] = []
  for (let at = 0; at <= text.length; at++) {
    const seen = new Uint8Array(steps.length)
    const waiting: number[] = []
    // A match may begin anywhere, so a new thread starts at each place.
    const open = [...threads, 0].reverse()
    while (open.length > 0) {
      const pc = open.pop() as number
      if (seen[pc] === 1) continue
      seen[pc] = 1
      const step = steps[pc] as Step
      if (step.do === 'match') return true
      if (step.do === 'atom') waiting.push(pc)
      else if (step.do === 'jump') open.push(step.to)
      else if (step.do === 'split') open.push(step.to[1], step.to[0])
      else if (holds(step.what, text, at, multiline)) open.push(pc + 1)
    }
    const char = text[at]
    if (char === undefined) return false
    const tested = new Int8Array(atoms.length)
    threads = []
    for (const pc of waiting) {
      const { atom } = steps[pc] as Step & { do: 'atom' }
      if (tested[atom] === 0) tested[atom] = atoms[atom]?.test(char) ? 1 : -1
      if (tested[atom] === 1) threads.push(pc + 1)
    }
  }
  return false
}

function holds(what: Assertion, text: string[], at: number, multiline: boolean): boolean {
  const before = text[at - 1]
  const after = text[at]
  if (what === 'start')
    return before === undefined || (multiline && /[\n\r\u2028\u2029]/.test(before))
  if (what === 'end') return after === undefined || (multiline && /[\n\r\u2028\u2029]/.test(after))
  const edge = isWord(before) !== isWord(after)
  return what === 'word' ? edge : !edge
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /^\w$/.test(char)
}
