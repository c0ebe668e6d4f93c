import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { contracts } from '../../src/contracts/index.ts'
import { type Cli, learner, type Ran } from '../helpers/cli.ts'
import { ANSWERS, sqlCourse } from '../helpers/sql-course.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

function document(ran: Ran): Record<string, never> {
  const { schema, ...rest } = ran.json()
  const contract = (contracts as Record<string, { parse(value: unknown): unknown }>)[schema]
  contract?.parse(rest)
  expect(contract).toBeDefined()
  return rest as never
}

function writeCourse(): string {
  const folder = temporaryFolder()
  for (const [path, text] of Object.entries(sqlCourse())) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

async function withCourse(): Promise<{ cli: Cli; folder: string }> {
  const cli = learner()
  const folder = writeCourse()
  expect((await cli.run(['course', 'check', folder, '--write'])).code).toBe(0)
  expect((await cli.run(['course', 'add', folder])).code).toBe(0)
  return { cli, folder }
}

test('a course in SQL keeps its word, and is packed', async () => {
  const { cli, folder } = await withCourse()
  const checked = await cli.run(['course', 'check', folder, '--solutions', '--mutants', '--json'])
  expect([checked.code, document(checked)]).toMatchObject([
    0,
    {
      passed: true,
      checks: [{ run: { programs: 2, exercises: 2, wrong: { written: 3 }, survivors: [] } }],
    },
  ])
  const pack = join(temporaryFolder(), 'books.mastery')
  expect((await cli.run(['course', 'pack', folder, '--grader', '--output', pack])).stderr).toBe('')
  const other = learner()
  expect((await other.run(['course', 'add', pack])).code).toBe(0)
  const shown = document(await other.run(['course', 'show', 'books', '--json']))
  expect(JSON.stringify(shown)).toContain('raise-prices')
}, 120_000)

test('an exercise in SQL: start, check, hint, watch, submit', async () => {
  const { cli } = await withCourse()
  const started = document(await cli.run(['start', 'dear-books', '--json']))
  expect(started).toMatchObject({
    language: 'sql',
    written: ['data.sql', 'query.sql', 'schema.sql'],
  })
  const folder = join(cli.workspace, 'books', 'dear-books')
  const inside = { cwd: folder }
  const save = (text: string) => writeFileSync(join(folder, 'query.sql'), text)

  const empty = await cli.run(['check'], inside)
  expect(empty.code).toBe(1)
  expect(empty.stdout).toContain('query.sql asks for nothing. Is there a SELECT in it?')

  save(
    'SELECT title, name\nFROM book JOIN author ON author.id = book.author\nORDER BY title DESC;\n',
  )
  const wrong = await cli.run(['check'], inside)
  expect(wrong.code).toBe(1)
  expect(wrong.stdout).toContain('1 row is too much.')
  expect(wrong.stdout).toContain('got      │ Notes      Ada')
  expect(document(await cli.run(['hint', '--json'], inside))).toMatchObject({ rung: 1, of: 3 })

  // The learner's copies of the given scripts do not count.
  writeFileSync(join(folder, 'data.sql'), "DELETE FROM book; SELECT 'mine'")
  const watching = cli.run(['watch', '--once', '--json'], inside)
  await sleep(2_500)
  save(ANSWERS['dear-books'])
  expect(document(await watching)).toMatchObject({ verdict: { status: 'passed' } })

  const submitted = await cli.run(['submit', '--json'], inside)
  expect([submitted.code, document(submitted)]).toMatchObject([
    0,
    { verdict: { status: 'passed', tests: [{ hidden: false }, { hidden: true }] }, quality: null },
  ])
  const solution = await cli.run(['solution'], inside)
  expect(solution.stdout).toContain('WHERE price >= 20')
  const stats = document(await cli.run(['stats', 'books', '--json']))
  expect(JSON.stringify(stats)).not.toContain('NaN')
})

test('an exercise that changes a table, wrong and right', async () => {
  const { cli } = await withCourse()
  const started = await cli.run(['start', 'raise-prices'])
  expect(started.stdout).toMatch(/Given beside it: schema\.sql, data\.sql; each test runs/)
  const folder = join(cli.workspace, 'books', 'raise-prices')
  const save = (text: string) => writeFileSync(join(folder, 'query.sql'), text)
  save('BEGIN;\nUPDATE book SET price = price + 1 WHERE author IS NOT NULL;\n')
  const open = await cli.run(['check'], { cwd: folder })
  expect(open.stdout).toContain('3 rows are missing, and 3 rows are there')
  expect(open.stdout).toContain('The transaction was never committed')
  save('UPDATE book SET prise = price + 1;\n')
  const typo = await cli.run(['check'], { cwd: folder })
  expect(typo.stdout).toMatch(/no such column: prise\. Did you\s+mean price\?/)
  expect(typo.stdout).toContain('1 │ UPDATE book SET prise = price + 1;')
  save(ANSWERS['raise-prices'])
  expect((await cli.run(['submit'], { cwd: folder })).code).toBe(0)
})

test('a script is run, with others before it', async () => {
  const cli = learner()
  const file = (name: string, text: string) => writeFileSync(join(cli.workspace, name), text)
  file('query.sql', 'SELECT name FROM fruit;\nSELECT nmae FROM fruit;\n')
  file('schema.sql', 'CREATE TABLE fruit (name TEXT);\n')
  file('data.sql', "INSERT INTO fruit VALUES ('fig');\n")
  const others = ['--with', 'schema.sql', '--with', 'data.sql']
  const run = await cli.run(['run', 'query.sql', ...others])
  expect([run.code, run.stdout]).toEqual([1, 'name\n----\nfig\n'])
  expect(run.stderr).toContain('no such column: nmae. Did you mean')
  expect(run.stderr).toContain('2 │ SELECT nmae FROM fruit;')
  const json = document(await cli.run(['run', 'query.sql', ...others, '--json']))
  expect(json).toMatchObject({ language: 'sql', errorKind: 'OperationalError', where: { line: 2 } })
})
