import { expect, test } from 'vitest'
import type { Exercise, Language } from '../../../src/core/course/model.ts'
import { courseOf, edited, problemsOf, smallCourse } from '../../helpers/course-files.ts'

const VISIBLE = 'exercises/sum-to/tests/visible.yaml'
const EXERCISE = 'exercises/sum-to/exercise.md'

const withCases = (yaml: string, runner: Language = 'python') =>
  smallCourse({
    [VISIBLE]: `cases:\n${yaml}`,
    ...edited(EXERCISE, 'runner: python', `runner: ${runner}`),
  })

async function cases(yaml: string): Promise<Exercise['visible']> {
  const course = await courseOf(withCases(yaml))
  return course.items.find((item): item is Exercise => item.kind === 'exercise')?.visible ?? []
}

test('a number keeps what YAML would forget of it', async () => {
  const [test] = await cases(
    '  - {id: n, call: f, args: [2, 2.0, 2.5, 1e3, -0.0, .nan, -.inf, 12345678901234567890, 0x10, "2.0", -12345678901234567890], returns: [1.0, {a: 3.0}]}\n',
  )
  expect(test).toMatchObject({
    action: {
      args: [
        2,
        { $float: '2.0' },
        2.5,
        { $float: '1000.0' },
        { $float: '-0.0' },
        { $float: 'nan' },
        { $float: '-inf' },
        { $int: '12345678901234567890' },
        16,
        '2.0',
        { $int: '-12345678901234567890' },
      ],
    },
    returns: [{ $float: '1.0' }, { a: { $float: '3.0' } }],
  })
})

test('text stays text, and null is a value to compare with', async () => {
  const [first, second, third] = await cases(
    `  - {id: a, stdin: 5, stdout: 1.10, match: exact}
  - {id: b, call: f, returns: null}
  - {id: c, call: f, args: [{$int: 5, }, {$float: 1.50}], files: {in.txt: 7}, creates: {out.txt: 8.0}}
`,
  )
  expect(first).toMatchObject({
    action: { type: 'program', stdin: '5' },
    stdout: '1.10',
    match: 'exact',
  })
  expect(second).toHaveProperty('returns', null)
  expect(third).not.toHaveProperty('returns')
  expect(third).toMatchObject({
    action: { args: [{ $int: '5' }, { $float: '1.50' }] },
    files: { 'in.txt': '7' },
    creates: { 'out.txt': '8.0' },
  })
})

test('steps, exceptions and defaults', async () => {
  const [test] = await cases(`  - id: account-works
    steps:
      - {new: Account, args: [10], as: a}
      - {call: a.deposit, args: [{$ref: a}], kwargs: {by: 1}, returns: 15}
      - {call: a.draw, raises: {type: ValueError, message: too much}}
      - {get: a.balance, returns: 15}
      - {set: a.limit, to: 3}
`)
  expect(test).toEqual({
    id: 'account-works',
    title: 'account works',
    action: {
      type: 'steps',
      steps: [
        { do: 'new', name: 'Account', args: [10], kwargs: {}, as: 'a' },
        {
          do: 'call',
          name: 'a.deposit',
          args: [{ $ref: 'a' }],
          kwargs: { by: 1 },
          as: null,
          returns: 15,
        },
        {
          do: 'call',
          name: 'a.draw',
          args: [],
          kwargs: {},
          as: null,
          raises: { type: 'ValueError', message: 'too much' },
        },
        { do: 'get', name: 'a.balance', as: null, returns: 15 },
        { do: 'set', name: 'a.limit', to: 3 },
      ],
    },
    match: 'lines',
    files: {},
    creates: {},
    tolerance: null,
    types: 'loose',
    points: 1,
    needs: [],
    help: '',
  })
})

test.each<[string, Language, string]>([
  [
    '{id: a, call: f, returns: {$tuple: [1]}}',
    'javascript',
    '"$tuple" has no value in javascript.',
  ],
  [
    '{id: a, call: f, returns: {$undefined: true}}',
    'python',
    '"$undefined" has no value in python.',
  ],
  [
    '{id: a, call: f, kwargs: {a: 1}, returns: 1}',
    'typescript',
    'There are no keyword arguments in typescript.',
  ],
  ['{id: a, call: f, returns: {$map: [[1]]}}', 'python', 'must hold a list of pairs'],
  ['{id: a, call: f, returns: {1: a}}', 'python', 'write {$map: [[key, value], …]}'],
  ['{id: a, call: f, returns: {$date: "2026-02-30"}}', 'python', 'must hold a date'],
  ['{id: a, call: f, returns: {$bytes: "a"}}', 'python', 'must hold base64'],
  ['{id: a, call: f, returns: {$int: "1.5"}}', 'python', 'must hold a whole number'],
  ['{id: a, call: f, returns: {$set: 1, $map: []}}', 'python', 'has no other keys'],
  [
    '{id: a, call: f, args: [{$ref: b}], returns: 1}',
    'python',
    'can only be used in the arguments of steps',
  ],
  [
    '{id: a, steps: [{call: f, args: [{$ref: b}], returns: 1}]}',
    'python',
    'no step before has a name',
  ],
  ['{id: a, steps: [{new: A, returns: 1}]}', 'python', '"returns" has no meaning beside new.'],
  [
    '{id: a, steps: [{set: a.b}, {get: a.b, returns: 1}]}',
    'python',
    'does not say what to set it to',
  ],
  ['{id: a, steps: [{new: A}]}', 'python', 'checks nothing'],
  ['{id: a, call: f, returns: 1, raises: E}', 'python', 'either returns or raises'],
  ['{id: a, stdin: "", returns: 1}', 'python', '"returns" has no meaning beside stdin.'],
  ['{id: a, call: f, returns: 1, match: exact}', 'python', '"match" has no meaning'],
  [
    '{id: a, call: f, returns: 1, files: {"../x": y}}',
    'python',
    'must be a path inside the folder',
  ],
  [
    '{id: a, call: f, returns: 1, files: {in.txt: y}}',
    'javascript',
    'Programs in javascript have no files here.',
  ],
  ['{id: a, call: "f()", returns: 1}', 'python', 'must be a name'],
  ['{id: a, call: f, returns: *x}', 'python', 'Aliases such as *x'],
  ['{id: a, call: f, returns: !!binary x}', 'python', 'Tags such as !!binary'],
  ['{id: hundred, call: f, returns: 1}', 'python', 'The id "hundred" is used twice here'],
  [
    '{id: a, call: f, returns: 1, needs: [hundred]}',
    'python',
    'is hidden: a visible case cannot need it',
  ],
  ['{id: a, call: f, returns: 1, needs: [a]}', 'python', 'need each other'],
])('%s in %s is reported', async (yaml, runner, expected) => {
  expect((await problemsOf(withCases(`  - ${yaml}\n`, runner))).join('\n')).toContain(expected)
})
