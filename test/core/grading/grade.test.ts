import { expect, test } from 'vitest'
import type { TestCase } from '../../../src/core/course/model.ts'
import type { CaseRun, CasesRequest, CodeRunner } from '../../../src/core/grading/code-runner.ts'
import { gradeExercise } from '../../../src/core/grading/grade.ts'
import { call, exercise, stdin, steps, testCase } from '../../helpers/sandbox.ts'

const RUN: CaseRun = {
  id: '',
  timedOut: false,
  outOfMemory: false,
  outputLimit: false,
  crashed: false,
  forbidden: false,
  cancelled: false,
  where: null,
  grew: null,
  value: null,
  error: null,
  whileLoading: false,
  missing: null,
  steps: [],
  stdout: '',
  stderr: '',
  files: {},
  durationMs: 1,
}

/** A runner that gives what the test says, and keeps what it was asked. */
function scripted(runs: Record<string, Partial<CaseRun>>) {
  const asked: CasesRequest[] = []
  const runner: Pick<CodeRunner, 'runCases' | 'runTests'> = {
    runTests: () => Promise.reject(new Error('There are only cases here.')),
    async runCases(request) {
      asked.push(request)
      const cases: CaseRun[] = []
      let timeouts = 0
      for (const { id } of request.cases) {
        if (timeouts >= (request.maxTimeouts ?? Number.POSITIVE_INFINITY)) break
        const run = { ...RUN, ...runs[id], id }
        if (run.timedOut) timeouts++
        cases.push(run)
      }
      return { tier: 'namespaces', durationMs: 5, peakMemoryBytes: null, cases }
    },
  }
  return { runner, asked }
}

const FILES = [{ path: 'main.py', text: 'pass' }]

async function gradeOne(test: TestCase, run: Partial<CaseRun>, hidden = false) {
  const { runner } = scripted({ [test.id]: run })
  const verdict = await gradeExercise(
    { runner },
    {
      exercise: exercise('python', hidden ? [] : [test], { hidden: hidden ? [test] : [] }),
      files: FILES,
      include: 'all',
      atLeast: 'kernel',
      seed: 1,
    },
  )
  return { verdict, result: verdict.tests[0] }
}

const error = (type: string, message: string, classes = [type, 'Exception', 'BaseException']) => ({
  type,
  classes,
  message,
  where: { file: 'main.py', line: 3, column: 1, text: '    return 1 / n' },
  frames: [],
})

test('the guest is told inputs, and nothing of what is expected', async () => {
  const { runner, asked } = scripted({})
  await gradeExercise(
    { runner },
    {
      exercise: exercise('python', [
        testCase('a', call('f', 1), { returns: 'SECRET', stdout: 'SECRET', help: 'SECRET' }),
        testCase(
          'b',
          steps({
            do: 'call',
            name: 'f',
            args: [],
            kwargs: {},
            as: null,
            returns: 'SECRET',
            raises: { type: 'SECRET', message: null },
          }),
        ),
        testCase('c', stdin('in'), {
          raises: { type: 'SECRET', message: 'SECRET' },
          creates: { 'out.txt': 'SECRET' },
        }),
      ]),
      files: FILES,
      include: 'all',
      atLeast: 'kernel',
      seed: 1,
    },
  )
  expect(JSON.stringify(asked)).not.toContain('SECRET')
  expect(asked[0]?.cases[2]?.readBack).toEqual(['out.txt'])
})

test('nothing to run is an error, never a pass', async () => {
  const grading = gradeExercise(scripted({}), {
    exercise: exercise('python', []),
    files: FILES,
    include: 'all',
    atLeast: 'kernel',
    seed: 1,
  })
  await expect(grading).rejects.toMatchObject({ kind: 'invalid-data' })
})

