import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { compileCourse } from '../../../src/core/course/compile.ts'
import type { CompiledCourse, Exercise } from '../../../src/core/course/model.ts'
import { packCourse, packProblem } from '../../../src/core/course/pack.ts'
import { parsePack } from '../../../src/core/course/pack-schema.ts'
import { LibraryStore } from '../../../src/core/store/library-store.ts'
import { folderFiles } from '../../../src/host/course-folder.ts'
import { loadCourse } from '../../../src/host/load-course.ts'
import { newCourse } from '../../../src/host/new-course.ts'
import { writePack } from '../../../src/host/pack-course.ts'
import { courseOf, smallCourse } from '../../helpers/course-files.ts'
import { temporaryFolder } from '../../helpers/temporary.ts'

const exerciseOf = (course: CompiledCourse): Exercise =>
  course.items.find((item): item is Exercise => item.kind === 'exercise') as Exercise

test('a learner pack tells nothing that is hidden, and the same digest of it', async () => {
  const course = await courseOf(smallCourse())
  const learner = packCourse(course, 'learner')
  const grader = packCourse(course, 'grader')
  const text = JSON.stringify(learner)
  expect(text).not.toContain('5050')
  expect(text).not.toContain('return total')
  expect(exerciseOf(learner.course)).toMatchObject({
    hidden: null,
    hiddenCount: 2,
    solution: [],
    mutants: [],
  })
  expect(exerciseOf(learner.course).hiddenDigest).toBe(exerciseOf(grader.course).hiddenDigest)
  expect(exerciseOf(learner.course).revision).toEqual(exerciseOf(grader.course).revision)
  expect(learner.course.digest).not.toBe(grader.course.digest)
})

test('a pack is read back as it was, and refused when anything in it was changed', async () => {
  const course = await courseOf(smallCourse())
  for (const audience of ['learner', 'grader'] as const) {
    const pack = packCourse(course, audience)
    const read = parsePack(JSON.stringify(pack))
    expect(read).toEqual(pack)
    if (typeof read === 'string') continue
    expect(packProblem(read)).toBeNull()
    expect(packProblem({ ...read, course: { ...read.course, title: 'Other' } })).toContain('digest')
  }
})

const spoiled: [string, (pack: { course: CompiledCourse }) => void, string][] = [
  [
    'a path that leads out',
    ({ course }) => {
      exerciseOf(course).starter[0] = { path: '../../.bashrc', text: '' }
    },
    'course.items.2.starter.0.path',
  ],
  [
    'an absolute path',
    ({ course }) => {
      exerciseOf(course).edit = ['/etc/passwd']
    },
    'course.items.2.edit.0',
  ],
  [
    'an id that is no slug',
    ({ course }) => {
      course.id = '../x'
    },
    'course.id',
  ],
  [
    'an escape sequence',
    ({ course }) => {
      course.title = '\u001b[2J'
    },
    'course.title',
  ],
  [
    'an unknown member',
    ({ course }) => {
      Object.assign(course, { extra: 1 })
    },
    'course',
  ],
  [
    'two items with one id',
    ({ course }) => {
      Object.assign(course.items[0] ?? {}, { id: 'sum-to' })
    },
    'same id',
  ],
  [
    'an item outside of its units',
    ({ course }) => {
      course.units = []
    },
    'units',
  ],
]

test.each(spoiled)('%s is refused', async (_, spoil, expected) => {
  const pack = structuredClone(packCourse(await courseOf(smallCourse()), 'grader'))
  spoil(pack)
  expect(parsePack(JSON.stringify(pack))).toContain(expected)
})

function workshop() {
  const folder = temporaryFolder()
  const library = new LibraryStore({
    path: join(folder, 'library.db'),
    sources: join(folder, 'courses'),
  })
  const root = join(folder, 'small')
  newCourse(root, {})
  const load = (path: string) =>
    loadCourse(
      path,
      {
        library,
        undone: '',
        bundled: {
          list: () => [],
          read: () => {
            throw new Error('none')
          },
        },
      },
      () => {},
    )
  return { folder, root, load }
}

test('packing wants a current lock, writes the same bytes each time, and never over a file', async () => {
  const { folder, root, load } = workshop()
  const output = join(folder, 'small.json.gz')
  const pack = (replace: boolean) => writePack(root, { audience: 'learner', output, replace })
  await expect(pack(false)).rejects.toMatchObject({
    kind: 'invalid-data',
    next: `mastery course check ${root} --write`,
  })
  writeFileSync(
    join(root, 'course.lock.json'),
    (await compileCourse(folderFiles(root))).lock?.text ?? '',
  )
  const report = await pack(false)
  const first = readFileSync(output)
  await expect(pack(false)).rejects.toMatchObject({ kind: 'usage' })
  await pack(true)
  expect(readFileSync(output).equals(first)).toBe(true)
  const { course, source } = await load(output)
  expect(course.digest).toBe(report.digest)
  expect(source).toEqual({ kind: 'pack', path: output })
})

test.each<[string, Uint8Array, string]>([
  ['text', Buffer.from('hello'), 'not compressed'],
  ['cut off', gzipSync('{"format": "mastery-pack/1"}').subarray(0, 20), 'damaged'],
  ['no JSON', gzipSync('hello'), 'not JSON'],
  ['another format', gzipSync('{"format":"zip"}'), 'damaged at "format"'],
  ['a bomb', gzipSync(Buffer.alloc(600 * 1024 * 1024)), 'too large when unpacked'],
])('a file that is %s is no pack', async (name, content, expected) => {
  const { folder, load } = workshop()
  const path = join(folder, `${name}.gz`)
  writeFileSync(path, content)
  await expect(load(path)).rejects.toMatchObject({
    kind: 'invalid-data',
    message: expect.stringContaining(expected),
  })
})
