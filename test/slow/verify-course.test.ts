import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { VerifyContext } from '../../src/core/grading/verifier.ts'
import { type VerifyProgress, verifyCourse } from '../../src/core/grading/verify-course.ts'
import { createRunner } from '../../src/sandbox/runner.ts'
import { courseOf, edited, smallCourse } from '../helpers/course-files.ts'
import { memoryCache, verification } from '../helpers/verification.ts'

const runner = createRunner({
  root: join(import.meta.dirname, '../..'),
  cacheFile: null,
  warm: false,
})
afterAll(() => runner.close())

const LESSON = 'lessons/adding-numbers/lesson.md'
const EXERCISE = 'exercises/sum-to/exercise.md'
const SOLUTION = 'exercises/sum-to/solution/main.py'
const right = 'def sum_to(n):\n    return n * (n + 1) // 2\n'

/** Only what its author wrote; made mutants are asked for where they are tested. */
const WRITTEN = edited(EXERCISE, 'difficulty: 1', 'difficulty: 1\nmutants: written')

/** What does not differ between these tests is run once. */
const shared = memoryCache()

async function verified(
  changes: Record<string, string | null> = WRITTEN,
  context: Partial<VerifyContext> = { cache: shared },
  progress: (progress: VerifyProgress) => void = () => {},
) {
  const course = await courseOf(smallCourse(changes))
  const what = { solutions: true, mutants: true }
  const { problems, run } = await verifyCourse(
    verification(runner, context),
    course,
    what,
    progress,
  )
  return {
    run,
    found: problems.map(({ file, line, rule, message }) => `${file}:${line} ${rule}: ${message}`),
  }
}

test('a course that keeps its word', async () => {
  const { run, found } = await verified()
  expect(found).toEqual([])
  expect(run).toMatchObject({
    programs: 2,
    exercises: 1,
    wrong: { written: 1, generated: 0 },
    survivors: [],
  })
  expect(run.wrong.forged).toBeGreaterThan(9)
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
    edited(EXERCISE, 'difficulty: 1', 'difficulty: 1\nmutants: written\nexpect: {starter: pass}'),
    /starter-fails/,
  ],
  [
    'a wrong solution that nobody notices',
    { 'exercises/sum-to/mutants/none/main.py': right },
    /mutants\/none\/main.py:2 mutant-survives: .* passes all tests/,
  ],
])('%s', async (_, changes, expected) => {
  const { found } = await verified({ ...WRITTEN, ...changes })
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
  const ran = (message: string) => verified({ ...WRITTEN, ...raises(message) })
  expect((await ran("invalid literal for int() with base 10: 'a'")).found).toEqual([])
  expect((await ran('no')).found).toHaveLength(1)
})

const POOR: Record<string, string | null> = {
  'exercises/sum-to/mutants/end-left-out/main.py': null,
  'exercises/sum-to/tests/hidden.yaml':
    'cases:\n  - {id: nothing, call: sum_to, args: [-1], returns: 0}\n',
  'exercises/sum-to/tests/visible.yaml':
    'cases:\n  - {id: zero, call: sum_to, args: [0], returns: 0}\n',
}

test('made mutants die by good tests; those that live are named, with what would kill them', async () => {
  const good = await verified({})
  expect(good.found).toEqual([])
  expect(good.run.wrong.generated).toBeGreaterThan(7)
  const { run, found } = await verified(POOR)
  expect(found).toContain(
    'exercises/sum-to/solution/main.py:5 mutant-survives: Nothing fails when "+" becomes "-" here.',
  )
  expect(run.survivors).toContainEqual({
    exercise: 'sum-to',
    kind: 'generated',
    name: 'arithmetic',
    file: 'exercises/sum-to/solution/main.py',
    line: 5,
    column: 23,
    before: '+',
    after: '-',
    says: 'Nothing fails when "+" becomes "-" here.',
    hint: 'a case in which the two operators give different results',
  })
})

test('an exercise that passes for whoever knows the visible cases is an error of its course', async () => {
  const seen = {
    ...WRITTEN,
    'exercises/sum-to/tests/hidden.yaml':
      'cases:\n  - {id: again, call: sum_to, args: [3], returns: 6}\n',
    'exercises/sum-to/mutants/end-left-out/main.py': null,
  }
  const { found, run } = await verified(seen)
  expect(found).toEqual(
    [
      'gives the answer that most of them want',
      'gives back what it was given',
      'gives nothing',
    ].map(
      (does) =>
        `exercises/sum-to/tests/hidden.yaml:1 forgery-passes: A submission that knows the visible cases by heart and else ${does} passes all tests.`,
    ),
  )
  expect(run.survivors.map(({ kind, name }) => [kind, name])).toEqual([
    ['forged', 'by-heart-else-common'],
    ['forged', 'by-heart-else-argument'],
    ['forged', 'by-heart-else-nothing'],
  ])
})

test('what was run is not run again, unless it, its cases, mastery or time had a part in it', async () => {
  const cache = memoryCache()
  const first = await verified(WRITTEN, { cache })
  expect(first.run.cached).toBe(0)
  const known = cache.entries.size
  const nobody = { ...runner, runCases: () => Promise.reject(new Error('nothing is to be run')) }
  const again = await verified(WRITTEN, { cache, runner: nobody })
  expect(again.run).toEqual({ ...first.run, cached: known, seconds: again.run.seconds })
  await expect(verified(WRITTEN, { cache, runner: nobody, version: '2' })).rejects.toThrow(
    'nothing',
  )
  const changed = edited('exercises/sum-to/tests/hidden.yaml', 'returns: 5050', 'returns: 5051')
  const { found } = await verified({ ...WRITTEN, ...changed }, { cache })
  expect(found.join()).toContain('solution-fails')

  const endless = {
    ...WRITTEN,
    'exercises/sum-to/mutants/end-left-out/main.py':
      'def sum_to(n):\n    while True:\n        pass\n',
    ...edited(EXERCISE, 'difficulty: 1', 'difficulty: 1\nmutants: written\nlimits: {seconds: 1}'),
  }
  await verified(endless, { cache })
  const { run } = await verified(endless, { cache })
  expect(run.wrong.written + run.wrong.forged + run.programs + 2 - run.cached).toBe(1)
})

test('it says how far it is, and stops when it is told to', async () => {
  const stopping = new AbortController()
  const seen: VerifyProgress[] = []
  const running = verified({}, { signal: stopping.signal }, (at) => {
    seen.push(at)
    if (seen.length === 10) stopping.abort()
  })
  await expect(running).rejects.toMatchObject({ kind: 'cancelled' })
  expect(seen.length).toBeLessThan(13)
  expect(seen[8]?.total).toBeGreaterThan(20)
  expect(seen[8]?.secondsLeft).toBeGreaterThan(0)
})
