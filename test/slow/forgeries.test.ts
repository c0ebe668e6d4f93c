import { afterAll, describe, expect, test } from 'vitest'
import type { Exercise, Step } from '../../src/core/course/model.ts'
import { forgeriesOf } from '../../src/core/grading/forgeries/forgery.ts'
import { gradeExercise } from '../../src/core/grading/grade.ts'
import { createRunner } from '../../src/sandbox/runner.ts'
import { courseOf } from '../helpers/course-files.ts'
import { CACHE_FILE, call, exercise, root, stdin, steps, testCase } from '../helpers/sandbox.ts'
import { sqlCourse } from '../helpers/sql-course.ts'

const runner = createRunner({ root, cacheFile: CACHE_FILE })
afterAll(() => runner.close())

/** Names of the forged submissions that pass these cases. */
async function passing(
  made: Exercise,
  cases: Pick<Exercise, 'visible' | 'hidden'>,
): Promise<string[]> {
  const exercise = { ...made, ...cases, limits: { ...made.limits, seconds: 1 } }
  const graded = forgeriesOf(made).map(async ({ name, files }) => {
    const input = { exercise, files, include: 'all', atLeast: 'isolate', seed: 0 } as const
    return (await gradeExercise({ runner }, input)).status === 'passed' ? [name] : []
  })
  return (await Promise.all(graded)).flat()
}

const seen = ({ visible }: Exercise) => ({ visible, hidden: [] })
const unseen = ({ hidden }: Exercise) => ({ visible: [], hidden })

const BY_HEART = ['by-heart-else-common', 'by-heart-else-argument', 'by-heart-else-nothing']

const account = (deposit: number, balance: number): Step[] => [
  { do: 'new', name: 'Account', args: [10], kwargs: {}, as: 'a' },
  { do: 'get', name: 'a.owner', as: null, returns: null },
  { do: 'call', name: 'a.deposit', args: [deposit], kwargs: {}, as: null, returns: balance },
  { do: 'set', name: 'a.limit', to: 3 },
  { do: 'call', name: 'total', args: [{ $ref: 'a' }], kwargs: {}, as: null, returns: balance },
]

// Each kind of case, with values of many types: what is known by heart must be right to the last one.
describe.each(['python', 'javascript'] as const)('%s', (language) => {
  const value = {
    $map: [
      [1, { $set: ['ä"\n', { $float: '-0.0' }] }],
      [2, [null, true, 1.5]],
    ],
  }
  const calls = exercise(
    language,
    [
      testCase('one', call('pick', [1, 2], 'x'), { returns: value }),
      testCase('object', call('make'), {
        returns: { $object: { type: 'Point', fields: { x: 1, y: [2] } } },
      }),
      testCase('fails', call('pick', -1), {
        raises: { type: language === 'python' ? 'ValueError' : 'RangeError', message: 'too small' },
      }),
      testCase('prints', call('show', 'Ada'), { stdout: 'Ada\n', returns: 7 }),
    ],
    { hidden: [testCase('other', call('pick', [3, 4], 'y'), { returns: 'z' })] },
  )
  const programs = exercise(
    language,
    [
      testCase('ada', stdin('Ada\n3\n'), { stdout: 'Hello, Ada!\n3\n' }),
      testCase('empty', stdin(''), { stdout: 'nobody\n' }),
    ],
    { hidden: [testCase('tim', stdin('Tim\n2\n'), { stdout: 'Hello, Tim!\n2\n' })] },
  )
  const objects = exercise(
    language,
    [testCase('five', steps(...account(5, 15))), testCase('one', steps(...account(1, 11)))],
    { hidden: [testCase('seven', steps(...account(7, 17)))] },
  )

  test.each([
    ['calls', calls],
    ['programs', programs],
    ['steps', objects],
  ])(
    '%s: whoever knows the visible cases passes them, and no hidden one',
    async (_, made) => {
      expect(await passing(made, seen(made))).toEqual(BY_HEART)
      expect(await passing(made, unseen(made))).toEqual([])
    },
    120_000,
  )
})

test('exports are those of the solution; TypeScript is forged like JavaScript', async () => {
  const made = exercise('typescript', [testCase('two', call('twice', 1), { returns: 2 })], {
    hidden: [testCase('four', call('twice', 2), { returns: 4 })],
    solution: [{ path: 'main.ts', text: 'export const twice = (n: number): number => n * 2\n' }],
  })
  expect(await passing(made, seen(made))).toEqual(BY_HEART)
  expect(await passing(made, unseen(made))).toEqual([])
}, 120_000)

test('rows by heart, as a result and in the place of a table', async () => {
  const { items } = await courseOf(sqlCourse())
  const [dear, raise] = items.filter((item) => item.kind === 'exercise') as [Exercise, Exercise]
  expect(await passing(dear, seen(dear))).toEqual(['rows-by-heart-1', 'rows-by-number-of-rows'])
  const [first] = raise.visible
  expect(await passing(raise, { visible: first === undefined ? [] : [first], hidden: [] })).toEqual(
    ['table-by-heart-1'],
  )
  for (const made of [dear, raise]) expect(await passing(made, unseen(made))).toEqual([])
}, 120_000)
