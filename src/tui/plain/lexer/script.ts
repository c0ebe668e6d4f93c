import type { Token, TokenKind } from '../highlight.ts'
import { add, match } from './tokens.ts'

const KEYWORDS = new Set(
  `async await break case catch class const continue debugger default delete do else export extends finally
false for from function get if import in instanceof let new null of return set static super switch this throw
true try typeof var void while with yield`.split(/\s+/),
)
const TYPE_KEYWORDS = new Set(
  `abstract any as asserts bigint boolean declare enum implements infer interface is keyof namespace never
number object override private protected public readonly satisfies string symbol type undefined unique
unknown`.split(/\s+/),
)
/** Keywords only in their place; elsewhere they are names. */
const CONTEXTUAL = new Set(['async', 'from', 'get', 'set', 'of', 'static', 'let'])
const BUILTINS = new Set(
  `Array BigInt Boolean Date Error Infinity Intl JSON Map Math NaN Number Object Promise Proxy RangeError
ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError Uint8Array URL WeakMap WeakSet
clearInterval clearTimeout console decodeURIComponent encodeURIComponent fetch globalThis isFinite isNaN
parseFloat parseInt prompt setInterval setTimeout structuredClone undefined arguments`.split(/\s+/),
)
const NUMBER =
  /(?:0[xX][\da-fA-F_]+n?|0[oO][0-7_]+n?|0[bB][01_]+n?|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?n?)/y
const NAME = /[#@]?[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy
const REGEX = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[dgimsuvy]*/y

/** A lexer for JavaScript and TypeScript, with the expressions inside templates lexed as code. */
export function lexScript(code: string, typed: boolean): Token[] {
  const tokens: Token[] = []
  lexCode(code, 0, tokens, typed, false)
  return tokens
}

/** Lexes from `start` to the end, or to the brace that ends a template's expression. */
function lexCode(
  code: string,
  start: number,
  tokens: Token[],
  typed: boolean,
  nested: boolean,
): number {
  let at = start
  let depth = 0
  const push = (kind: TokenKind, end: number) => {
    add(tokens, kind, code.slice(at, end))
    at = end
  }
  while (at < code.length) {
    const character = code[at] ?? ''
    if (nested && depth === 0 && character === '}') return at
    if (code.startsWith('//', at) || (at === 0 && code.startsWith('#!'))) {
      const end = code.indexOf('\n', at)
      push('comment', end === -1 ? code.length : end)
    } else if (code.startsWith('/*', at)) {
      const end = code.indexOf('*/', at + 2)
      push('comment', end === -1 ? code.length : end + 2)
    } else if (character === '"' || character === "'") push('string', stringEnd(code, at))
    else if (character === '`') at = lexTemplate(code, at, tokens, typed)
    else if (character === '/' && regexMayFollow(tokens)) {
      push('string', match(REGEX, code, at)?.[0] === undefined ? at + 1 : REGEX.lastIndex)
    } else if (/\d/.test(character) || (character === '.' && /\d/.test(code[at + 1] ?? ''))) {
      push('number', at + (match(NUMBER, code, at)?.[0].length ?? 1))
    } else {
      const name = match(NAME, code, at)
      if (name !== null) push(nameKind(code, at, name[0], typed, tokens), at + name[0].length)
      else {
        if (character === '{') depth++
        if (character === '}') depth--
        push('plain', at + 1)
      }
    }
  }
  return at
}

function nameKind(
  code: string,
  at: number,
  name: string,
  typed: boolean,
  tokens: readonly Token[],
): TokenKind {
  const before = codeBefore(tokens)
  const after = code.slice(at + name.length, at + name.length + 200).trimStart()
  if (/[^.]\.$|^\.$|\?\.$/.test(before.slice(-2))) return 'plain'
  // A key: `{default: 1}`. Not `a ? null : b`, nor the label of a `case`.
  const key = /^:/.test(after) && /[{,]$/.test(before)
  if (key) return 'plain'
  if (KEYWORDS.has(name)) {
    return CONTEXTUAL.has(name) && !/^[\w$#*[{'"`(]/.test(after) ? 'plain' : contextual(name, after)
  }
  if (typed && TYPE_KEYWORDS.has(name)) {
    const value = /^[=;,)\].(+\-*/]/.test(after) && !/[:|&<]$/.test(before)
    return value ? (BUILTINS.has(name) ? 'builtin' : 'plain') : 'keyword'
  }
  return BUILTINS.has(name) ? 'builtin' : 'plain'
}

/** The last code before here: blanks and comments do not count. */
function codeBefore(tokens: readonly Token[]): string {
  let text = ''
  for (let index = tokens.length - 1; index >= 0 && text.length < 12; index--) {
    const token = tokens[index]
    if (token !== undefined && token.kind !== 'comment') text = (token.text + text).trimEnd()
  }
  return text
}

function contextual(name: string, after: string): TokenKind {
  if (name === 'get' || name === 'set' || name === 'from' || name === 'static') {
    return after.startsWith('(') ? 'plain' : 'keyword'
  }
  return 'keyword'
}

function stringEnd(code: string, start: number): number {
  const quote = code[start]
  let at = start + 1
  while (at < code.length && code[at] !== quote && code[at] !== '\n')
    at += code[at] === '\\' ? 2 : 1
  return Math.min(code.length, code[at] === quote ? at + 1 : at)
}

function lexTemplate(code: string, start: number, tokens: Token[], typed: boolean): number {
  let at = start + 1
  let pending = start
  while (at < code.length && code[at] !== '`') {
    if (code[at] === '\\') at += 2
    else if (code.startsWith('${', at)) {
      add(tokens, 'string', code.slice(pending, at))
      add(tokens, 'plain', '${')
      at = lexCode(code, at + 2, tokens, typed, true)
      pending = at
      if (code[at] === '}') {
        add(tokens, 'plain', '}')
        pending = ++at
      }
    } else at++
  }
  const end = Math.min(code.length, at + 1)
  add(tokens, 'string', code.slice(pending, end))
  return end
}

/** A slash begins a pattern unless a value stands before it. */
function regexMayFollow(tokens: readonly Token[]): boolean {
  const before = codeBefore(tokens)
  if (/\b(?:return|typeof|case|in|of|delete|void|throw|new|instanceof|await|yield)$/.test(before))
    return true
  return !/[\w$)\]}'"`.]$/.test(before)
}
