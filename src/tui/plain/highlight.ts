import { lexPython } from './lexer/python.ts'
import { lexScript } from './lexer/script.ts'
import { lexSql } from './lexer/sql.ts'
import { expandTabs, safeText } from './safe.ts'
import type { Line, Look } from './spans.ts'

export type TokenKind = 'keyword' | 'string' | 'comment' | 'number' | 'builtin' | 'plain'

/** A piece of source text. All tokens of a program, joined, are the program. */
export interface Token {
  kind: TokenKind
  text: string
}

const TOKEN_LOOKS: Record<TokenKind, Look | undefined> = {
  keyword: { color: 'magenta' },
  string: { color: 'green' },
  comment: { dim: true, italic: true },
  number: { color: 'cyan' },
  builtin: { color: 'cyan' },
  plain: undefined,
}

const LANGUAGES: Record<string, (code: string) => Token[]> = {
  python: lexPython,
  py: lexPython,
  javascript: (code) => lexScript(code, false),
  js: (code) => lexScript(code, false),
  typescript: (code) => lexScript(code, true),
  ts: (code) => lexScript(code, true),
  sql: lexSql,
}

/** Splits a program into tokens; a language nobody knows is one plain token. */
export function tokenize(code: string, language: string): Token[] {
  const lex = LANGUAGES[language.toLowerCase()]
  return lex === undefined ? [{ kind: 'plain', text: code }] : lex(code)
}

/** The lines of a program, coloured, tabs expanded, control characters taken out. */
export function highlight(code: string, language: string): Line[] {
  const clean = safeText(code)
    .replace(/\n$/, '')
    .split('\n')
    .map((row) => expandTabs(row))
    .join('\n')
  const lines: Line[] = [[]]
  for (const token of tokenize(clean, language)) {
    const look = TOKEN_LOOKS[token.kind]
    token.text.split('\n').forEach((text, index) => {
      if (index > 0) lines.push([])
      if (text !== '') lines.at(-1)?.push(look === undefined ? { text } : { text, look })
    })
  }
  return lines
}
