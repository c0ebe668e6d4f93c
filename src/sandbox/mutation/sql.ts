import { type Change, oneMore, otherCase, replace } from './change.ts'
import { statementsIn, type Token, tokensOf } from './sql-tokens.ts'

/**
 * There is no syntax tree for SQLite's SQL, so these rules look at the tokens of a statement: words by their
 * neighbours, clauses by their brackets. What SQLite cannot read is left out afterwards.
 */
export function sqlChanges(script: string): Change[] {
  return statementsIn(tokensOf(script)).flatMap((tokens) =>
    tokens.flatMap((token, index) => [
      ...tokenChanges(tokens, token, index),
      ...clauseChanges(script, tokens, token, index),
    ]),
  )
}

const BOUNDARIES: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' }
const COMPARISONS: Readonly<Record<string, string>> = {
  '=': '<>',
  '==': '<>',
  '<>': '=',
  '!=': '=',
}
const ARITHMETIC: Readonly<Record<string, string>> = { '+': '-', '-': '+', '*': '+', '/': '*' }
const AGGREGATES: Readonly<Record<string, string>> = {
  MIN: 'MAX',
  MAX: 'MIN',
  SUM: 'COUNT',
  AVG: 'SUM',
  TOTAL: 'COUNT',
}
const METHODS: Readonly<Record<string, string>> = {
  UPPER: 'LOWER',
  LOWER: 'UPPER',
  TRIM: 'RTRIM',
  ROUND: 'CEIL',
}
/** Begins a part of a SELECT, and so ends the part before. */
const CLAUSES = new Set([
  ...['FROM', 'WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'UNION', 'EXCEPT', 'INTERSECT'],
  ...['WINDOW', 'RETURNING', 'SET', 'VALUES'],
])
const LOSABLE = new Set(['WHERE', 'HAVING', 'ORDER', 'LIMIT'])
const BEFORE_JOIN = new Set(['LEFT', 'RIGHT', 'FULL', 'INNER', 'OUTER', 'CROSS', 'NATURAL'])

function tokenChanges(tokens: readonly Token[], token: Token, index: number): Change[] {
  const at = (offset: number): Token | undefined => tokens[index + offset]
  const range = (to: Token = token, from: Token = token) => ({
    startIndex: from.start,
    endIndex: to.end,
  })
  const isOperand = (one: Token | undefined): boolean =>
    one !== undefined && (one.kind !== 'sign' || one.text === '(' || one.text === ')')
  const { word } = token
  if (token.kind === 'number') {
    const after = oneMore(token.text)
    const before = at(-1)?.text
    return after === null || before === '>=' || before === '<'
      ? []
      : [replace('literal', range(), after)]
  }
  if (token.kind === 'text') {
    const isCompared = /^(=|==|<>|!=)$/.test(at(-1)?.text ?? '')
    const after = otherCase(token.text)
    return isCompared && after !== null && !/^x'/i.test(token.text)
      ? [replace('letter-case', range(), after)]
      : []
  }
  if (token.kind === 'sign') {
    const boundary = BOUNDARIES[word]
    if (boundary !== undefined) return [replace('boundary', range(), boundary)]
    const comparison = COMPARISONS[word]
    // In `SET a = 1` it gives a value.
    if (comparison !== undefined)
      return isInClause(tokens, index, 'SET') ? [] : [replace('comparison', range(), comparison)]
    const arithmetic = ARITHMETIC[word]
    const [before, next] = [at(-1), at(1)]
    const isBinary =
      isOperand(before) &&
      isOperand(next) &&
      before?.text !== '(' &&
      next?.text !== ')' &&
      !/^(SELECT|DISTINCT|ALL|BY|WHERE|AND|OR|ON|WHEN|THEN|ELSE|SET|RETURNING)$/.test(
        before?.word ?? '',
      ) &&
      next?.word !== 'FROM'
    return arithmetic !== undefined && isBinary ? [replace('arithmetic', range(), arithmetic)] : []
  }
  if (token.kind !== 'word' || at(-1)?.text === '.') return []
  const [next, second] = [at(1), at(2)]
  if (next?.text === '(') {
    const aggregate = AGGREGATES[word]
    if (aggregate !== undefined) return [replace('aggregate', range(), aggregate)]
    const method = METHODS[word]
    if (method !== undefined) return [replace('method', range(), method)]
    // COUNT(column) leaves out NULL; COUNT(*) does not.
    const closing = tokens.findIndex(
      (one, place) => place > index + 1 && one.text === ')' && one.depth === next.depth,
    )
    const inside = tokens.slice(index + 2, closing)
    const [first] = inside
    const last = inside.at(-1)
    if (word === 'COUNT' && first !== undefined && last !== undefined && first.text !== '*')
      return [replace('null', range(last, first), '*'), ...distinctLost(first, inside[1])]
    if (word === 'COALESCE' || word === 'IFNULL') {
      const comma = inside.find((one) => one.text === ',' && one.depth === next.depth + 1)
      const end = tokens[closing]
      if (first !== undefined && comma !== undefined && end !== undefined)
        return [replace('null', { startIndex: comma.start, endIndex: end.start }, '')]
    }
    if (word !== 'IN' && word !== 'AND' && word !== 'OR' && word !== 'EXISTS' && word !== 'NOT')
      return []
  }
  switch (word) {
    case 'AND':
      return isBetween(tokens, index) ? [] : [replace('logic', range(), 'OR')]
    case 'OR':
      return /^(REPLACE|IGNORE|ABORT|FAIL|ROLLBACK)$/.test(next?.word ?? '')
        ? []
        : [replace('logic', range(), 'AND')]
    case 'ASC':
      return [replace('order', range(), 'DESC')]
    case 'DESC':
      return [replace('order', range(), 'ASC')]
    case 'LEFT':
    case 'INNER': {
      const join = next?.word === 'OUTER' ? second : next
      if (join?.word !== 'JOIN') return []
      return [replace('join', range(join), word === 'LEFT' ? 'JOIN' : 'LEFT JOIN')]
    }
    case 'JOIN':
      return BEFORE_JOIN.has(at(-1)?.word ?? '') ? [] : [replace('join', range(), 'LEFT JOIN')]
    case 'SELECT':
      return next === undefined ? [] : distinctLost(next, second)
    case 'UNION':
      return next?.word === 'ALL'
        ? [replace('distinct', range(next), 'UNION')]
        : [replace('distinct', range(), 'UNION ALL')]
    case 'IS': {
      const isNot = next?.word === 'NOT'
      const end = isNot ? second : next
      if (end?.word !== 'NULL') return []
      return [
        replace('null', range(end), isNot ? 'IS NULL' : 'IS NOT NULL'),
        replace('null', range(end), isNot ? '<> NULL' : '= NULL'),
      ]
    }
    case 'NOT':
      if (next === undefined || at(-1)?.word === 'IS' || next.word === 'NULL') return []
      return [replace('negation', { startIndex: token.start, endIndex: next.start }, '')]
    case 'IN':
    case 'LIKE':
    case 'BETWEEN':
    case 'EXISTS':
      if (at(-1)?.word === 'NOT' || (word === 'EXISTS' && at(-1)?.word === 'IF')) return []
      return [replace('negation', range(), `NOT ${token.text}`)]
    default:
      return []
  }
}

function distinctLost(token: Token, next: Token | undefined): Change[] {
  if (token.word !== 'DISTINCT' || next === undefined) return []
  return [replace('distinct', { startIndex: token.start, endIndex: next.start }, '')]
}

/** Whether this AND parts the two ends of a BETWEEN. */
function isBetween(tokens: readonly Token[], index: number): boolean {
  const depth = tokens[index]?.depth
  for (let place = index - 1; place >= 0; place--) {
    const token = tokens[place]
    if (token === undefined || token.depth !== depth) continue
    if (token.word === 'BETWEEN') return true
    if (token.word === 'AND' || token.word === 'OR' || CLAUSES.has(token.word)) return false
  }
  return false
}

function isInClause(tokens: readonly Token[], index: number, clause: string): boolean {
  const depth = tokens[index]?.depth ?? 0
  for (let place = index - 1; place >= 0; place--) {
    const token = tokens[place]
    if (token !== undefined && token.depth === depth && CLAUSES.has(token.word))
      return token.word === clause
  }
  return false
}

/** A clause left out, and the other direction of an ORDER BY that names none. */
function clauseChanges(
  script: string,
  tokens: readonly Token[],
  token: Token,
  index: number,
): Change[] {
  if (token.kind !== 'word' || !LOSABLE.has(token.word)) return []
  if (token.word === 'ORDER' && tokens[index + 1]?.word !== 'BY') return []
  const rest = tokens.slice(index + 1)
  const length = rest.findIndex(
    ({ word, depth }) => depth < token.depth || (depth === token.depth && CLAUSES.has(word)),
  )
  const inside = length < 0 ? rest : rest.slice(0, length)
  const last = inside.at(-1)
  if (last === undefined) return []
  const found = [replace('clause-lost', { startIndex: token.start, endIndex: last.end }, '')]
  if (token.word !== 'ORDER') return found
  const ends = inside.flatMap((one, place) =>
    (one.text === ',' && one.depth === token.depth) || place === inside.length - 1
      ? [one.text === ',' ? inside[place - 1] : one]
      : [],
  )
  for (const end of ends) {
    if (end === undefined || /^(ASC|DESC|FIRST|LAST)$/.test(end.word)) continue
    const text = script.slice(end.start, end.end)
    found.push(replace('order', { startIndex: end.start, endIndex: end.end }, `${text} DESC`))
  }
  return found
}
