import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { Exercise, ExpectedRows, TestCase } from '../../../src/core/course/model.ts'
import type { CaseRun, WireValue } from '../../../src/core/grading/code-runner.ts'
import { gradeExercise } from '../../../src/core/grading/grade.ts'
import { judge } from '../../../src/core/grading/judge.ts'
import { realText, tableText } from '../../../src/core/grading/table.ts'
import { verifyCourse } from '../../../src/core/grading/verify-course.ts'
import { makeStyle } from '../../../src/tui/plain/style.ts'
import { renderVerdict } from '../../../src/tui/plain/verdict.ts'
import { courseOf } from '../../helpers/course-files.ts'
import { exercise, runnerOf, testCase } from '../../helpers/sandbox.ts'
import { type ANSWERS, sqlCourse } from '../../helpers/sql-course.ts'
import { verification } from '../../helpers/verification.ts'

const float = (text: string) => ({ $float: text })

function judged(
  result: Partial<ExpectedRows> & Pick<ExpectedRows, 'rows'>,
  rows: WireValue[][],
  more: Partial<TestCase> & { names?: string[] } = {},
) {
  const { names = (rows[0] ?? result.rows[0] ?? []).map((_, at) => 'abc'[at] ?? ''), ...rest } =
    more
  const run = {
    id: 'one',
    value: { columns: names, rows },
    error: null,
    whileLoading: false,
    missing: null,
    steps: [],
    stdout: '',
    stderr: '',
    files: {},
    durationMs: 1,
    ...{ timedOut: false, outOfMemory: false, outputLimit: false, crashed: false },
    ...{ forbidden: false, cancelled: false, where: null, grew: null },
  } satisfies CaseRun
  const one = testCase(
    'one',
    { type: 'script', query: null },
    {
      result: { columns: null, ordered: false, ...result },
      ...rest,
    },
  )
  return judge(exercise('sql', [one]), one, run)
}

