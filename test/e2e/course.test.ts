import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { courseContracts } from '../../src/contracts/course.ts'
import { foundationContracts } from '../../src/contracts/foundation.ts'
import { learner, type Ran } from '../helpers/cli.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const contracts = { ...courseContracts, ...foundationContracts }

/** The one JSON document of a run, which keeps its contract. */
function document<T extends keyof typeof contracts>(ran: Ran, schema: T) {
  const { schema: named, ...rest } = ran.json()
  expect(named).toBe(schema)
  contracts[schema].parse(rest)
  return rest as Record<string, unknown>
}

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(from)
  writeFileSync(path, text.replace(from, to))
}

test('an author writes, checks, installs, changes, packs and removes a course', async () => {
  const { run, home } = learner()
  const folder = temporaryFolder()
  const root = join(folder, 'my-course')

  const made = document(await run(['course', 'new', root, '--json']), 'mastery.course-new/1')
  expect(made).toMatchObject({ id: 'my-course', title: 'My course' })
  expect((await run(['course', 'new', root])).code).toBe(2)

  const unlocked = await run(['course', 'check', root])
  expect(unlocked.code).toBe(6)
  expect(unlocked.stdout).toContain(`Next: mastery course check ${root} --write`)
  expect((await run(['course', 'check', '--write'], { cwd: root })).code).toBe(0)
  const lock = readFileSync(join(root, 'course.lock.json'))
  const checked = await run(['course', 'check', root, '--solutions', '--mutants', '--json'])
  expect(checked.code).toBe(0)
  expect(document(checked, 'mastery.course-check/1')).toMatchObject({
    passed: true,
    checks: [
      {
        errors: 0,
        lock: { state: 'current' },
        run: { programs: 2, exercises: 1, wrong: { written: 1 }, survivors: [], cached: 0 },
      },
    ],
  })

  const added = document(await run(['course', 'add', root, '--json']), 'mastery.course-add/1')
  expect(added).toMatchObject({ id: 'my-course', change: 'installed', complete: true })
  expect((await run(['course', 'add', root])).stdout).toContain('Nothing new')

  edit(join(root, 'exercises/sum-to/tests/visible.yaml'), 'returns: 6', 'returns: 7')
  const stale = document(await run(['course', 'check', root, '--json']), 'mastery.course-check/1')
  expect(stale).toMatchObject({
    passed: false,
    checks: [{ lock: { state: 'stale', changed: ['sum-to'] } }],
  })
  expect(readFileSync(join(root, 'course.lock.json')).equals(lock)).toBe(true)
  const wrong = await run(['course', 'check', root, '--solutions'])
  expect(wrong.code).toBe(6)
  expect(wrong.stdout).toContain('solution-fails')
  edit(join(root, 'exercises/sum-to/tests/visible.yaml'), 'returns: 7', 'returns: 6')

  edit(join(root, 'exercises/sum-to/exercise.md'), 'It gives', 'It returns')
  expect((await run(['course', 'check', root, '--write'])).stdout).toContain(
    'New revisions: sum-to',
  )
  expect(
    document(await run(['course', 'add', root, '--json']), 'mastery.course-add/1'),
  ).toMatchObject({ change: 'updated' })
  const item = document(
    await run(['course', 'show', 'my-course/sum-to', '--json']),
    'mastery.course-item/1',
  )
  expect(item).toMatchObject({ item: { revision: '1.1' }, exercise: { hidden: 2 } })

  const packed = document(
    await run(['course', 'pack', root, '--learner', '-o', join(folder, 'pack.gz'), '--json']),
    'mastery.course-pack/1',
  )
  const removed = await run(['course', 'remove', 'my-course'])
  expect(removed.code).toBe(2)
  expect(
    document(
      await run(['course', 'remove', 'my-course', '--yes', '--json']),
      'mastery.course-remove/1',
    ),
  ).toEqual({
    id: 'my-course',
    title: 'My course',
    bundled: false,
  })
  const fromPack = await run(['course', 'add', join(folder, 'pack.gz'), '--json'])
  expect(document(fromPack, 'mastery.course-add/1')).toMatchObject({
    change: 'installed',
    complete: false,
    digest: packed.digest,
  })
  // The cache may go: the courses come back, also without the file they came from.
  rmSync(join(folder, 'pack.gz'))
  for (const name of readdirSync(join(home, 'cache')).filter((file) =>
    file.startsWith('library.db'),
  ))
    rmSync(join(home, 'cache', name))
  const list = document(await run(['course', 'list', '--json']), 'mastery.course-list/1')
  expect((list.courses as { id: string }[]).map(({ id }) => id)).toContain('my-course')

  const exported = (await run(['export'])).stdout
  const events = [...exported.matchAll(/"type":"(course\.\w+)"/g)].map(([, type]) => type)
  expect(events).toEqual([
    'course.installed',
    'course.updated',
    'course.removed',
    'course.installed',
  ])
}, 120_000)