// One row for each way in which a submission can be wrong: what the learner is told.
test.each<[string, TestCase, Partial<CaseRun>, string, string, string]>([
  [
    'wrong value',
    testCase('t', call('add', 1, 2), { returns: 3 }),
    { value: 4 },
    'failed',
    'wrong-value',
    'add(1, 2) gave back 4.',
  ],
  [
    'wrong type, same look',
    testCase('t', call('add', 1, 2), { returns: 3 }),
    { value: '3' },
    'failed',
    'wrong-type',
    'add(1, 2) gave back something else: the text "3" instead of the whole number 3.',
  ],
  [
    'printed, not returned',
    testCase('t', call('hi', 'Ada'), { returns: 'Hi, Ada' }),
    { stdout: 'Hi, Ada\n' },
    'failed',
    'no-return',
    'hi("Ada") printed the right result, but gave back nothing (None). Use return to give it back.',
  ],
  [
    'no return',
    testCase('t', call('hi', 'Ada'), { returns: 'Hi, Ada' }),
    {},
    'failed',
    'no-return',
    'hi("Ada") gave back nothing (None). Is a return missing, or not reached?',
  ],
  [
    'name missing',
    testCase('t', call('greet', 1), { returns: 1 }),
    { missing: { name: 'greet', owner: 'Person', defined: ['great'] } },
    'failed',
    'missing-name',
    'Person has no attribute or method called greet, but it has great. Is the name spelled as the task says?',
  ],
  [
    'exception',
    testCase('t', call('half', 0), { returns: 1 }),
    { error: error('ZeroDivisionError', 'division by zero') },
    'error',
    'ZeroDivisionError',
    'It ended with ZeroDivisionError in line 3 of main.py: division by zero.',
  ],
  [
    'not the exception',
    testCase('t', call('f'), { raises: { type: 'ValueError', message: null } }),
    { error: error('KeyError', "'x'") },
    'failed',
    'KeyError',
    'It ended with KeyError instead of ValueError.',
  ],
  [
    'no exception',
    testCase('t', call('f'), { raises: { type: 'ValueError', message: null } }),
    { value: 1 },
    'failed',
    'no-exception',
    'It should end with ValueError, but no exception came.',
  ],
  [
    'wrong message',
    testCase('t', call('f'), { raises: { type: 'ValueError', message: 'negative' } }),
    { error: error('ValueError', 'bad') },
    'failed',
    'ValueError',
    'ValueError is right, but its message is not.',
  ],
  [
    'time',
    testCase('t', call('f'), { returns: 1 }),
    { timedOut: true },
    'error',
    'timeout',
    'It was still running after 2 seconds and was stopped. Is there a loop that never ends?',
  ],
  [
    'memory',
    testCase('t', call('f'), { returns: 1 }),
    { outOfMemory: true, error: error('MemoryError', '') },
    'error',
    'memory',
    'It needed more than 50 MB of memory in line 3 of main.py and was stopped. Is something growing without end?',
  ],
  [
    'output',
    testCase('t', stdin(''), { stdout: 'x' }),
    { outputLimit: true, stdout: 'x' },
    'error',
    'output',
    'It printed more than 64 KB and was stopped. Does a loop print without end?',
  ],
  [
    'crash',
    testCase('t', call('f'), { returns: null }),
    { crashed: true },
    'error',
    'crash',
    'It ended in the middle, before it gave anything back. Does it end the whole program itself?',
  ],
  [
    'silence',
    testCase('t', stdin(''), { stdout: 'x\n' }),
    {},
    'failed',
    'wrong-output',
    'It printed nothing.',
  ],
  [
    'wrong output',
    testCase('t', stdin(''), { stdout: 'a\nb\n' }),
    { stdout: 'a\nc\n' },
    'failed',
    'wrong-output',
    'What it printed is different: line 2 is "c" instead of "b".',
  ],
  [
    'no file',
    testCase('t', call('f'), { creates: { 'o.txt': 'x' } }),
    { files: { 'o.txt': null } },
    'failed',
    'missing-file',
    'It did not make the file o.txt.',
  ],
  [
    'input gone',
    testCase('t', stdin(''), { stdout: 'x' }),
    { error: error('EOFError', 'EOF when reading a line') },
    'error',
    'EOFError',
    'It asked for more input than there is in line 3 of main.py.',
  ],
])('%s', async (_, one, run, status, kind, rationale) => {
  const { verdict, result } = await gradeOne(one, run)
  expect(result).toMatchObject({ status, rationale })
  expect(verdict).toMatchObject({ status: 'failed', score: 0, errorKind: kind })
})

