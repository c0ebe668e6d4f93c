import type { Token, TokenKind } from '../highlight.ts'

/** What a sticky pattern finds exactly at this place. */
export function match(pattern: RegExp, code: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(code)
}

/** Appends a token; plain text joins plain text before it, and nothing is no token. */
export function add(tokens: Token[], kind: TokenKind, text: string): void {
  if (text === '') return
  const last = tokens.at(-1)
  if (last !== undefined && last.kind === kind && kind === 'plain') last.text += text
  else tokens.push({ kind, text })
}
