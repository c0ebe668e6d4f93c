/** JavaScript or TypeScript of which only the brackets, texts and comments are told apart. */
export interface JestSource {
  text: string
  /** Offsets of lines at the top of the file that begin a test or a describe. */
  places: number[]
  /** Names that are imported from files beside it. */
  imported: string[]
  /** Comparisons on one line that need nothing but what is imported: `expect(add(1, 2)).toBe(3)`. */
  comparisons: { value: string; matcher: string }[]
  /** Some test is marked as the only one. */
  hasOnly: boolean
}

const TESTS = /^(?:[xf]?(?:describe|it)|x?test)\b/
const COMPARISON = /^expect\((.*)\)\.(toBe|toEqual|toStrictEqual)\([^()]*\);?$/
const IMPORT = /^import\s+(?!type\b)([^;]*?)\s+from\s+['"]\.[^'"]*['"]/gm
const REQUIRE = /^(?:const|let|var)\s+(\{[^}]*\}|[\w$]+)\s*=\s*require\(\s*['"]\.[^'"]*['"]\s*\)/gm
const GLOBALS =
  /^(?:undefined|null|true|false|NaN|Infinity|new|Date|Array|Set|Map|Object|BigInt|Math|Number|String)$/

export function readJest(text: string): JestSource {
  const code = masked(text)
  const imported = [...text.matchAll(IMPORT), ...text.matchAll(REQUIRE)].flatMap(([, names = '']) =>
    namesIn(names),
  )
  const places: number[] = []
  const comparisons: JestSource['comparisons'] = []
  let depth = 0
  let start = 0
  for (const line of code.split('\n')) {
    if (depth === 0 && TESTS.test(line)) places.push(start)
    const trimmed = line.trim()
    const written = text.slice(start, start + line.length).trim()
    // Masked and written text are of one length, so that what is within brackets is the same in both.
    const match = COMPARISON.exec(trimmed)
    if (match !== null && needsOnly(match[1] ?? '', imported))
      comparisons.push({
        value: written.slice('expect('.length, 'expect('.length + (match[1] ?? '').length),
        matcher: match[2] ?? '',
      })
    depth += count(line, /[([{]/g) - count(line, /[)\]}]/g)
    start += line.length + 1
  }
  const hasOnly = /\.only\b|^\s*f(?:it|describe)\(/m.test(code)
  return { text, places, imported: [...new Set(imported)], comparisons, hasOnly }
}

function count(line: string, pattern: RegExp): number {
  return line.match(pattern)?.length ?? 0
}

/** Names that an import or a require makes: `a, { b as c }`, `* as d`, `{ e: f }`. */
function namesIn(list: string): string[] {
  return list
    .replace(/[{}]/g, ',')
    .split(',')
    .flatMap((part) => {
      if (/^\s*type\s+\w/.test(part)) return []
      const name = /([\w$]+)\s*$/.exec(part)?.[1]
      return name === undefined ? [] : [name]
    })
}

/** Whether it is one call of what is imported: its brackets are whole, and it names nothing else. */
function needsOnly(code: string, imported: readonly string[]): boolean {
  let depth = 0
  for (const one of code) {
    if ('([{'.includes(one)) depth++
    else if (')]}'.includes(one) && --depth < 0) return false
  }
  const names = [...code.matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*(?!\s*:)/g)].map(([name]) => name)
  return (
    depth === 0 &&
    !/=>|`|\bawait\b|\bfunction\b/.test(code) &&
    names.some((name) => imported.includes(name)) &&
    names.every((name) => imported.includes(name) || GLOBALS.test(name))
  )
}

/** The same text with blanks for what is in texts, patterns and comments. */
function masked(text: string): string {
  const PARTS =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"|`(?:[^`\\]|\\[\s\S])*`|(?<=[(,=:[!&|?{};\n]\s*)\/(?![/*])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/g
  return text.replace(PARTS, (part) => part.replace(/[^\n]/g, part[0] === '`' ? '`' : '"'))
}