test('a hidden test tells its name and what kind of fault it is, and no value', async () => {
  const one = testCase('t', call('secret_call', 'SECRET'), {
    title: 'long names',
    returns: 'SECRET',
  })
  const wrong: Partial<CaseRun>[] = [
    { value: 'other', stdout: 'SECRET' },
    { error: error('ValueError', 'SECRET') },
    { value: { $tuple: ['SECRET'] } },
    {},
  ]
  for (const run of wrong) {
    const { result } = await gradeOne(one, run, true)
    expect(result).toMatchObject({ title: 'long names', hidden: true, evidence: null, output: '' })
    expect(JSON.stringify(result)).not.toContain('SECRET')
  }
})

test('a subclass of the exception passes, and forbidden things may be what is asked for', async () => {
  const raises = { type: 'ArithmeticError', message: 'zero' }
  const classes = ['ZeroDivisionError', 'ArithmeticError', 'Exception']
  const run = { error: error('ZeroDivisionError', 'division by zero', classes) }
  expect((await gradeOne(testCase('t', call('f'), { raises }), run)).verdict.status).toBe('passed')
  const denied = {
    error: error('PermissionError', 'no', ['PermissionError', 'OSError']),
    forbidden: true,
  }
  const one = testCase('t', call('f'), { raises: { type: 'OSError', message: null } })
  expect((await gradeOne(one, denied)).verdict.status).toBe('passed')
})

test.each([
  ['lines', 'a \r\nb\n\n', 'a\nb', true],
  ['lines', 'a\n\nb', 'a\nb', false],
  ['exact', 'a\n', 'a', false],
  ['exact', 'a\n', 'a\n', true],
  ['contains', 'so\nthe total is 5 now', 'total is 5', true],
  ['contains', 'total 5', 'total is 5', false],
] as const)('match: %s compares %j with %j', async (match, stdoutText, expected, equal) => {
  const one = testCase('t', stdin(''), { stdout: expected, match })
  const { verdict } = await gradeOne(one, { stdout: stdoutText })
  expect(verdict.status).toBe(equal ? 'passed' : 'failed')
})

test('a test whose need fails is skipped, and was not run', async () => {
  const { runner, asked } = scripted({
    a: { value: 1 },
    b: { value: 9 },
    c: { value: 1 },
    d: { value: 1 },
  })
  const verdict = await gradeExercise(
    { runner },
    {
      exercise: exercise('python', [
        testCase('d', call('d'), { returns: 1, needs: ['c'], points: 4 }),
        testCase('a', call('a'), { returns: 1, points: 3 }),
        testCase('b', call('b'), { returns: 1, title: 'the b' }),
        testCase('c', call('c'), { returns: 1, needs: ['b'], points: 2 }),
      ]),
      files: FILES,
      include: 'visible',
      atLeast: 'kernel',
      seed: 1,
    },
  )
  expect(verdict.tests.map(({ id, status }) => [id, status])).toEqual([
    ['d', 'skipped'],
    ['a', 'passed'],
    ['b', 'failed'],
    ['c', 'skipped'],
  ])
  expect(verdict.tests[3]?.rationale).toBe('Not run: it needs "the b" to pass first.')
  expect(verdict).toMatchObject({ points: 3, maxPoints: 10, score: 30, errorKind: 'wrong-value' })
  expect(asked.flatMap(({ cases }) => cases.map(({ id }) => id))).toEqual(['a', 'b'])
})

test('after two tests out of time the rest is not run, and that is no pass', async () => {
  const slow = { timedOut: true }
  const { runner, asked } = scripted({
    a: slow,
    b: { value: 1 },
    c: slow,
    d: { value: 1 },
    e: { value: 1 },
  })
  const tests = ['a', 'b', 'c', 'd'].map((id) => testCase(id, call(id), { returns: 1 }))
  const verdict = await gradeExercise(
    { runner },
    {
      exercise: exercise('python', [
        ...tests,
        testCase('e', call('e'), { returns: 1, needs: ['b'] }),
      ]),
      files: FILES,
      include: 'visible',
      atLeast: 'kernel',
      seed: 1,
    },
  )
  expect(verdict.tests.map(({ status }) => status)).toEqual([
    'error',
    'passed',
    'error',
    'skipped',
    'skipped',
  ])
  expect(verdict).toMatchObject({ status: 'failed', errorKind: 'timeout' })
  expect(asked).toHaveLength(1)
})

