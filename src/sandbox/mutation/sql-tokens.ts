/** A word, number, text, or sign of a script in SQL, without what stands between them. */
export interface Token {
  kind: 'word' | 'number' | 'text' | 'name' | 'sign'
  /** As it is written. */
  text: string
  /** Of a word: in capital letters. */
  word: string
  start: number
  end: number
  /** How many brackets are open around it; of a bracket, around its pair. */
  depth: number
}

const PIECES =
  /(?<blank>\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<text>[xX]?'(?:[^']|'')*(?:'|$))|(?<name>"(?:[^"]|"")*(?:"|$)|`[^`]*(?:`|$)|\[[^\]]*(?:\]|$))|(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<sign><=|>=|<>|!=|==|\|\||<<|>>|->>|->|[\s\S])/gu

export function tokensOf(script: string): Token[] {
  const tokens: Token[] = []
  let depth = 0
  for (const match of script.matchAll(PIECES)) {
    const { blank, text, name, number, word } = match.groups ?? {}
    if (blank !== undefined) continue
    const [all] = match
    if (all === ')') depth--
    const kind =
      text !== undefined
        ? 'text'
        : name !== undefined
          ? 'name'
          : number !== undefined
            ? 'number'
            : word !== undefined
              ? 'word'
              : 'sign'
    tokens.push({
      kind,
      text: all,
      word: kind === 'word' ? all.toUpperCase() : all,
      start: match.index,
      end: match.index + all.length,
      depth,
    })
    if (all === '(') depth++
  }
  return tokens
}

/** The tokens of each statement, without the semicolons. A trigger's body is part of its statement. */
export function statementsIn(tokens: readonly Token[]): Token[][] {
  const statements: Token[][] = [[]]
  let inTrigger = false
  for (const token of tokens) {
    const current = statements.at(-1) as Token[]
    if (token.word === 'TRIGGER' && current[0]?.word === 'CREATE') inTrigger = true
    if (token.text !== ';' || (inTrigger && current.at(-1)?.word !== 'END')) current.push(token)
    else {
      inTrigger = false
      statements.push([])
    }
  }
  return statements.filter((statement) => statement.length > 0)
}
