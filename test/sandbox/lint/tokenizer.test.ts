import { expect, test } from 'vitest'
import type { Language } from '../../../src/core/course/model.ts'
import { openTokenizer } from '../../../src/sandbox/lint/tokenizer.ts'
import { readHostile } from '../../helpers/hostile-sources.ts'
import { root } from '../../helpers/sandbox.ts'

async function kinds(language: Language, text: string): Promise<string> {
  const tokenizer = await openTokenizer(root, language)
  const tokens = tokenizer.read(text)
  tokenizer.close()
  if (typeof tokens === 'string') throw new Error(tokens)
  expect(tokens.written).toHaveLength(tokens.kinds.length)
  return tokens.kinds.join(' ')
}

test('Python: own names, literals and hints go, what the language has stays', async () => {
  expect(
    await kinds(
      'python',
      `import math as m # for pi
def area(radius: float = 1.0, *rest) -> float:
    "What it is."
    pass
    names = ["a", "b" "c", 'd',]
    return m.pi * radius ** 2 + len(f"{rest}!")
`,
    ),
  ).toBe(
    'import =math as name def name ( name = literal , * name ) : name = [ literal ] return name . =pi * name ** literal + =len ( literal { name } )',
  )
})

test('JavaScript and TypeScript are the same but for types', async () => {
  const expected =
    // biome-ignore lint/suspicious/noTemplateCurlyInString: tokens of a template
    'let name = ( name ) => { if name == null return { name : literal } let { name } = name name . name = literal ${ name } name . =push ( name ) }'
  const script = `const f = (x) => { if (x === null) { return { a: 1 }; }
    var { a } = x; x.b = \`n\${a}\`; a.push(x) }`
  expect(await kinds('javascript', script)).toBe(expected)
  const typed = `let f = (x: T<number>): U => { if (x == null) return { a: /1/g };
    const { a } = x // c
    x.b = \`n\${a}\`; a.push(x) }`
  expect(await kinds('typescript', typed)).toBe(expected)
})

test('SQL: aliases are names of its own, columns and functions are not', async () => {
  expect(
    await kinds(
      'sql',
      `-- all of them
WITH best AS (SELECT Total(price) total FROM "goods" g WHERE g.id IN (1, 2, 3))
select total from best /* done */;`,
    ),
  ).toBe(
    'WITH name ( SELECT =TOTAL ( =PRICE ) name FROM =GOODS name WHERE name . =ID IN ( literal ) ) SELECT name FROM name',
  )
})

test.each<Language>(['python', 'javascript', 'typescript', 'sql'])(
  'hostile %s is read or refused in bounded time, and the next program is read',
  (language) => readHostile(language, ['a sum', 'the wrong order']),
  120_000,
)

test('what no exercise asks for is not read', async () => {
  const tokenizer = await openTokenizer(root, 'python')
  expect(tokenizer.read('x'.repeat(1_000_000))).toBe('is longer than 100,000 characters')
  tokenizer.close()
})
