import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { followAliases } from '../../../src/core/course/aliases.ts'
import type { Hashes } from '../../../src/core/course/hashes.ts'
import {
  type Lock,
  lockText,
  nextRevision,
  parseLock,
  updateLock,
} from '../../../src/core/course/lock.ts'
import { ProblemList } from '../../../src/core/course/problems.ts'
import {
  compiled,
  edited,
  problemsOf,
  smallCourse,
  type Texts,
} from '../../helpers/course-files.ts'

const EXERCISE = 'exercises/sum-to/exercise.md'
const VISIBLE = 'exercises/sum-to/tests/visible.yaml'
const QUIZ = 'quizzes/basics-quiz.md'
const LOCK = 'course.lock.json'

const hex = fc.stringMatching(/^[0-9a-f]{16}$/)
const id = fc.stringMatching(/^[a-z]{1,4}(\/[a-z]{1,4})?$/)
const hashes: fc.Arbitrary<Hashes> = fc.record({ scoring: fc.option(hex), text: hex })
const revision = fc.record({
  major: fc.integer({ min: 1, max: 99 }),
  minor: fc.nat(99),
  scoring: fc.option(hex),
  text: hex,
})

test('what is written is read back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(id, revision), async (entries) => {
      const items = new Map(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)))
      const lock: Lock = { course: 'small', items }
      const problems = new ProblemList()
      expect(await parseLock(lockText(lock), problems)).toEqual(lock)
      expect(problems.all).toEqual([])
    }),
    { numRuns: 50 },
  )
})

test('no text makes the reader of locks throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
      const problems = new ProblemList()
      const lock = await parseLock(text, problems)
      expect(problems.failed).toBe(lock === null)
    }),
    { numRuns: 100 },
  )
})

test('a change of scoring is a new major revision, of text alone a minor one', () => {
  fc.assert(
    fc.property(revision, hashes, (before, now) => {
      const next = nextRevision(before, now)
      expect([next.scoring, next.text]).toEqual([now.scoring, now.text])
      if (now.scoring !== before.scoring)
        expect([next.major, next.minor]).toEqual([before.major + 1, 0])
      else if (now.text !== before.text)
        expect([next.major, next.minor]).toEqual([before.major, before.minor + 1])
      else expect(next).toEqual(before)
    }),
  )
})

test('updating twice changes nothing, and order does not matter', () => {
  const names = { aliases: {}, retired: [] }
  fc.assert(
    fc.property(fc.dictionary(id, hashes), fc.dictionary(id, revision), (now, before) => {
      const old = { course: 'small', items: new Map(Object.entries(before)) }
      const once = updateLock('small', Object.entries(now), old, names).lock
      const twice = updateLock('small', Object.entries(now).reverse(), once, names)
      expect(lockText(twice.lock)).toBe(lockText(once))
      expect(twice.vanished).toEqual([])
    }),
  )
})

test('following aliases ends, also in a circle', () => {
  const names = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'a/x'),
    fc.constantFrom('a', 'b', 'c', 'b/y'),
  )
  fc.assert(
    fc.property(names, fc.constantFrom('a', 'b', 'a/x', 'c/x'), (aliases, start) => {
      expect(typeof followAliases(start, aliases)).toBe('string')
    }),
  )
  expect(followAliases('old/part', { old: 'new' })).toBe('new/part')
  expect(followAliases('old/part', { old: 'new', 'new/part': 'new/other' })).toBe('new/other')
  expect(followAliases('toString', {})).toBe('toString')
})

/** The small course with the lock of `before`, as an author has it. */
async function locked(before: Texts): Promise<Record<string, string>> {
  const { lock } = await compiled(before)
  return { [LOCK]: lock?.text ?? '' }
}

async function revisionsAfter(
  changes: Record<string, string | null>,
): Promise<Record<string, string>> {
  const { lock } = await compiled(smallCourse({ ...(await locked(smallCourse())), ...changes }))
  const items: Record<string, { revision: string }> = JSON.parse(lock?.text ?? '').items
  const changed = Object.entries(items).filter(([, entry]) => entry.revision !== '1.0')
  expect(changed.map(([name]) => name).sort()).toEqual([...(lock?.changed ?? [])].sort())
  return Object.fromEntries(changed.map(([name, entry]) => [name, entry.revision]))
}

