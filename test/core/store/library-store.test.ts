import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ensureBundled } from '../../../src/core/course/bundled.ts'
import { compileCourse } from '../../../src/core/course/compile.ts'
import { memoryFiles } from '../../../src/core/course/files.ts'
import { lockOfInstalled } from '../../../src/core/course/installed-lock.ts'
import type { CompiledCourse } from '../../../src/core/course/model.ts'
import { LibraryStore } from '../../../src/core/store/library-store.ts'
import { courseOf, edited, smallCourse } from '../../helpers/course-files.ts'
import { largeCourse } from '../../helpers/large-course.ts'
import { temporaryFolder } from '../../helpers/temporary.ts'

function home() {
  const folder = temporaryFolder()
  const path = join(folder, 'cache/library.db')
  const sources = join(folder, 'courses')
  const open = () => {
    const library = new LibraryStore({ path, sources })
    onTestFinished(() => library.close())
    return library
  }
  return { path, sources, open }
}

const FOLDER = { kind: 'folder', path: '/courses/small' } as const
const QUIZ = 'quizzes/basics-quiz.md'

async function renamed(): Promise<CompiledCourse> {
  return courseOf(
    smallCourse({
      'course.yaml': `${String(smallCourse()['course.yaml']).replace('quiz:basics-quiz', 'quiz:first-quiz')}aliases: {basics-quiz: first-quiz, adding-cards/old: adding-cards/range-to-ten}\nretired: [gone]\n`,
      ...edited(QUIZ, 'id: basics-quiz', 'id: first-quiz'),
    }),
  )
}

test('what is installed is what comes back', async () => {
  const library = home().open()
  const course = await courseOf(smallCourse())
  expect(library.install(course, FOLDER)).toBe('installed')
  expect(library.install(course, FOLDER)).toBe('unchanged')
  const { items, ...summary } = course
  expect(library.summary('small')).toEqual(summary)
  for (const item of items) expect(library.item('small', item.id)).toEqual(item)
  expect(library.outline('small').map(({ id, position }) => [id, position])).toEqual(
    items.map(({ id }, position) => [id, position]),
  )
  expect(library.installed('small')).toMatchObject({
    source: FOLDER,
    counts: { lessons: 1, quizzes: 1, decks: 1, exercises: 1, questions: 2, cards: 3 },
    complete: true,
  })
  expect([
    library.summary('none'),
    library.item('small', 'none'),
    library.installed('none'),
  ]).toEqual([null, null, null])
})

test('metadata is found by kind, unit and skill without bodies', async () => {
  const library = home().open()
  library.install(await courseOf(smallCourse()), FOLDER)
  const ids = (filter: object) => library.outline('small', filter).map(({ id }) => id)
  expect(ids({ kinds: ['quiz', 'exercise'] })).toEqual(['sum-to', 'basics-quiz'])
  expect(ids({ unit: 'basics', kinds: ['deck'] })).toEqual(['adding-cards'])
  expect(ids({ skill: 'adding' })).toEqual(['adding-numbers', 'adding-cards'])
  expect(ids({ skill: 'adding', kinds: ['lesson'], unit: 'basics' })).toEqual(['adding-numbers'])
  expect(library.meta('small', 'sum-to')).toMatchObject({
    requires: ['adding'],
    difficulty: 1,
    minutes: 10,
    parts: 3,
    revision: { major: 1, minor: 0 },
  })
})