describe('rows are compared', () => {
  test('as a multiset, value by value', () => {
    expect(
      judged(
        {
          rows: [
            [1, 'a'],
            [2, null],
            [1, 'a'],
          ],
        },
        [
          [2, null],
          [1, 'a'],
          [1, 'a'],
        ],
      ),
    ).toBeNull()
    expect(judged({ rows: [[1], [1], [2]] }, [[1], [2], [2]])?.rationale).toBe(
      '1 row is missing, and 1 row is there that should not be.',
    )
    expect(judged({ rows: [] }, [])).toBeNull()
    expect(judged({ rows: [] }, [[1]])?.rationale).toBe('1 row is too much.')
    expect(judged({ rows: [[1], [2]] }, [])?.rationale).toBe(
      'It gives no rows; 2 rows are expected.',
    )
  })

  test.each<[string, WireValue, WireValue, boolean, Partial<TestCase>]>([
    ['1 is 1.0', 1, float('1'), true, {}],
    ['not where types count', 1, float('1'), false, { types: 'exact' }],
    ["1 is not '1'", 1, '1', false, {}],
    ['NULL is nothing else', null, '', false, {}],
    ['NULL is not 0', null, 0, false, {}],
    ['text is exact', 'Ada', 'ada', false, {}],
    ['floats are nearly equal', 0.3, float('0.30000000000000004'), true, {}],
    ['or within a tolerance', 0.3, float('0.34'), true, { tolerance: 0.05 }],
    [
      'large whole numbers are exact',
      { $int: '9007199254740993' },
      { $int: '9007199254740992' },
      false,
      {},
    ],
    ['bytes', { $bytes: 'AP8=' }, { $bytes: 'AP8=' }, true, {}],
    ['other bytes', { $bytes: 'AP8=' }, { $bytes: 'AP4=' }, false, {}],
  ])('%s', (_, expected, actual, same, more) => {
    expect(judged({ rows: [[expected]] }, [[actual]], more) === null).toBe(same)
  })

  test('in order only where it is asked for', () => {
    const rows = [[1], [2], [3]]
    const turned = [[1], [3], [2]]
    expect(judged({ rows }, turned)).toBeNull()
    const fault = judged({ rows, ordered: true }, turned)
    expect(fault).toMatchObject({
      kind: 'wrong-order',
      rationale:
        'The rows are right, but not their order: from row 2 on it is another. Which ORDER BY does the task ask for?',
      hiddenRationale: 'The rows are right, but not their order.',
    })
    expect(judged({ rows, ordered: true }, rows)).toBeNull()
  })

  test('their columns by number, by name only where it is asked for', () => {
    expect(judged({ rows: [[1, 2]] }, [[1]])).toMatchObject({
      kind: 'wrong-columns',
      rationale: 'The result has 1 column (a), but should have 2.',
    })
    expect(judged({ rows: [], columns: ['a', 'b'] }, [], { names: ['a'] })?.kind).toBe(
      'wrong-columns',
    )
    expect(judged({ rows: [[1]] }, [[1]], { names: ['anything'] })).toBeNull()
    expect(judged({ rows: [[1]], columns: ['Total'] }, [[1]], { names: ['TOTAL'] })).toBeNull()
    expect(
      judged({ rows: [[1]], columns: ['total'] }, [[1]], { names: ['sum(x)'] })?.rationale,
    ).toBe('Column 1 is called "sum(x)", but should be called "total". AS gives a column its name.')
  })

  test('with what is missing beside what is most like it', () => {
    const fault = judged(
      {
        rows: [
          ['Ada', 36],
          ['Tim', null],
          ['Zoë', 7],
        ],
      },
      [
        ['Tim', null],
        ['Ada', 35],
        ['Bob', 1],
      ],
    )
    expect(fault?.evidence.diff.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'same a       b',
      'same ---  ----',
      'expected Ada    36',
      'actual Ada    35',
      'same Tim  NULL',
      'expected Zoë     7',
      'actual Bob     1',
    ])
    expect(fault?.hiddenRationale).toBe('The rows of the result are not the right ones.')
  })

  test('and whole numbers look like those of the column', () => {
    const rows = [[8], [13.5]] as WireValue[][]
    const fault = judged({ rows }, [[float('9')], [float('13.5')]])
    const lines = fault?.evidence.diff.map(({ text }) => text.trim())
    expect(lines?.slice(2)).toEqual(['8.0', '13.5', '9.0'])
    expect(judged({ rows: [[8]] }, [[float('8')]])).toBeNull()
    const mixed = judged({ rows: [[1000000001], [0.5]] }, [[1000000002], [float('0.5')]])
    expect(mixed?.kind).toBe('wrong-rows')
    expect(judged({ rows: [[8]] }, [[float('8')]], { types: 'exact' })).not.toBeNull()
  })

  test('and a result that is none equals nothing', () => {
    const one = testCase(
      'one',
      { type: 'script', query: null },
      {
        result: { rows: [], columns: null, ordered: false },
      },
    )
    const run = {
      value: 'x',
      error: null,
      missing: null,
      whileLoading: false,
    } as unknown as CaseRun
    expect(judge(exercise('sql', [one]), one, run)?.rationale).toBe(
      'query.sql asks for nothing. Is there a SELECT in it?',
    )
  })
})

test('a table is aligned; a wide one becomes a list', () => {
  const cell = (text: string, isNumber = false) => ({ text, isNumber })
  expect(
    tableText(
      ['n', '日本'],
      [
        [cell('1', true), cell('a')],
        [cell('NULL'), cell('é\nb')],
      ],
    ),
  ).toBe('   n  日本\n----  ----\n   1  a\nNULL  é␊b\n')
  expect(
    tableText(
      ['a', 'b'],
      [
        [cell('x'.repeat(60)), cell('y'.repeat(60))],
        [cell('1'), cell('2')],
      ],
    ),
  ).toBe(`a: ${'x'.repeat(60)}\nb: ${'y'.repeat(60)}\n\na: 1\nb: 2\n`)
})

test('a REAL is written as SQLite writes it', () => {
  const database = new DatabaseSync(':memory:')
  const statement = database.prepare("SELECT printf('%!.15g', ?) AS text")
  const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => value !== 0)
  fc.assert(
    fc.property(fc.oneof(numbers, fc.double({ min: -1e6, max: 1e6, noNaN: true })), (value) => {
      const zero = Object.is(value, -0) ? 0 : value
      expect(realText(zero)).toBe(statement.get(zero)?.text)
    }),
    { numRuns: 500 },
  )
})

