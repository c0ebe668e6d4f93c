import type { Language, SourceFile } from '../course/model.ts'

/** A wrong solution made from a right one by one small change. */
export interface AutoMutant {
  file: string
  /** Of the change, from 1. */
  line: number
  column: number
  before: string
  after: string
  files: SourceFile[]
}

interface Change {
  at: number
  before: string
  after: string
}

/**
 * Wrong solutions as beginners write them: off by one, a wrong operator, a turned condition, a missing return. At
 * most `most`, spread evenly over the solution; the same ones every time. Strings and comments stay as they are.
 */
export function autoMutants(
  language: Language,
  solution: readonly SourceFile[],
  most: number,
): AutoMutant[] {
  const all = solution.flatMap((file) =>
    changesOf(language, file.text).map((change) => mutant(solution, file, change)),
  )
  if (all.length <= most) return all
  return Array.from({ length: most }, (_, index) => {
    return all[Math.floor((index * all.length) / most)] as AutoMutant
  })
}

function mutant(solution: readonly SourceFile[], file: SourceFile, change: Change): AutoMutant {
  const { at, before, after } = change
  const text = file.text.slice(0, at) + after + file.text.slice(at + before.length)
  const lines = file.text.slice(0, at).split('\n')
  return {
    file: file.path,
    line: lines.length,
    column: (lines.at(-1)?.length ?? 0) + 1,
    before,
    after,
    files: solution.map((other) => (other.path === file.path ? { path: other.path, text } : other)),
  }
}

/** What one operator becomes, where blanks stand on both of its sides. */
const OPERATORS: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '+',
  '/': '*',
  '//': '/',
  '%': '*',
  '**': '*',
  '+=': '-=',
  '-=': '+=',
  '*=': '+=',
  '&&': '||',
  '||': '&&',
  and: 'or',
  or: 'and',
}

const WORDS: Readonly<Record<string, string>> = {
  True: 'False',
  False: 'True',
  true: 'false',
  false: 'true',
}

/** What in SQL becomes what: the words that learners take for each other. The first that fits a place is taken. */
const SQL_WORDS: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.])AND(?!\w)/gi, 'OR'],
  [/(?<![\w.])OR(?!\w)/gi, 'AND'],
  [/(?<![\w.])ASC(?!\w)/gi, 'DESC'],
  [/(?<![\w.])DESC(?!\w)/gi, 'ASC'],
  [/(?<![\w.])LEFT\s+(?:OUTER\s+)?JOIN(?!\w)/gi, 'JOIN'],
  [/(?<![\w.])INNER\s+JOIN(?!\w)/gi, 'LEFT JOIN'],
  [/(?<!\b(?:LEFT|RIGHT|FULL|INNER|OUTER|CROSS|NATURAL)\s+)\bJOIN(?!\w)/gi, 'LEFT JOIN'],
  [/(?<=\bSELECT\s+)DISTINCT\s+/gi, ''],
  [/(?<=\(\s*)DISTINCT\s+/gi, ''],
  [/(?<![\w.])MIN(?=\()/gi, 'MAX'],
  [/(?<![\w.])MAX(?=\()/gi, 'MIN'],
  [/(?<![\w.])SUM(?=\()/gi, 'COUNT'],
  [/(?<![\w.])AVG(?=\()/gi, 'SUM'],
  [/(?<![\w.])UNION\s+ALL(?!\w)/gi, 'UNION'],
  [/(?<![\w.])UNION(?!\w)(?!\s+ALL)/gi, 'UNION ALL'],
  [/(?<![\w.])IS\s+NOT\s+NULL(?!\w)/gi, 'IS NULL'],
  [/(?<![\w.])IS\s+NULL(?!\w)/gi, 'IS NOT NULL'],
  [/(?<![\w.])NOT\s+(?=(?:IN|LIKE|EXISTS|BETWEEN)\b)/gi, ''],
]

/** A comparison of SQL may stand without blanks around it: `age>=18`. */
const SQL_OPERATORS: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '=': '<>',
  '<>': '=',
  '!=': '=',
  '+': '-',
  '-': '+',
  '*': '+',
  '/': '*',
}

function sqlChanges(code: string): Change[] {
  const found: Change[] = []
  for (const [pattern, after] of SQL_WORDS)
    for (const match of code.matchAll(pattern))
      found.push({ at: match.index, before: match[0], after })
  for (const match of code.matchAll(
    /(?<![<>=!|])(<=|>=|<>|!=|[<>=])(?![<>=])|(?<=[\w)] )(?<!\b(?:SELECT|DISTINCT|ALL) )[-+*/](?= ?[\w(])/gi,
  )) {
    const after = SQL_OPERATORS[match[0]]
    if (after !== undefined) found.push({ at: match.index, before: match[0], after })
  }
  // COUNT(column) leaves out NULL; COUNT(*) does not.
  for (const match of code.matchAll(/(?<=\bCOUNT\()\s*[A-Za-z_][\w.]*\s*(?=\))/gi))
    found.push({ at: match.index, before: match[0], after: '*' })
  for (const match of code.matchAll(/(?<![\w.])\d+(?![\w.])/g))
    found.push({ at: match.index, before: match[0], after: String(BigInt(match[0]) + 1n) })
  return found.sort((one, other) => one.at - other.at)
}

function changesOf(language: Language, text: string): Change[] {
  const code = codeOnly(language, text)
  if (language === 'sql') return sqlChanges(code)
  const python = language === 'python'
  const found: Change[] = []
  for (const match of code.matchAll(/(?<= )([-+*/%<>=!&|]{1,3}|and|or)(?= )/g)) {
    const after = OPERATORS[match[0]]
    if (after !== undefined) found.push({ at: match.index, before: match[0], after })
  }
  for (const match of code.matchAll(/(?<![\w.])\d+(?![\w.])/g)) {
    const after = String(BigInt(match[0]) + 1n)
    found.push({ at: match.index, before: match[0], after })
  }
  for (const match of code.matchAll(/\b(?:True|False|true|false)\b/g))
    found.push({ at: match.index, before: match[0], after: WORDS[match[0]] ?? '' })
  const conditions = python
    ? /(?<=\b(?:if|elif|while) )[^:\n]+(?=:[ \t]*$)/gm
    : /(?<=\b(?:if|while) ?\()[^()\n]+(?=\))/g
  for (const match of code.matchAll(conditions)) {
    const before = text.slice(match.index, match.index + match[0].length)
    const after = python ? `not (${before})` : `!(${before})`
    found.push({ at: match.index, before, after })
  }
  for (const match of code.matchAll(/\breturn [^\n;]+/g)) {
    const before = text.slice(match.index, match.index + match[0].length)
    // An opening bracket at the end means that the value goes on in the next line.
    if (!/[([{,\\]\s*$/.test(match[0])) found.push({ at: match.index, before, after: 'return' })
  }
  return found.sort((one, other) => one.at - other.at)
}

/** The text with strings and comments blanked, so that every offset stays. */
function codeOnly(language: Language, text: string): string {
  const hidden =
    language === 'sql'
      ? /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'?|"(?:[^"]|"")*"?/g
      : language === 'python'
        ? /#[^\n]*|("""|''')[\s\S]*?(?:\1|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?/g
        : /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|`(?:\\.|[^`\\])*`?|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?/g
  return text.replace(hidden, (piece) => piece.replace(/[^\n]/g, '_'))
}
