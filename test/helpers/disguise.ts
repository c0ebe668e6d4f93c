import type { Language } from '../../src/core/course/model.ts'
import type { Draw } from './similar-class.ts'

const NAMES: Record<Language, RegExp> = {
  python:
    /\b(rows|items|stock|goods|row|item|entry|r|name|label|title|price|cost|p|count|quantity|n|total|sum_|value|acc|best|top|dearest|highest|out|result|found|low|line|lines|parts|fields|parse|parse_line|worth|running_out|is_low|report|index|limit|winner|highest_price|ordered|first|rest)\b/g,
  javascript:
    /(?<!["\w\\]|(?<!\.\.)\.)(rows|items|stock|goods|row|item|entry|r|total|sum|value|acc|best|top|dearestOne|highest|out|result|found|low|line|lines|parts|fields|parse|worth|dearest|runningOut|report|i|at|rest|a|b|winner|most|prices|ordered|isLow|names|head|body|limit)\b(?!["])/g,
  typescript:
    /(?<!["\w\\]|(?<!\.\.)\.)(rows|items|stock|goods|row|item|entry|r|total|sum|value|acc|best|top|dearestOne|highest|out|result|found|low|line|lines|parts|fields|parse|worth|dearest|runningOut|report|i|at|rest|a|b|winner|most|prices|ordered|isLow|head|body|limit)\b(?!["])/g,
  sql: /\b(g|i|o|ord|x|s|shop_|sh|total|revenue|money|sales|lines_|sold|other|place|month|months|how_many|class)\b/g,
}

/** Another name for each, the same everywhere in the program. Names in text and comments may change too. */
export function rename(language: Language, text: string, d: Draw): string {
  const names = new Map<string, string>()
  return text.replaceAll(NAMES[language], (name) => {
    const known = names.get(name) ?? `v${names.size}_${Math.floor(d.next() * 1e6).toString(36)}`
    names.set(name, known)
    return known
  })
}

const COMMENT: Record<Language, string> = {
  python: '#',
  javascript: '//',
  typescript: '//',
  sql: '--',
}

/** A comment or a blank line after some lines. */
export function recomment(language: Language, text: string, d: Draw): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const roll = d.next()
      if (roll < 0.2) return [line, '']
      if (roll < 0.45)
        return [
          line,
          `${COMMENT[language]} ${'my own thought '.repeat(1 + Math.floor(d.next() * 3))}`,
        ]
      return [line]
    })
    .join('\n')
}

/** Other numbers and texts. */
export function otherLiterals(text: string): string {
  return text
    .replaceAll(/(?<![\w{["'%.])\d+(?![\w\]}"'.])/g, (digits) => String(Number(digits) + 17))
    .replaceAll(/"(Stock|Total: |Order: |Dearest: |Worth: )"/g, '"Something else"')
}

/** The blocks between empty lines, in another order. */
export function reorder(text: string, d: Draw): string {
  const gap = text.includes('\n\n\n') ? '\n\n\n' : '\n\n'
  return `${d.shuffle(text.trimEnd().split(gap)).join(gap)}\n`
}

const DEAD: Record<Language, readonly string[]> = {
  python: ['unused = 1', 'print()', 'done = False', 'assert True', 'step = "next"'],
  javascript: ['let unused = 1', 'console.log()', 'void 0', 'const step = "next"'],
  typescript: ['let unused: number = 1', 'console.log()', 'void 0', 'const step = "next"'],
  sql: ['SELECT 1;'],
}

/** Lines that do nothing, after about one line in six; in SQL between statements. */
export function deadLines(language: Language, text: string, d: Draw): string {
  const lines = text.split('\n')
  return lines
    .flatMap((line, index) => {
      const ends = language === 'sql' ? line.endsWith(';') : /^\s+\S.*[\w)\]"]$/.test(line)
      const next = lines[index + 1] ?? ''
      const indent = /^\s*/.exec(line)?.[0] ?? ''
      const sameLevel = language === 'sql' || (/^\s*/.exec(next)?.[0] ?? '') === indent
      if (
        !ends ||
        !sameLevel ||
        /^\s*[.})\]]/.test(next) ||
        /^\s*(return|continue|pass)/.test(line) ||
        d.next() > 0.35
      )
        return [line]
      return [line, indent + d.pick(DEAD[language])]
    })
    .join('\n')
}