test('what is wrong with the whole program is said once', async () => {
  const syntax = {
    ...error('SyntaxError', 'invalid syntax', ['SyntaxError', 'Exception']),
    frames: [],
  }
  const run = { error: syntax, whileLoading: true }
  const { runner } = scripted({ a: run, b: run })
  const input = {
    exercise: exercise('python', [
      testCase('a', call('f'), { returns: 1 }),
      testCase('b', stdin(''), { stdout: '' }),
    ]),
    files: FILES,
    include: 'visible' as const,
    atLeast: 'kernel' as const,
    seed: 1,
  }
  const verdict = await gradeExercise({ runner }, input)
  expect(verdict).toMatchObject({
    status: 'error',
    errorKind: 'SyntaxError',
    score: 0,
    broken: {
      rationale: 'main.py cannot be read as Python, line 3: invalid syntax.',
      where: { file: 'main.py', line: 3 },
    },
  })
  expect(verdict.tests.map(({ status }) => status)).toEqual(['error', 'error'])
  // What Python asks ends as it ends.
  syntax.message = 'invalid syntax. Perhaps you forgot a comma?'
  const asked = await gradeExercise({ runner: scripted({ a: run, b: run }).runner }, input)
  expect(asked.broken?.rationale).toBe(
    'main.py cannot be read as Python, line 3: invalid syntax. Perhaps you forgot a comma?',
  )
  expect(verdict.tests[1]?.rationale).toBe('Not run: the program cannot be run at all.')
  const without = await gradeExercise({ runner }, { ...input, files: [] })
  expect(without).toMatchObject({ status: 'error', errorKind: 'missing-file' })
})

test("read-only files are the exercise's own, whatever was handed in", async () => {
  const { runner, asked } = scripted({ a: { value: 1 } })
  const own = exercise('python', [testCase('a', call('f'), { returns: 1 })], {
    readonly: ['data.py'],
    starter: [{ path: 'data.py', text: 'original' }],
  })
  const files = [...FILES, { path: 'data.py', text: 'tampered' }]
  await gradeExercise(
    { runner },
    { exercise: own, files, include: 'all', atLeast: 'kernel', seed: 1 },
  )
  expect(asked[0]?.files).toEqual([{ path: 'data.py', text: 'original' }, ...FILES])
})

test('steps are judged one by one, and the first wrong one is shown with all before it', async () => {
  const list = steps(
    { do: 'new', name: 'Account', args: [10], kwargs: {}, as: 'a' },
    {
      do: 'call',
      name: 'a.take',
      args: [50],
      kwargs: {},
      as: null,
      raises: { type: 'ValueError', message: null },
    },
    { do: 'get', name: 'a.balance', as: null, returns: 10 },
    { do: 'set', name: 'a.owner', to: 'Ada' },
  )
  const account = { $object: { type: 'Account', fields: { balance: 60 } } }
  const run = {
    steps: [
      { value: account, error: null },
      { value: null, error: error('ValueError', 'too much') },
      { value: 60, error: null },
      { value: null, error: null },
    ],
  }
  const { result } = await gradeOne(testCase('t', list), run)
  expect(result).toMatchObject({
    status: 'failed',
    rationale: 'a.balance gave back 60.',
    evidence: { ran: 'a = Account(10)\na.take(50)\na.balance', expected: '10', actual: '60' },
  })
})

test('stopping it is no verdict', async () => {
  const grading = gradeOne(testCase('t', call('f'), { returns: 1 }), { cancelled: true })
  await expect(grading).rejects.toMatchObject({ kind: 'cancelled' })
})

test('help of a case is for that case: not for an error that every case ends with', async () => {
  const fails = { error: { ...error('NameError', 'name "x" is not defined', []), frames: [] } }
  const cases = ['a', 'b'].map((id) => ({
    ...testCase(id, stdin(''), { stdout: 'x' }),
    help: 'Spaces.',
  }))
  const helps = async (runs: Parameters<typeof scripted>[0]) => {
    const input = { files: FILES, include: 'visible' as const, atLeast: 'kernel' as const, seed: 1 }
    const { runner } = scripted(runs)
    const verdict = await gradeExercise(
      { runner },
      { ...input, exercise: exercise('python', cases) },
    )
    return verdict.tests.map(({ help }) => help)
  }
  expect(await helps({ a: fails, b: fails })).toEqual(['', ''])
  expect(await helps({ a: fails, b: { stdout: 'y' } })).toEqual(['Spaces.', 'Spaces.'])
})
