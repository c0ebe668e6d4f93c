import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseRun, CodeRunner, GuestCase, Tier } from '../../src/core/grading/code-runner.ts'
import { causes, LIMITS, program, runnerOf } from '../helpers/sandbox.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const TIERS = ['namespaces', 'kernel', 'isolate'] as const satisfies Tier[]
const SCHEMA =
  'CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER CHECK (age > 0));'
const DATA = "INSERT INTO p VALUES (1, 'Ada', 36), (2, 'Tim', NULL), (3, 'Zoë', 7);"
const many = (limit: number) =>
  `WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many LIMIT ${limit})`
const ENDLESS =
  'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t'
const patient = { wallMs: 20_000 }

type Given = Partial<GuestCase> & { text: string }

async function scripts(
  runner: CodeRunner,
  given: readonly Given[],
  limits: Partial<typeof LIMITS> = {},
): Promise<CaseRun[]> {
  const result = await runner.runCases({
    language: 'sql',
    files: [
      { path: 'query.sql', text: '' },
      { path: 'schema.sql', text: SCHEMA },
      { path: 'data.sql', text: DATA },
      { path: 'notes.txt', text: 'no script' },
    ],
    entry: 'query.sql',
    limits: { ...LIMITS, ...limits },
    atLeast: 'isolate',
    cases: given.map(({ text, files, ...more }, index) => ({
      id: String(index),
      action: { type: 'script', query: null },
      readBack: [],
      ...more,
      files: { 'query.sql': text, ...files },
    })),
  })
  return result.cases
}

describe.each(TIERS)('SQL in %s', (tier) => {
  const runner = runnerOf(tier, true)
  afterAll(() => runner.close())

  test('the tier holds here: the probe attacks it', async () => {
    const found = (await runner.tiers({ languages: ['sql'] }))[0]
    expect(found).toMatchObject({ tier, available: true })
    expect(found?.promises.map(({ held }) => held)).toEqual(Array(6).fill(true))
  })

  test('a script prints its results as tables', async () => {
    const run = await program(
      runner,
      'sql',
      `${SCHEMA}\n${DATA}\nSELECT name, age, 1e20 AS big FROM p; -- a ; here\nSELECT ';' AS "a;b" WHERE 0;;`,
    )
    expect(run).toMatchObject({ tier, error: null, exitCode: 0, stderr: '' })
    expect(run.stdout).toBe(
      [
        'name   age      big',
        '----  ----  -------',
        'Ada     36  1.0e+20',
        'Tim   NULL  1.0e+20',
        'Zoë      7  1.0e+20',
        '',
        'a;b',
        '---',
        '(no rows)',
        '',
      ].join('\n'),
    )
    expect(causes(run)).toEqual([])
  })

  // 53–58 of the reference list, and one of each cause: each is told, and the next run is clean.
  test('attacks end with their cause', async () => {
    const attacks: [string, string][] = [
      ["ATTACH DATABASE '/etc/passwd' AS other", 'forbidden'],
      ["SELECT load_extension('x')", 'forbidden'],
      ["VACUUM INTO '/tmp/mastery-copy.db'", 'forbidden'],
      ['PRAGMA writable_schema = ON', 'forbidden'],
      ['SELECT randomblob(1000000000)', 'outOfMemory'],
      [
        `${many(400)} SELECT n FROM (SELECT n, randomblob(1000000) AS b FROM many ORDER BY b)`,
        'outOfMemory',
      ],
    ]
    const runs = await scripts(
      runner,
      attacks.flatMap(([text]) => [{ text }, { text: 'SELECT count(*) AS n FROM p' }]),
      patient,
    )
    for (const [index, [, cause]] of attacks.entries()) {
      expect(causes(runs[2 * index] as CaseRun)).toEqual([cause])
      expect(runs[2 * index + 1]?.value).toEqual({ columns: ['n'], rows: [[3]] })
    }
    expect(existsSync('/tmp/mastery-copy.db')).toBe(false)
    const [endless, next] = await scripts(
      runner,
      [{ text: `\n${ENDLESS}` }, { text: 'SELECT 1' }],
      {
        wallMs: 700,
      },
    )
    expect(causes(endless as CaseRun)).toEqual(['timedOut'])
    expect(endless?.where).toEqual({ file: 'query.sql', line: 2, text: ENDLESS })
    expect(next?.value).toMatchObject({ rows: [[1]] })
  })
})

