import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { Language as Grammar, type Language, type Node, Parser } from 'web-tree-sitter'
import { highlight, type TokenKind, tokenize } from '../../../src/tui/plain/highlight.ts'
import { plainText } from '../../../src/tui/plain/spans.ts'

/** All fences of the bundled courses, and what courses do not show yet. */
const markdown = readdirSync('content', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => readFileSync(join('content', path), 'utf8'))
const sources = readdirSync('content', { recursive: true, encoding: 'utf8' })

function snippets(language: string, ending: string): string[] {
  const fences = markdown.flatMap((text) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\b[^\\n]*\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
      (found) => found[1] ?? '',
    ),
  )
  const files = sources
    .filter((path) => path.endsWith(ending))
    .map((path) => readFileSync(join('content', path), 'utf8'))
  return [...fences, ...files]
}

const PYTHON_CASES = [
  'x = f"{name!r:>{width}} {{no}} {d[\'k\']} {a != b} {x:%H:%M}"\n',
  'r = rb"\\d" + R\'\\\'\' + """a\n# no comment\n"b" """\n',
  'n = 0x_FF + 1_000.5e-3 + .5 + 5. + 3j + 0b10 + 1if x else 2\n',
  '@decorator\nasync def größe(self, *args: int) -> None:\n    print(self.type, match)\n    raise ValueError("a") from None\n',
  'match point:\n    case (0, _): pass\n    case Point(x=1) if x: match = 1\nmatch.case = type(x)\ntype Alias = list[int]\n',
  's = "unterminated\nt = 1  # end',
]

/** What Python's own tokenizer says of every character that is a string, a comment, a number or a keyword. */
const REFERENCE = `
import io, json, keyword, sys, tokenize
def kinds(source):
    lines = source.split("\\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    marks = []
    depth = 0
    names = {tokenize.COMMENT: "comment", tokenize.NUMBER: "number", tokenize.STRING: "string"}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        kind = names.get(token.type)
        if token.type == tokenize.NAME and keyword.iskeyword(token.string):
            kind = "keyword"
        if tokenize.tok_name[token.type] in ("FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END"):
            kind = "fstring"
        if kind:
            marks.append([starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1], kind])
    return marks
result = []
for source in json.load(sys.stdin):
    try:
        result.append(kinds(source))
    except Exception:
        result.append(None)
json.dump(result, sys.stdout)
`

/** Kind of each character. Text outside the BMP is measured in code points, as Python does. */
function kindsOf(code: string, language: string): { kind: TokenKind; character: string }[] {
  return tokenize(code, language).flatMap(({ kind, text }) =>
    [...text].map((character) => ({ kind, character })),
  )
}

describe('Python, as its own tokenizer reads it', () => {
  const programs = [...snippets('python', '.py'), ...PYTHON_CASES]
  let marks: ([number, number, string][] | null)[] = []
  beforeAll(() => {
    marks = JSON.parse(
      execFileSync('python3', ['-c', REFERENCE], {
        input: JSON.stringify(programs),
        encoding: 'utf8',
        maxBuffer: 1e8,
      }),
    )
  })

  test('no character is lost', () => {
    expect(programs.length).toBeGreaterThan(100)
    for (const program of programs) {
      expect(
        tokenize(program, 'python')
          .map(({ text }) => text)
          .join(''),
      ).toBe(program)
    }
  })

  test('strings, comments, numbers and keywords are where Python sees them', () => {
    let compared = 0
    programs.forEach((program, index) => {
      const found = marks[index]
      if (found == null) return
      compared++
      const kinds = kindsOf(program, 'python')
      const wrong = found.flatMap(([from, to, kind]) => {
        const ours = kinds.slice(from, to)
        // Before 3.12 an f-string is one token; what is in its braces is ours to colour.
        if (
          kind === 'string' &&
          /^[rb]*[ft]/i.test(
            ours
              .slice(0, 3)
              .map(({ character }) => character)
              .join(''),
          )
        )
          return []
        const wanted = kind === 'fstring' ? 'string' : kind
        return ours.some(
          (one) => one.kind !== wanted && one.character !== '{' && one.character !== '}',
        )
          ? [`${kind}: ${ours.map(({ character }) => character).join('')} in ${program}`]
          : []
      })
      expect(wrong).toEqual([])
    })
    expect(compared).toBeGreaterThan(90)
  })

  test('expressions in f-strings are code', () => {
    const tokens = tokenize('f"{len(name):>{width}} {x!r}"', 'python')
    expect(tokens.filter(({ kind }) => kind === 'builtin').map(({ text }) => text)).toEqual(['len'])
    expect(tokens.find(({ text }) => text.includes('width'))?.kind).toBe('plain')
  })
})

