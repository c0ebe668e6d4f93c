/** Why a pattern cannot be used, in words for its author. */
export class PatternError extends Error {
  override readonly name = 'PatternError'
}

export type Assertion = 'start' | 'end' | 'word' | 'not-word'

/** The structure of a pattern. An atom is the number of the expression that one character is tested with. */
export type Node =
  | { kind: 'empty' }
  | { kind: 'atom'; atom: number }
  | { kind: 'assert'; what: Assertion }
  | { kind: 'sequence' | 'alternatives'; of: Node[] }
  | { kind: 'repeat'; of: Node; min: number; max: number }

/**
 * Reads a pattern: its structure, and the expression for each kind of character in it.
 * @param flags of i, m, s, u; m is left to the caller
 * @throws PatternError when it is wrong or not understood
 */
export function parsePattern(source: string, flags: string): { tree: Node; atoms: RegExp[] } {
  const parser = new Parser(source, flags)
  const tree = parser.parse()
  return { tree, atoms: parser.atoms }
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