describe('a course in SQL', () => {
  const runner = runnerOf('isolate')
  afterAll(() => runner.close())

  test('keeps its word: lessons, solutions, starters, mutants', async () => {
    const course = await courseOf(sqlCourse())
    const what = { solutions: true, mutants: true }
    const { problems, run } = await verifyCourse(verification(runner), course, what, () => {})
    expect(problems.map(({ file, message }) => `${file} ${message}`)).toEqual([])
    expect(run).toMatchObject({
      programs: 2,
      exercises: 2,
      wrong: { written: 3, generated: 11, forged: 15 },
      survivors: [],
    })
  }, 120_000)

  const graded = async (id: keyof typeof ANSWERS, text: string) => {
    const course = await courseOf(sqlCourse())
    const item = course.items.find((one): one is Exercise => one.id === id) as Exercise
    const files = [{ path: 'query.sql', text }]
    const limits = { ...item.limits, seconds: 1 }
    const exercise = { ...item, limits }
    return gradeExercise(
      { runner },
      { exercise, files, include: 'all', atLeast: 'isolate', seed: 1 },
    )
  }

  test('an answer written by hand passes what is seen, not what is hidden', async () => {
    const verdict = await graded(
      'dear-books',
      "SELECT 'Compilers' AS title, 'Grace' AS name UNION ALL SELECT 'Engines', 'Ada'",
    )
    expect(verdict.tests.map(({ status, rationale }) => [status, rationale])).toEqual([
      ['passed', ''],
      ['failed', 'The rows of the result are not the right ones.'],
    ])
    expect(verdict.tests[1]?.evidence).toBeNull()
  })

  test('what SQLite cannot read is said once, with its place', async () => {
    const verdict = await graded('dear-books', 'SELECT title\nFORM book JOIN author')
    expect(verdict).toMatchObject({
      status: 'error',
      errorKind: 'SyntaxError',
      broken: {
        rationale: 'SQLite stopped in line 2 of query.sql: near "book": syntax error.',
        where: { file: 'query.sql', line: 2 },
      },
    })
    const name = await graded('dear-books', 'SELECT titel FROM book')
    expect(name.broken?.rationale).toBe(
      'SQLite stopped in line 1 of query.sql: no such column: titel. Did you mean title?',
    )
  })

  test('a wrong result fits into 40 columns', async () => {
    const verdict = await graded('dear-books', 'SELECT title, name FROM book, author')
    const text = renderVerdict(verdict, makeStyle({ width: 40, color: false }))
    expect(text.split('\n').filter((row) => row.length > 40)).toEqual([])
    expect(text).toContain('    Compilers  Grace\n    Engines    Ada\n  + Notes      Ada\n')
    expect(text).toContain('10 rows are too much. Does a join lack\n')
  })

  test('an error in the script is no error of the query', async () => {
    const verdict = await graded('raise-prices', 'UPDATE book SET price = -1')
    expect(verdict.status).toBe('error')
    expect(verdict.errorKind).toBe('IntegrityError')
    expect(verdict.score).toBe(0)
  })

  test('limits and what is closed are told in the words of SQL', async () => {
    const endless = await graded(
      'dear-books',
      'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t',
    )
    expect(endless.tests[0]?.rationale).toBe(
      'It was still running after 1 second and was stopped in line 1 of query.sql. Does a recursive query never end, or does a join lack its condition?',
    )
    const large = await graded('dear-books', 'SELECT 1;\nSELECT randomblob(1000000000)')
    expect(large.tests[0]?.rationale).toBe(
      'It needed more than 50 MB of memory in line 2 of query.sql and was stopped. Does a join lack its condition, or is a single value that large?',
    )
    const unfinished = await graded('dear-books', 'SELECT 1;\nSELECT title,')
    expect(unfinished.broken?.rationale).toBe(
      'query.sql ends in the middle of a statement that begins in line 2. Is a bracket or a part of it missing?',
    )
    const closed = await graded('dear-books', "ATTACH 'x' AS y")
    expect([closed.errorKind, closed.tests[0]?.rationale]).toEqual([
      'forbidden',
      'ATTACH and VACUUM are not available here: there is only one database, in memory, and no files.',
    ])
    const flood = await graded(
      'dear-books',
      'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT n, n FROM t LIMIT 20000',
    )
    expect(flood.tests[0]?.rationale).toMatch(/more rows than anybody reads/)
  })
})