const SCRIPT_CASES = [
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the program
  'const a = `x ${b + `in ${"}"}` } y`; // end\nlet r = /[/"]\\/x/g.test(s) ? 1 / 2 : a++ / b;',
  'class A { #x = 1; static get y() { return this.#x } async *z() { yield* [0x1F, 1n, .5e-3]; } }',
  'const o = { default: 1, get: 2, if: 3, "k": null }; o.default.class;\nfor (const x of of) { async () => await x }',
  '/* a\n`b */ if (a) { /re/.exec(b) }\nreturn\nexport default function f() {}',
]

describe('JavaScript, as its grammar reads it', () => {
  const programs = [...snippets('javascript', '.js'), ...SCRIPT_CASES]
  let grammar: Language
  beforeAll(async () => {
    const require = createRequire(import.meta.url)
    await Parser.init()
    grammar = await Grammar.load(
      require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-javascript.wasm'),
    )
  })

  const KINDS: Record<string, TokenKind> = {
    string: 'string',
    string_fragment: 'string',
    regex: 'string',
    comment: 'comment',
    number: 'number',
  }

  function leaves(node: Node, marks: [number, number, TokenKind][]): void {
    const kind = KINDS[node.type]
    if (kind !== undefined) marks.push([node.startIndex, node.endIndex, kind])
    else if (
      node.childCount === 0 &&
      /^[a-z]+$/.test(node.type) &&
      !node.isNamed &&
      node.type === node.text
    )
      marks.push([node.startIndex, node.endIndex, 'keyword'])
    else for (const child of node.children) if (child !== null) leaves(child, marks)
  }

  test('no character is lost', () => {
    expect(programs.length).toBeGreaterThan(30)
    for (const program of programs)
      expect(
        tokenize(program, 'javascript')
          .map(({ text }) => text)
          .join(''),
      ).toBe(program)
  })

  test('strings, comments, numbers, patterns and keywords are where the grammar sees them', () => {
    const parser = new Parser()
    parser.setLanguage(grammar)
    for (const program of programs) {
      const tree = parser.parse(program)
      if (tree === null || tree.rootNode.hasError) continue
      const marks: [number, number, TokenKind][] = []
      leaves(tree.rootNode, marks)
      const kinds = tokenize(program, 'javascript').flatMap(({ kind, text }) =>
        text.split('').map((character) => ({ kind, character })),
      )
      const wrong = marks.flatMap(([from, to, kind]) => {
        const ours = kinds.slice(from, to)
        return ours.some((one) => one.kind !== kind)
          ? [`${kind}: ${ours.map(({ character }) => character).join('')} in ${program}`]
          : []
      })
      expect(wrong).toEqual([])
    }
  })

  test('types are keywords in TypeScript only where a type stands', () => {
    const tokens = tokenize(
      'interface A { readonly type: string }\nconst type = 1 as number',
      'typescript',
    )
    const of = (text: string) =>
      tokens.filter((token) => token.text === text).map(({ kind }) => kind)
    expect(of('interface')).toEqual(['keyword'])
    expect(of('string')).toEqual(['keyword'])
    expect(of('number')).toEqual(['keyword'])
    expect(of('as')).toEqual(['keyword'])
  })
})

test('an unknown language is left alone, and control sequences never reach the terminal', () => {
  const lines = highlight('a\u001b[31mb\tc\u202e\n\u0007d', 'sql')
  expect(lines.map(plainText)).toEqual(['ab  c⟨RLO⟩', 'd'])
})

test('SQL: words in any case, texts and comments as SQLite reads them', () => {
  const code = `SELECT count(*), "or", x'ff' -- and 'x\nfrom t where a>=1.5e3 AND b='it''s; -- no' /* c */`
  const tokens = tokenize(code, 'sql')
  expect(tokens.map(({ text }) => text).join('')).toBe(code)
  const of = (wanted: string) =>
    tokens.filter(({ kind }) => kind === wanted).map(({ text }) => text)
  expect(of('keyword')).toEqual(['SELECT', 'from', 'where', 'AND'])
  expect(of('builtin')).toEqual(['count'])
  expect(of('string')).toEqual(["x'ff'", "'it''s; -- no'"])
  expect(of('comment')).toEqual(["-- and 'x", '/* c */'])
  expect(of('number')).toEqual(['1.5e3'])
})