test('a lock is current until something changes', async () => {
  const first = await compiled(smallCourse())
  expect(first.lock?.state).toBe('missing')
  const again = await compiled(smallCourse({ [LOCK]: first.lock?.text ?? '' }))
  expect(again.lock).toEqual({ state: 'current', text: first.lock?.text, changed: [] })
})

describe('what counts as scoring and what as text', () => {
  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['the task', edited(EXERCISE, 'It gives the sum', 'It returns the sum'), { 'sum-to': '1.1' }],
    ['a hint', edited(EXERCISE, 'Where must', 'And where must'), { 'sum-to': '1.1' }],
    ['a title of a case', edited(VISIBLE, 'adds 1, 2 and 3', 'adds three'), { 'sum-to': '1.1' }],
    ['an expected value', edited(VISIBLE, 'returns: 6', 'returns: 7'), { 'sum-to': '2.0' }],
    [
      'a limit',
      edited(EXERCISE, 'difficulty: 1', 'difficulty: 1\nlimits: {seconds: 2}'),
      { 'sum-to': '2.0' },
    ],
    ['a difficulty', edited(EXERCISE, 'difficulty: 1', 'difficulty: 2'), {}],
    [
      'an explanation',
      edited(QUIZ, 'gives 0 and 1', 'gives: 0, 1'),
      { 'basics-quiz': '1.1', 'basics-quiz/two-rounds': '1.1' },
    ],
    [
      'the right answer',
      edited(QUIZ, '0\n1\n', '0\n2\n'),
      { 'basics-quiz': '2.0', 'basics-quiz/two-rounds': '2.0' },
    ],
    ['the share to pass', edited(QUIZ, 'pass: 0.7', 'pass: 0.8'), { 'basics-quiz': '2.0' }],
    [
      'line ends and normal form',
      {
        'decks/adding-cards.md': String(smallCourse()['decks/adding-cards.md']).replaceAll(
          '\n',
          '\r\n',
        ),
      },
      {},
    ],
  ])('%s', async (_, changes, expected) => {
    expect(await revisionsAfter(changes)).toEqual(expected)
  })
})

test('an id that vanished is an error that names the item it became', async () => {
  const lock = await locked(smallCourse())
  const renamed = {
    ...lock,
    'course.yaml': String(smallCourse()['course.yaml']).replace('deck:adding-cards', 'deck:sums'),
    ...edited('decks/adding-cards.md', 'id: adding-cards', 'id: sums'),
  }
  expect(await problemsOf(smallCourse(renamed))).toEqual([
    'course.lock.json:5:5 vanished: "adding-cards" stands in the lock but not in the course any more: learners would lose their place. → in course.yaml: aliases: {adding-cards: sums}',
  ])
  const alias = {
    ...renamed,
    'course.yaml': `${renamed['course.yaml']}aliases: {adding-cards: sums}\n`,
  }
  const { lock: after, problems } = await compiled(smallCourse(alias))
  expect(problems).toEqual([])
  expect(JSON.parse(after?.text ?? '').items.sums.revision).toBe('1.0')
})

test('a question may go when it is retired, with its own id or with its quiz', async () => {
  const lock = await locked(smallCourse())
  const quiz = edited('decks/adding-cards.md', ' {#range-end}', ' {#the-end}')
  expect(await problemsOf(smallCourse({ ...lock, ...quiz }))).toEqual([
    'course.lock.json:6:5 vanished: "adding-cards/range-end" stands in the lock but not in the course any more: learners would lose their place. → in course.yaml: aliases: {adding-cards/range-end: adding-cards/the-end}',
  ])
  const retired = `${smallCourse()['course.yaml']}retired: [adding-cards/range-end]\n`
  expect(await problemsOf(smallCourse({ ...lock, ...quiz, 'course.yaml': retired }))).toEqual([])
})

test('a lock that is broken, or of another course, is reported and not used', async () => {
  const broken = await problemsOf(smallCourse({ [LOCK]: '<<<<<<< mine\n{}' }))
  expect(broken[0]).toContain('bad-lock: The lock holds the marks of a merge conflict.')
  const other = lockText({ course: 'other', items: new Map() })
  expect((await problemsOf(smallCourse({ [LOCK]: other })))[0]).toContain(
    'belongs to the course "other"',
  )
})