describe('SQL, whatever is around it', () => {
  const runner = runnerOf('isolate')
  afterAll(() => runner.close())
  const one = async (text: string, given: Partial<GuestCase> = {}) =>
    (await scripts(runner, [{ text, ...given }]))[0] as CaseRun

  /** A test for each attack; all are run by one guest after another, as long as it lives. */
  function each<const T extends readonly [string, string, ...unknown[]]>(
    title: string,
    list: readonly T[],
    limits: Partial<typeof LIMITS>,
    check: (run: CaseRun, attack: T) => void,
  ) {
    describe(title, () => {
      let runs: CaseRun[] = []
      beforeAll(async () => {
        runs = await scripts(
          runner,
          list.map(([, text]) => ({ text })),
          limits,
        )
      }, 120_000)
      test.each(list.map((attack, index) => ({ name: attack[0], attack, index })))(
        '$name',
        ({ attack, index }) => check(runs[index] as CaseRun, attack),
      )
    })
  }

  each(
    'is forbidden, and told so',
    [
      [
        'ATTACH of a new file',
        "ATTACH '/tmp/mastery-new.db' AS other",
        /^ATTACH and VACUUM are not/,
      ],
      ['ATTACH by an expression', "ATTACH (SELECT '/etc/' || 'passwd') AS other", /^ATTACH/],
      ['DETACH', 'DETACH main', /^DETACH/],
      ['load_extension', "SELECT load_extension('x')", /^The function load_extension\(\) is not/],
      ['VACUUM', 'VACUUM', /^ATTACH and VACUUM/],
      ['PRAGMA', 'PRAGMA journal_mode = WAL', /^PRAGMA journal_mode is not available/],
      ['a folder for what is temporary', "PRAGMA temp_store_directory = '/tmp'", /^PRAGMA temp_s/],
      ['temporary files', 'PRAGMA temp_store = FILE', /^PRAGMA temp_store/],
      ['more pages', 'PRAGMA max_page_count = 1000000', /^PRAGMA max_page_count/],
      ['a PRAGMA as a table', 'SELECT * FROM pragma_compile_options', /^PRAGMA compile_options/],
      ['a pointer', "SELECT fts3_tokenizer('simple', x'0000000000000000')", /fts3_tokenizer/],
      ['fts5', 'CREATE VIRTUAL TABLE f USING fts5(a)', /^Virtual tables \(fts5\) are not/],
      ['rtree', 'CREATE VIRTUAL TABLE r USING rtree(i, a, b)', /^Virtual tables \(rtree\)/],
      ['a function of rtree', 'SELECT 1; SELECT rtreecheck(1)', /function rtreecheck/],
      ['a table of pages', 'SELECT 1 FROM dbstat', /^The table dbstat is not available/],
      ['a tokenizer', "SELECT * FROM fts3tokenize WHERE input = 'a b'", /fts3tokenize/],
      ['the log', "SELECT sqlite_log(1, 'x')", /function sqlite_log/],
      [
        'in a trigger',
        'CREATE TRIGGER r AFTER INSERT ON p BEGIN SELECT sqlite_log(1, 2); END; INSERT INTO p VALUES (9, 9, 9)',
        /sqlite_log/,
      ],
    ] as const,
    {},
    (run, [, , words]) => {
      expect(causes(run)).toEqual(['forbidden'])
      expect(run.error).toMatchObject({
        type: 'NotSupportedError',
        message: expect.stringMatching(words),
      })
      expect(existsSync('/tmp/mastery-new.db')).toBe(false)
    },
  )

  each(
    'is an error, and nothing more',
    [
      ['a function of a shell', "SELECT writefile('/tmp/x', 'y')", 'no such function: writefile'],
      ['readfile', "SELECT readfile('/etc/passwd')", 'no such function: readfile'],
      ['edit', "SELECT edit('x', 'vi')", 'no such function: edit'],
      ['generate_series', 'SELECT * FROM generate_series(1, 9)', 'no such table: generate_series'],
      ['a regular expression', "SELECT 'a' REGEXP '(a+)+$'", 'no such function: REGEXP'],
      ['a command with a dot', 'SELECT 1;\n.shell ls', 'near ".": syntax error'],
      [
        'an extension in a view',
        "CREATE VIEW v AS SELECT load_extension('x'); SELECT * FROM v",
        'unsafe use of load_extension()',
      ],
      [
        'the schema as data',
        "UPDATE sqlite_schema SET sql = 'x'",
        'table sqlite_master may not be modified',
      ],
      [
        'an inner function',
        "SELECT sqlite_rename_column('a',0,'b','c',0,'d',0,'e',0)",
        'no such function: sqlite_rename_column',
      ],
      ['deep nesting', `SELECT ${'('.repeat(3_000)}1${')'.repeat(3_000)}`, 'Recursion limit'],
      [
        'a deep expression',
        `SELECT 1${' + 1'.repeat(3_000)}`,
        'Expression tree is too large (maximum depth 500)',
      ],
      [
        'many SELECTs',
        `SELECT 1${' UNION SELECT 1'.repeat(600)}`,
        'too many terms in compound SELECT',
      ],
      [
        'a long pattern',
        `SELECT 'a' LIKE '${'%a'.repeat(2_000)}'`,
        'LIKE or GLOB pattern too complex',
      ],
      [
        'views without end',
        'CREATE VIEW a AS SELECT * FROM b; CREATE VIEW b AS SELECT * FROM a; SELECT * FROM a',
        'view a is circularly defined',
      ],
      [
        'deep JSON',
        `SELECT json_extract('${'['.repeat(5_000)}${']'.repeat(5_000)}', '$')`,
        'malformed JSON',
      ],
      ['many columns', `SELECT ${'1, '.repeat(600)}1`, 'too many columns in result set'],
      [
        'a character that is none',
        'SELECT 1;\nSELECT \0 2',
        'the file holds a character with the code 0, which is no text',
      ],
    ] as const,
    {},
    (run, [, , message]) => {
      expect(run.error?.message.slice(0, message.length)).toBe(message)
      expect(causes(run)).toEqual([])
    },
  )

  each(
    'runs out of time',
    [
      ['a product of tables', `${many(3_000)} SELECT count(*) FROM many a, many b, many c`],
      [
        'a window over windows',
        `${many(200_000)} SELECT sum(s) FROM (SELECT sum(n) OVER (ORDER BY n ROWS BETWEEN 100000 PRECEDING AND 100000 FOLLOWING EXCLUDE CURRENT ROW) AS s FROM many)`,
      ],
      [
        'a long IN list',
        `${many(30_000)} SELECT count(*) FROM many a WHERE EXISTS (SELECT 1 FROM many b WHERE b.n + a.n IN (${Array.from({ length: 20_000 }, (_, n) => -n).join()}))`,
      ],
      [
        'an endless trigger',
        `CREATE TABLE t (a); CREATE TABLE u (a); CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO u ${many(1_000)} SELECT 1 FROM many a, many b, many c WHERE a.n + b.n + c.n < 0; END; INSERT INTO t VALUES (1)`,
      ],
    ] as const,
    { wallMs: 700 },
    (run) => {
      expect(causes(run)).toEqual(['timedOut'])
      expect(run.where).toMatchObject({ file: 'query.sql', line: 1 })
    },
  )

  each(
    'runs out of memory',
    [
      ['a BLOB of nothing', 'SELECT length(zeroblob(999999999) || zeroblob(1))'],
      ['a width of printf', "SELECT printf('%1000000000d', 1)"],
      [
        'a text that is put together',
        `${many(200)} SELECT group_concat(hex(zeroblob(500000))) FROM many`,
      ],
      [
        'a text that is replaced',
        `SELECT replace(hex(zeroblob(20000)), '0', hex(zeroblob(20000)))`,
      ],
      [
        'rows that must differ',
        'WITH RECURSIVE t(n, x) AS (SELECT 1, hex(zeroblob(500)) UNION SELECT n + 1, x FROM t) SELECT count(*) FROM t',
      ],
      [
        'a table',
        `CREATE TABLE t (b); INSERT INTO t ${many(400)} SELECT zeroblob(1000000) FROM many`,
      ],
      [
        'a temporary table',
        `CREATE TEMP TABLE t AS ${many(400)} SELECT zeroblob(1000000) AS b FROM many`,
      ],
      ['wide rows', `SELECT ${Array(100).fill('randomblob(20000000)').join()}`],
      ['JSON', `${many(400)} SELECT json_group_array(hex(zeroblob(100000 + n))) FROM many`],
    ] as const,
    patient,
    (run) => {
      expect(causes(run)).toEqual(['outOfMemory'])
      expect(run.error?.where ?? run.where).toMatchObject({ file: 'query.sql', line: 1 })
    },
  )

  each(
    'ends soon',
    [
      ['LIKE', `SELECT printf('%.40000c', 'a') LIKE '${'%a'.repeat(50)}%b'`],
      ['GLOB', `SELECT printf('%.40000c', 'a') GLOB '${'*a'.repeat(50)}*b'`],
      [
        'triggers that call each other',
        'CREATE TABLE t (a); CREATE TABLE u (a); CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO u VALUES (1); END; CREATE TRIGGER s AFTER INSERT ON u BEGIN INSERT INTO t VALUES (1); END; INSERT INTO t VALUES (1); SELECT 0',
      ],
    ] as const,
    {},
    (run) => expect([causes(run), run.value]).toMatchObject([[], { rows: [[0]] }]),
  )

  each(
    'fails with its place',
    [
      [
        'a word too much',
        'SELECT *\nFROM p WHERE\n  FORM = 1 ORDER name',
        'SyntaxError',
        'near "name": syntax error',
        3,
        18,
      ],
      [
        'the second of the same',
        "SELECT 'FORM', FORM\n  FORM p FORM x",
        'SyntaxError',
        'near "p": syntax error',
        2,
        8,
      ],
      [
        'the last of many',
        `INSERT INTO p VALUES ${"(1, ',', 2),".repeat(5_000)}\n, (1)`,
        'SyntaxError',
        'near ",": syntax error',
        2,
        1,
      ],
      ['no end', 'SELECT 1;\nSELECT (2', 'SyntaxError', 'incomplete input', 2, 1],
      [
        'a text without end',
        "SELECT 1;\nSELECT 'a",
        'SyntaxError',
        'unrecognized token: "\'a"',
        2,
        8,
      ],
      [
        'a column',
        'SELECT 1;\n\nSELECT p.nmae\nFROM p',
        'OperationalError',
        'no such column: p.nmae. Did you mean name?',
        3,
        10,
      ],
      [
        'a column behind texts',
        "-- nmae\nSELECT 'nmae', Nmae FROM p",
        'OperationalError',
        'no such column: Nmae. Did you mean name?',
        2,
        16,
      ],
      [
        'a table',
        'SELECT * FROM P2',
        'OperationalError',
        'no such table: P2. Did you mean p?',
        1,
        15,
      ],
      [
        'a function',
        'SELECT uper(name) FROM p',
        'OperationalError',
        'no such function: uper. Did you mean upper?',
        1,
        8,
      ],
      [
        'a column to fill',
        'INSERT INTO p (ide) VALUES (1)',
        'OperationalError',
        'table p has no column named ide. Did you mean id?',
        1,
        16,
      ],
      [
        'UNIQUE',
        "SELECT 1;\n  INSERT INTO p VALUES\n (1, 'x', 1)",
        'IntegrityError',
        'UNIQUE constraint failed: p.id',
        2,
        3,
      ],
      [
        'NOT NULL',
        'INSERT INTO p VALUES (9, NULL, 1)',
        'IntegrityError',
        'NOT NULL constraint failed: p.name',
        1,
        1,
      ],
      [
        'CHECK',
        'UPDATE p SET age = -1',
        'IntegrityError',
        'CHECK constraint failed: age > 0',
        1,
        1,
      ],
      [
        'a foreign key',
        'CREATE TABLE q (p REFERENCES p); INSERT INTO q VALUES (99)',
        'IntegrityError',
        'FOREIGN KEY constraint failed',
        1,
        34,
      ],
    ] as const,
    {},
    ({ error, whileLoading }, [, , type, message, line, column]) => {
      expect(error).toMatchObject({ type, message, where: { file: 'query.sql', line, column } })
      expect(whileLoading).toBe(true)
    },
  )

  test('a flood of rows is cut and marked', async () => {
    const flood = `${many(10_000_000)} SELECT n FROM many`
    const run = await program(runner, 'sql', flood)
    expect(causes(run)).toEqual(['outputLimit'])
    expect(run.stdout.length).toBeGreaterThan(20_000)
    expect(run.stdout.length).toBeLessThanOrEqual(LIMITS.outputBytes)
    const result = await one(flood)
    expect(causes(result)).toEqual(['outputLimit'])
    expect((result.value as { rows: unknown[] }).rows).toHaveLength(10_000)
  })

  test('a table that is too wide for the terminal becomes a list', async () => {
    const text = "SELECT 'Ada' AS name, 'a long remark' AS remark, NULL AS n"
    const run = (columns?: number) =>
      runner.runProgram({
        language: 'sql',
        files: [{ path: 'query.sql', text }],
        entry: 'query.sql',
        stdin: '',
        limits: LIMITS,
        atLeast: 'isolate',
        ...(columns === undefined ? {} : { columns }),
      })
    expect((await run()).stdout).toMatch(/^name {2}remark/)
    expect((await run(20)).stdout).toBe('name: Ada\nremark: a long remark\nn: NULL\n')
  })

  test('an error in what is given is told where it stands there', async () => {
    const { error } = await one('SELECT 1', {
      files: { 'data.sql': `${DATA}\n;\n-- ;\nINSERT INTO q VALUES (1);` },
    })
    expect(error).toMatchObject({
      type: 'OperationalError',
      where: { file: 'data.sql', line: 4, text: 'INSERT INTO q VALUES (1);' },
    })
  })

  test('a case begins afresh, runs other data, and gives the last rows with their types', async () => {
    const text =
      "\ufeffINSERT INTO p VALUES (4, x'00ff', 1);\nSELECT 1; SELECT id, name, age * 0.5, 9007199254740993 FROM p"
    const more = { 'data.sql': '', 'more.sql': "INSERT INTO p VALUES (7, 'Eve', 2)" }
    const runs = await scripts(runner, [
      { text },
      { text, files: more },
      { text, action: { type: 'script', query: 'SELECT count(*) AS n FROM p' } },
    ])
    const long = { $int: '9007199254740993' }
    const blob = [4, { $bytes: 'AP8=' }, { $float: '0.5' }, long]
    const columns = ['id', 'name', 'age * 0.5', '9007199254740993']
    expect(runs.map(({ value }) => value)).toEqual([
      {
        columns,
        rows: [
          [1, 'Ada', { $float: '18' }, long],
          [2, 'Tim', null, long],
          [3, 'Zoë', { $float: '3.5' }, long],
          blob,
        ],
      },
      { columns, rows: [blob, [7, 'Eve', { $float: '1' }, long]] },
      { columns: ['n'], rows: [[4]] },
    ])
  })

  test('what was never committed is gone when the query of a case comes, and this is said', async () => {
    const action = { type: 'script', query: 'SELECT count(*) FROM p' } as const
    const open = await one('BEGIN; DELETE FROM p;', { action })
    expect(open.value).toEqual({ columns: ['count(*)'], rows: [[3]] })
    expect(open.stderr).toMatch(/never committed/)
    const closed = await one('BEGIN; DELETE FROM p; COMMIT', { action })
    expect([closed.value, closed.stderr]).toEqual([{ columns: ['count(*)'], rows: [[0]] }, ''])
  })

  test('an error of the query is not one of the script', async () => {
    const action = { type: 'script', query: "INSERT INTO p VALUES (1, 'x', 1)" } as const
    const run = await one('SELECT 1', { action })
    const error = { type: 'IntegrityError', where: null }
    expect(run).toMatchObject({ whileLoading: false, error })
  })

  test('SQLite finds the ends of statements, not we', async () => {
    const run = await program(
      runner,
      'sql',
      [
        'CREATE TABLE t (a TEXT);;',
        "/* ; ' */ CREATE TRIGGER r AFTER INSERT ON t BEGIN UPDATE t SET a = a || ';'; DELETE FROM t WHERE a LIKE 'x;%'; END;",
        `INSERT INTO t VALUES ('y'), ('x'); -- ;`,
        `SELECT a, "a", [a], \`a\`, '${'long ;'.repeat(2_000)}' IS NULL AS n FROM t;`,
        `SELECT '${'é😀;'.repeat(1_500)}' = 1 AS wide; /* '${' '.repeat(5_000)} */ SELECT 2 AS two -- no end`,
      ].join('\n'),
    )
    expect(run.error).toBeNull()
    expect(run.stdout.match(/^y;.*$/gm)).toHaveLength(1)
    expect(run.stdout).toContain('two\n---\n  2\n')
  })

  test('ten thousand statements take no longer than they must', async () => {
    const rows = Array.from({ length: 10_000 }, (_, n) => `INSERT INTO t VALUES (${n});`).join('\n')
    const run = await program(
      runner,
      'sql',
      `CREATE TABLE t (a);\n${rows}\nSELECT count(*) AS c FROM t`,
    )
    expect(run.stdout).toBe('    c\n-----\n10000\n')
  })

  test('what ALTER TABLE does inside is allowed', async () => {
    const { error, value } = await one(
      "ALTER TABLE p RENAME TO q; ALTER TABLE q RENAME name TO called; ALTER TABLE q ADD b; ALTER TABLE q DROP b; ANALYZE; REINDEX; PRAGMA foreign_keys = ON; SELECT name FROM pragma_table_info('q')",
    )
    expect(error).toBeNull()
    expect(value).toEqual({ columns: ['name'], rows: [['id'], ['called'], ['age']] })
  })
})

