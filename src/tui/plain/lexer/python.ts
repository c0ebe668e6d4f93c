import type { Token, TokenKind } from '../highlight.ts'
import { add, match } from './tokens.ts'

const KEYWORDS = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from
global if import in is lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
)
const BUILTINS = new Set(
  `abs all any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict
dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input int
isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property
range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip
__import__ self cls Exception BaseException ArithmeticError AssertionError AttributeError EOFError
FileExistsError FileNotFoundError ImportError IndexError KeyError KeyboardInterrupt LookupError
ModuleNotFoundError NameError NotImplementedError OSError OverflowError PermissionError RecursionError
RuntimeError StopIteration SyntaxError IndentationError TimeoutError TypeError UnboundLocalError UnicodeError
ValueError ZeroDivisionError`.split(/\s+/),
)
const NUMBER =
  /(?:0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?[jJ]?)/y
const NAME = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*/uy
const STRING_START = /([rbuft]{0,2})("""|'''|"|')/iy

/** A lexer for Python 3, with the expressions inside f-strings lexed as code. */
export function lexPython(code: string): Token[] {
  const tokens: Token[] = []
  lexCode(code, 0, tokens, null)
  return tokens
}

/** Lexes from `at` to the end, or to the brace, `!` or `:` that ends an f-string's expression. */
function lexCode(code: string, start: number, tokens: Token[], inside: '"' | null): number {
  let at = start
  let depth = 0
  const push = (kind: TokenKind, end: number) => {
    add(tokens, kind, code.slice(at, end))
    at = end
  }
  while (at < code.length) {
    const character = code[at] ?? ''
    if (inside !== null && depth === 0) {
      if (character === '}' || character === ':') return at
      if (character === '!' && code[at + 1] !== '=') return at
    }
    const string = match(STRING_START, code, at)
    if (string !== null) {
      at = lexString(code, at, string, tokens)
      continue
    }
    if (character === '#') {
      const end = code.indexOf('\n', at)
      push('comment', end === -1 ? code.length : end)
      continue
    }
    const number = /[\d.]/.test(character) ? match(NUMBER, code, at) : null
    if (number !== null && !/[\p{L}\p{N}_]/u.test(code[at - 1] ?? '')) {
      push('number', at + number[0].length)
      continue
    }
    const name = match(NAME, code, at)
    if (name !== null) {
      push(nameKind(code, at, name[0]), at + name[0].length)
      continue
    }
    if ('([{'.includes(character)) depth++
    if (')]}'.includes(character)) depth--
    push('plain', at + 1)
  }
  return at
}

function nameKind(code: string, at: number, name: string): TokenKind {
  if (KEYWORDS.has(name)) return 'keyword'
  const before = code.slice(code.lastIndexOf('\n', at - 1) + 1, at)
  if (/^\s*$/.test(before) && (name === 'match' || name === 'case' || name === 'type')) {
    const end = code.indexOf('\n', at)
    const rest = code.slice(at + name.length, end === -1 ? code.length : end)
    const soft =
      name === 'type'
        ? /^\s+\w+\s*(\[.*\])?\s*=/
        : /^(\s*[([{"']|\s+[^=.,)\]:|&^<>!+*/%\s]).*:\s*(#.*)?$|^\s+-?\w.*:/
    if (soft.test(rest)) return 'keyword'
  }
  if (/\.\s*$/.test(before)) return 'plain'
  return BUILTINS.has(name) ? 'builtin' : 'plain'
}

function lexString(code: string, start: number, opening: RegExpExecArray, tokens: Token[]): number {
  const prefix = (opening[1] ?? '').toLowerCase()
  const quote = opening[2] ?? '"'
  const formatted = /[ft]/.test(prefix)
  const from = start
  let at = start + opening[0].length
  let pending = from
  while (at < code.length) {
    if (code.startsWith(quote, at)) {
      add(tokens, 'string', code.slice(pending, at + quote.length))
      return at + quote.length
    }
    const character = code[at]
    if (character === '\n' && quote.length === 1) break
    if (character === '\\' && !(prefix.includes('r') && code[at + 1] === undefined)) {
      at += 2
      continue
    }
    if (formatted && (character === '{' || character === '}')) {
      if (code[at + 1] === character) {
        at += 2
        continue
      }
      if (character === '{') {
        add(tokens, 'string', code.slice(pending, at))
        at = pending = lexField(code, at, tokens)
        continue
      }
    }
    at++
  }
  add(tokens, 'string', code.slice(pending, at))
  return at
}

/** `{expression!r:format}` of an f-string; fields may stand inside the format. */
function lexField(code: string, start: number, tokens: Token[]): number {
  add(tokens, 'plain', '{')
  let at = lexCode(code, start + 1, tokens, '"')
  let pending = at
  while (at < code.length && code[at] !== '}' && code[at] !== '\n') {
    if (code[at] === '{') {
      add(tokens, 'string', code.slice(pending, at))
      at = pending = lexField(code, at, tokens)
    } else at++
  }
  add(tokens, 'string', code.slice(pending, at))
  if (code[at] !== '}') return at
  add(tokens, 'plain', '}')
  return at + 1
}
