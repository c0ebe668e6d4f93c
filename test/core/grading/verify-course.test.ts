import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { autoMutants } from '../../../src/core/grading/auto-mutants.ts'
import { verifyCourse } from '../../../src/core/grading/verify-course.ts'
import { createRunner } from '../../../src/sandbox/runner.ts'
import { courseOf, edited, smallCourse } from '../../helpers/course-files.ts'

const runner = createRunner({
  root: join(import.meta.dirname, '../../..'),
  cacheFile: null,
  warm: false,
})
afterAll(() => runner.close())

const LESSON = 'lessons/adding-numbers/lesson.md'
const EXERCISE = 'exercises/sum-to/exercise.md'
const SOLUTION = 'exercises/sum-to/solution/main.py'
const right = 'def sum_to(n):\n    return n * (n + 1) // 2\n'

async function verified(changes: Record<string, string | null> = {}) {
  const course = await courseOf(smallCourse(changes))
  const { problems, run } = await verifyCourse({ runner, atLeast: 'isolate' }, course, () => {})
  return {
    run,
    found: problems.map(({ file, line, rule, message }) => `${file}:${line} ${rule}: ${message}`),
  }
}

test('a course that keeps its word', async () => {
  const { run, found } = await verified()
  expect(found).toEqual([])
  expect(run).toMatchObject({ programs: 2, exercises: 1, mutants: 1, survivors: [] })
})

test.each<[string, Record<string, string | null>, RegExp]>([
  [
    'a program that prints something else',
    edited(LESSON, '```output\n6', '```output\n7'),
    /lesson.md:12 wrong-output: .*It prints "6\\n"/,
  ],
  [
    'a program that fails',
    edited(LESSON, 'total = 0', 'total = nothing'),
    /lesson.md:12 wrong-output: The program ends with NameError/,
  ],
  [
    'a program that should fail',
    edited(LESSON, 'python run', 'python run error=ValueError'),
    /wrong-output: The program should end with ValueError, but ends as usual/,
  ],
  [
    'a wrong solution of the author',
    { [SOLUTION]: 'def sum_to(n):\n    return 6\n' },
    /solution\/main.py:1 solution-fails: The solution fails: one: /,
  ],
  [
    'a starter that passes',
    { 'exercises/sum-to/starter/main.py': right },
    /starter\/main.py:1 starter-passes/,
  ],
  [
    'a starter that must pass and does not',
    edited(EXERCISE, 'difficulty: 1', 'difficulty: 1\nexpect: {starter: pass}'),
    /starter-fails/,
  ],
  [
    'a wrong solution that nobody notices',
    { 'exercises/sum-to/mutants/none/main.py': right },
    /mutants\/none\/main.py:1 mutant-survives/,
  ],
])('%s', async (_, changes, expected) => {
  const { found } = await verified(changes)
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(expected)
})

test('an exception is compared with the last line of the traceback', async () => {
  const raises = (message: string) =>
    edited(
      LESSON,
      '```python run\ntotal = 0\nfor number in range(1, 4):\n    total = total + number\nprint(total)\n```\n\n```output\n6\n',
      `\`\`\`python run error=ValueError\nprint("x")\nint("a")\n\`\`\`\n\n\`\`\`output\nx\nValueError: ${message}\n`,
    )
  expect((await verified(raises("invalid literal for int() with base 10: 'a'"))).found).toEqual([])
  expect((await verified(raises('no'))).found).toHaveLength(1)
})

test('made mutants die by good tests and are named when they live', async () => {
  const auto = edited(EXERCISE, 'difficulty: 1', 'difficulty: 1\nmutants: auto')
  const good = await verified(auto)
  expect(good.found).toEqual([])
  expect(good.run.mutants).toBeGreaterThan(4)
  const poor = await verified({
    ...auto,
    'exercises/sum-to/mutants/end-left-out/main.py': null,
    'exercises/sum-to/tests/hidden.yaml': null,
    'exercises/sum-to/tests/visible.yaml':
      'cases:\n  - {id: zero, call: sum_to, args: [0], returns: 0}\n',
  })
  expect(poor.found.join('\n')).toMatch(
    /solution\/main.py:\d+ mutant-survives: Nothing fails when .* becomes/,
  )
  expect(poor.run.survivors.length).toBe(poor.found.length)
})

test('changes stand where they say, and never in strings or comments', () => {
  const source = `def f(n):
    # n < 1 and 2
    text = "a < b" + 'x and 1'
    if n <= 10 and text != "":
        return n - 1
    return True
`
  const made = autoMutants('python', [{ path: 'main.py', text: source }], 100)
  expect(made.map(({ line, before, after }) => `${line}: ${before} → ${after}`)).toEqual([
    '3: + → -',
    '4: n <= 10 and text != "" → not (n <= 10 and text != "")',
    '4: <= → <',
    '4: 10 → 11',
    '4: and → or',
    '4: != → ==',
    '5: return n - 1 → return',
    '5: - → +',
    '5: 1 → 2',
    '6: return True → return',
    '6: True → False',
  ])
  for (const { line, column, before, files } of made) {
    expect(
      source
        .split('\n')
        [line - 1]?.slice(column - 1)
        .startsWith(before),
    ).toBe(true)
    expect(files[0]?.text).not.toBe(source)
  }
  expect(autoMutants('python', [{ path: 'main.py', text: source }], 4)).toHaveLength(4)
})

test('any text gives changes that differ from it, or none', () => {
  const piece = fc.constantFrom(
    '"',
    "'",
    '`',
    '#',
    '//',
    '/*',
    '*/',
    ' < ',
    ' and ',
    ' && ',
    '1',
    '\n',
    'return x',
    'if (a)',
    'if a:',
    '"""',
    '\\',
  )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 20 }),
      fc.constantFrom('python', 'javascript', 'typescript'),
      (parts, language) => {
        const text = parts.join('')
        for (const { files } of autoMutants(language as 'python', [{ path: 'm', text }], 50))
          expect(files[0]?.text).not.toBe(text)
      },
    ),
  )
})