test.runIf(process.platform === 'linux')(
  'a guest in an endless query ends with its parent',
  async () => {
    const script = join(temporaryFolder(), 'parent.ts')
    const helpers = JSON.stringify(join(import.meta.dirname, '../helpers/sandbox.ts'))
    writeFileSync(
      script,
      `import { program, runnerOf } from ${helpers}
const runner = runnerOf('isolate')
await runner.tiers({ languages: ['sql'] })
const run = program(runner, 'sql', ${JSON.stringify(ENDLESS)}, { limits: { wallMs: 60_000 } })
console.log('started')
await run`,
    )
    const stdio = ['ignore', 'pipe', 'inherit'] as const
    const parent = spawn(process.execPath, ['--no-warnings', script], { stdio: [...stdio] })
    await new Promise((resolve) => parent.stdout?.once('data', resolve))
    const children = () =>
      readFileSync(`/proc/${parent.pid}/task/${parent.pid}/children`, 'utf8').split(' ')
    await expect.poll(() => children()[0], { timeout: 10_000 }).toMatch(/\d/)
    const [guest] = children()
    await sleep(1_000)
    const isAlive = () => {
      try {
        return !/\) Z /.test(readFileSync(`/proc/${guest}/stat`, 'utf8'))
      } catch {
        return false
      }
    }
    expect(isAlive()).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(isAlive, { timeout: 10_000 }).toBe(false)
  },
)