test('cards and questions come in teaching order, page by page, from any place', async () => {
  const { course } = await compileCourse(memoryFiles(largeCourse(300)))
  const library = home().open()
  library.install(course as CompiledCourse, FOLDER)
  const all = [...library.parts('large')]
  expect(all.map(({ order }) => order)).toEqual(all.map((_, index) => index))
  expect(all.length).toBe(library.partCount('large'))
  const expected = (course?.items ?? []).flatMap((item) =>
    item.kind === 'exercise'
      ? []
      : item.kind === 'deck'
        ? item.cards.map((c) => `${item.id}/${c.id}`)
        : item.questions.map((q) => `${item.id}/${q.id}`),
  )
  expect(all.map(({ item, part }) => `${item}/${part}`)).toEqual(expected)
  expect([...library.parts('large', { from: 520 })]).toEqual(all.slice(520))
  expect([...library.parts('large', { kind: 'card', skill: 'skill-3' })]).toEqual(
    all.filter(({ kind, skills }) => kind === 'card' && skills.includes('skill-3')),
  )
  const some = all[550]
  if (some === undefined) throw new Error('too few parts')
  expect(library.part('large', some.item, some.part)).toEqual(some)
  expect(library.content('large', some.item, some.part)?.itemTitle).toBe(
    library.meta('large', some.item)?.title,
  )
})

test('old names lead to the present items, parts and sides of cards', async () => {
  const library = home().open()
  library.install(await renamed(), FOLDER)
  expect(library.resolve('small', 'basics-quiz')).toEqual({ item: 'first-quiz', part: null })
  expect(library.resolve('small', 'basics-quiz', 'two-rounds')).toEqual({
    item: 'first-quiz',
    part: 'two-rounds',
  })
  expect(library.resolve('small', 'adding-cards', 'old#c2')).toEqual({
    item: 'adding-cards',
    part: 'range-to-ten#c2',
  })
  expect(library.item('small', 'basics-quiz')?.id).toBe('first-quiz')
  expect(library.content('small', 'adding-cards', 'old#c1')).toMatchObject({
    kind: 'card',
    card: { id: 'range-to-ten#c1' },
  })
  expect(library.resolve('small', 'gone')).toBeNull()
  expect(library.resolve('small', 'sum-to', 'none')).toBeNull()
  expect(library.coursesWith('basics-quiz')).toEqual(['small'])
})

test('an update replaces everything, and revisions count on without a lock', async () => {
  const library = home().open()
  library.install(await courseOf(smallCourse()), FOLDER)
  const changed = smallCourse(
    edited('exercises/sum-to/tests/visible.yaml', 'returns: 6', 'returns: 7'),
  )
  const { course } = await compileCourse(memoryFiles(changed), {
    installed: (id) => lockOfInstalled(library, id),
  })
  expect(library.install(course as CompiledCourse, FOLDER)).toBe('updated')
  expect(library.meta('small', 'sum-to')?.revision).toMatchObject({ major: 2, minor: 0 })
  expect(library.meta('small', 'basics-quiz')?.revision).toMatchObject({ major: 1, minor: 0 })
  expect(library.search('sum').length).toBe(
    new Set(library.search('sum').map((h) => `${h.item} ${h.heading}`)).size,
  )
})

describe('search', () => {
  test('finds words, beginnings and signs; nothing typed is an operator', async () => {
    const library = home().open()
    library.install(await courseOf(smallCourse()), FOLDER)
    const items = (query: string) => [...new Set(library.search(query).map(({ item }) => item))]
    expect(items('loop')).toContain('adding-numbers')
    expect(items('numbrs loop')).toContain('adding-numbers')
    expect(items('whole numb')).toEqual(['sum-to'])
    expect(items('range(1, 4)')).toContain('adding-cards')
    expect(items('`')).toEqual([])
    expect(items('+')).toContain('adding-numbers')
    for (const query of [
      '"',
      'AND',
      'NOT x',
      'title:x',
      'a*',
      '(',
      'NEAR(a b)',
      "'; DROP",
      '^',
      '{x} : y',
      '%',
      '\u0000',
      'é',
    ])
      expect(() => library.search(query)).not.toThrow()
    expect(library.search('loop', { course: 'none' })).toEqual([])
    expect(library.search('loop', { limit: 1 })).toHaveLength(1)
    expect(library.search('loop')[0]?.excerpt).toContain('\u0002loop\u0003')
  })

  test('gives nothing away', async () => {
    const library = home().open()
    library.install(await courseOf(smallCourse()), FOLDER)
    expect(library.search('5050')).toEqual([])
  })
})