test('broken courses say where and what, and are not installed', async () => {
  const { run } = learner()
  const root = join(temporaryFolder(), 'broken')
  await run(['course', 'new', root])
  edit(join(root, 'course.yaml'), 'quiz:basics-quiz', 'quiz:basic-quiz')
  const checked = await run(['course', 'check', root])
  expect(checked.code).toBe(6)
  expect(checked.stdout).toContain(`${root}/course.yaml:15:9
error: There is no quiz "basic-quiz". (unknown-item)
  15 |       - quiz:basic-quiz
     |         ^
  try: quiz:basics-quiz`)
  const added = await run(['course', 'add', root, '--json'])
  expect(added.code).toBe(6)
  expect(document(added, 'mastery.error/1')).toMatchObject({
    error: {
      kind: 'invalid-data',
      exitCode: 6,
      problems: [{ file: 'course.yaml', line: 15, rule: 'unknown-item' }],
    },
  })
  expect((await run(['course', 'pack', root, '--grader'])).code).toBe(6)
  for (const args of [
    ['course', 'check', join(root, 'none')],
    ['course', 'add', join(root, 'none')],
    ['course', 'check', join(root, 'quizzes')],
  ])
    expect((await run(args)).code, args.join(' ')).toBe(2)
  mkdirSync(join(root, 'folder'))
  renameSync(join(root, 'course.yaml'), join(root, 'folder/course.yaml'))
  expect((await run(['course', 'check', root])).stdout).toContain('skills.yaml')
})

test('the bundled courses are there at once; unknown ids name the nearest', async () => {
  const { run } = learner()
  const list = document(await run(['course', 'list', '--json']), 'mastery.course-list/1')
  expect((list.courses as { id: string }[]).map(({ id }) => id).sort()).toEqual([
    'javascript',
    'python',
  ])
  const show = document(
    await run(['course', 'show', 'python', '--counts', '--json']),
    'mastery.course-show/1',
  )
  expect(show).toMatchObject({ courses: [{ counts: { units: 2, withoutExercise: [] } }] })
  const found = document(
    await run(['course', 'search', 'for', 'loop', '--json']),
    'mastery.course-search/1',
  )
  expect(found.query).toBe('for loop')
  expect((found.hits as unknown[]).length).toBeGreaterThan(3)
  for (const [args, expected] of [
    [['course', 'show', 'pyhton'], 'Did you mean python?'],
    [['course', 'show', 'python/basic-quiz'], 'Did you mean basics-quiz?'],
    [['course', 'remove', 'javscript', '--yes'], 'Did you mean javascript?'],
    [['course', 'search', 'x', '--course', 'jvascript'], 'Did you mean javascript?'],
  ] as const) {
    const ran = await run([...args])
    expect([ran.code, ran.stderr.includes(expected)], args.join(' ')).toEqual([2, true])
  }
  await run(['course', 'remove', 'javascript', '--yes'])
  expect((await run(['course', 'list'])).stdout).not.toContain('javascript')
  expect((await run(['course', 'add', 'javascript'])).stdout).toContain('Installed JavaScript')
})
