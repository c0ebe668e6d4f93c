/** A string literal: where it begins with its prefix, where its text is, where it ends. */
interface Literal {
  start: number
  from: number
  to: number
  end: number
  /** Its characters stand for themselves: no f-string, no escape in it. */
  plain: boolean
}

/** Python source as lines that each hold whole statements, whatever strings and brackets they go over. */
export interface PythonSource {
  text: string
  /** Of the same length: every character of a string is `"`, of a comment a blank, a line end within brackets too. */
  masked: string
  literals: Literal[]
}

/** Finds strings, comments and brackets; what it says of text that is no Python means nothing. */
export function readPython(text: string): PythonSource {
  const masked = text.split('')
  const literals: Literal[] = []
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string
    if (char === '#') {
      while (at < text.length && text[at] !== '\n') masked[at++] = ' '
      at--
    } else if (char === '"' || char === "'") {
      const literal = readLiteral(text, at)
      masked.fill('"', literal.start, literal.end)
      literals.push(literal)
      at = literal.end - 1
    } else if ('([{'.includes(char)) depth++
    else if (')]}'.includes(char)) depth--
    else if (char === '\n' && depth > 0) masked[at] = ' '
    else if (char === '\\' && text[at + 1] === '\n') masked[at] = masked[at + 1] = ' '
  }
  return { text, masked: masked.join(''), literals }
}

function readLiteral(text: string, quote: number): Literal {
  const prefix =
    /(?<![\w.])[rbuf]{1,2}$/i.exec(text.slice(Math.max(0, quote - 3), quote))?.[0] ?? ''
  const one = text[quote] as string
  const mark = text.startsWith(one.repeat(3), quote) ? one.repeat(3) : one
  const from = quote + mark.length
  let to = from
  while (to < text.length && !text.startsWith(mark, to)) {
    if (mark.length === 1 && text[to] === '\n') break
    to += text[to] === '\\' ? 2 : 1
  }
  to = Math.min(to, text.length)
  const end = Math.min(text.length, to + mark.length)
  const plain = !/f/i.test(prefix) && !text.slice(from, to).includes('\\')
  return { start: quote - prefix.length, from, to, end, plain }
}

/** A line of `masked`, which holds whole statements. */
export interface Line {
  /** Offset of its first character, its indentation included, and of the line's end. */
  start: number
  end: number
  indent: number
  code: string
}

/** All lines with code on them. */
function codeLines({ masked }: PythonSource): Line[] {
  const lines: Line[] = []
  let start = 0
  for (const line of masked.split('\n')) {
    const code = line.trim()
    const indent = line.length - line.trimStart().length
    if (code !== '') lines.push({ start, end: start + line.length, indent, code })
    start += line.length + 1
  }
  return lines
}

/** A class at the top of the file, with its test methods. */
export interface TestClass {
  name: string
  bases: string
  /** Its methods are set up by code that may be the learner's. */
  hasFixture: boolean
  methods: TestMethod[]
}

export interface TestMethod {
  name: string
  /** From its decorators up to the end of its last statement. */
  start: number
  end: number
  indent: number
  /** Offset of its name. */
  nameAt: number
  decorators: string[]
  /** As written: `self, mock_file`. */
  parameters: string
  /** Takes nothing but `self` and is no coroutine. */
  isPlain: boolean
  body: Line[]
}

const CLASS = /^class\s+(\w+)\s*(?:\(([^)]*)\))?\s*:/
const METHOD = /^(async\s+)?def\s+(\w+)\s*\(([^)]*)\)/
const FIXTURE = /^(set_?up|tear_?down|async_?set_?up|async_?tear_?down)/i

/** The classes of a file that have methods named `test…`. */
export function testClasses(source: PythonSource): TestClass[] {
  const lines = codeLines(source)
  const found: TestClass[] = []
  for (let at = 0; at < lines.length; at++) {
    const head = lines[at] as Line
    const match = head.indent === 0 ? CLASS.exec(head.code) : null
    if (match === null) continue
    let last = at + 1
    while (last < lines.length && (lines[last] as Line).indent > 0) last++
    const inside = lines.slice(at + 1, last)
    const all = methodsOf(source, inside)
    const methods = all.filter(({ name }) => name.startsWith('test'))
    const hasFixture = all.some(({ name }) => FIXTURE.test(name))
    if (methods.length > 0)
      found.push({ name: match[1] ?? '', bases: match[2]?.trim() ?? '', hasFixture, methods })
    at = last - 1
  }
  return found
}

function methodsOf({ text }: PythonSource, inside: readonly Line[]): TestMethod[] {
  const indent = inside[0]?.indent ?? 0
  const methods: TestMethod[] = []
  let decorators: Line[] = []
  for (const [at, line] of inside.entries()) {
    if (line.indent !== indent) continue
    const match = METHOD.exec(line.code)
    if (match !== null) {
      let last = at + 1
      while (last < inside.length && (inside[last] as Line).indent > indent) last++
      const body = inside.slice(at + 1, last)
      const name = match[2] ?? ''
      methods.push({
        name,
        start: decorators[0]?.start ?? line.start,
        end: body.at(-1)?.end ?? line.end,
        indent,
        nameAt: text.indexOf(name, line.start + line.code.indexOf('def ') + 4),
        decorators: decorators.map(({ code }) => code),
        parameters: match[3]?.trim() ?? '',
        isPlain: match[1] === undefined && match[3]?.trim() === 'self',
        body,
      })
    }
    decorators = line.code.startsWith('@') ? [...decorators, line] : []
  }
  return methods
}

/** The arguments of a call whose opening bracket is at `open`, as ranges of the text; null when it has no end. */
export function argumentsAt(
  { masked }: PythonSource,
  open: number,
): { start: number; end: number }[] | null {
  const found: { start: number; end: number }[] = []
  let depth = 0
  let start = open + 1
  for (let at = open; at < masked.length; at++) {
    const char = masked[at] as string
    if ('([{'.includes(char)) depth++
    const closes = ')]}'.includes(char)
    if (closes) depth--
    if ((char === ',' && depth === 1) || (closes && depth === 0)) {
      if (masked.slice(start, at).trim() !== '') found.push({ start, end: at })
      start = at + 1
    }
    if (closes && depth === 0) return found
  }
  return null
}