describe('a cache that can be thrown away', () => {
  test('comes back with every course when its file is gone', async () => {
    const { path, open } = home()
    const course = await courseOf(smallCourse())
    const first = open()
    first.install(course, FOLDER)
    first.close()
    rmSync(path)
    const again = open()
    expect(again.item('small', 'sum-to')).toEqual(course.items.find(({ id }) => id === 'sum-to'))
    expect(again.missing()).toEqual([])
  })

  test.each<[string, (path: string) => void]>([
    ['text', (path) => writeFileSync(path, 'this is no database')],
    [
      'damaged',
      (path) => {
        const bytes = readFileSync(path)
        bytes.fill(0x55, 100, 4096)
        writeFileSync(path, bytes)
      },
    ],
    [
      'of another version',
      (path) => {
        const db = new Database(path)
        db.pragma('user_version = 999')
        db.close()
      },
    ],
    [
      'of another program',
      (path) => {
        rmSync(path)
        const db = new Database(path)
        db.exec('CREATE TABLE x (y)')
        db.close()
      },
    ],
  ])('a file that is %s is set aside and made anew', async (_, spoil) => {
    const { path, open } = home()
    const first = open()
    first.install(await courseOf(smallCourse()), FOLDER)
    first.close()
    for (const end of ['-wal', '-shm']) rmSync(path + end, { force: true })
    spoil(path)
    expect(
      open()
        .courses()
        .map(({ id }) => id),
    ).toEqual(['small'])
  })

  test('damage deep inside is noticed when it is read, and the next start is whole', async () => {
    const { path, open } = home()
    const { course } = await compileCourse(memoryFiles(largeCourse(200)))
    const first = open()
    first.install(course as CompiledCourse, FOLDER)
    first.close()
    const bytes = readFileSync(path)
    bytes.fill(0xff, 4096 * 20, bytes.length - 4096)
    writeFileSync(path, bytes)
    const second = open()
    expect(() => {
      for (const { id } of second.outline('large')) second.item('large', id)
      for (const _ of second.parts('large'));
    }).toThrow(
      expect.objectContaining({
        kind: 'invalid-data',
        message: expect.stringContaining('No progress is lost'),
      }),
    )
    expect(open().outline('large')).toHaveLength(200)
  })

  test('says which course has no copy any more', async () => {
    const { path, sources, open } = home()
    const first = open()
    first.install(await courseOf(smallCourse()), FOLDER)
    first.close()
    rmSync(path)
    rmSync(join(sources, 'small.json'))
    expect(open().missing()).toEqual([{ course: 'small', source: FOLDER }])
  })
})

test('bundled courses are installed once, updated, and stay away when they were removed', async () => {
  const { open } = home()
  const library = open()
  let course = await courseOf(smallCourse())
  let reads = 0
  const bundled = {
    list: () => [{ id: course.id, digest: course.digest }],
    read: () => {
      reads++
      return course
    },
  }
  expect(ensureBundled(library, bundled)).toEqual(['small'])
  expect(ensureBundled(library, bundled)).toEqual([])
  course = await courseOf(smallCourse(edited(QUIZ, 'title: The basics', 'title: Basics')))
  expect(ensureBundled(library, bundled)).toEqual(['small'])
  expect(reads).toBe(2)
  expect(library.meta('small', 'basics-quiz')?.title).toBe('Basics')
  expect(library.remove('small')).toBe(true)
  expect(library.remove('small')).toBe(false)
  expect(ensureBundled(library, bundled)).toEqual([])
  library.install(course, FOLDER)
  course = await courseOf(smallCourse())
  expect(ensureBundled(library, bundled)).toEqual([])
  expect(library.removed()).toEqual([])
})

test('two processes can use one library', async () => {
  const { open } = home()
  const [one, other] = [open(), open()]
  one.install(await courseOf(smallCourse()), FOLDER)
  expect(other.courses().map(({ id }) => id)).toEqual(['small'])
  other.remove('small')
  expect(one.courses()).toEqual([])
})
