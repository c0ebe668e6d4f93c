import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CompiledCourse } from '../../../src/core/course/model.ts'
import { compileFolder } from '../../../src/host/course-folder.ts'
import type { CourseShelves } from '../../../src/host/grading/grading-course.ts'
import { findSubject, type SubjectInput } from '../../../src/host/grading/subject.ts'
import { newCourse } from '../../../src/host/new-course.ts'
import { writePack } from '../../../src/host/pack-course.ts'
import { temporaryFolder } from '../../helpers/temporary.ts'

/** A course with one exercise in a folder, and its packs. */
async function made() {
  const folder = temporaryFolder()
  const root = join(folder, 'small')
  newCourse(root, {})
  const pack = async (audience: 'learner' | 'grader', from = root, as = audience as string) => {
    const output = join(folder, `${as}.json.gz`)
    await writePack(from, { audience, output, replace: true })
    return output
  }
  const { checkCourses } = await import('../../../src/host/check-course.ts')
  const lock = (path: string) =>
    checkCourses(path, {
      write: true,
      runCourse: null,
      nameTests: async () => ({ names: {}, problems: [] }),
      progress: () => undefined,
    })
  await lock(root)
  return { folder, root, pack, lock }
}

const shelves = (...courses: CompiledCourse[]): CourseShelves => ({
  library: () => null,
  bundled: {
    list: () => courses.map(({ id, digest }) => ({ id, digest })),
    read: (id) => courses.find((one) => one.id === id) as CompiledCourse,
  },
})

const asked = (more: Partial<SubjectInput>): SubjectInput => ({
  course: undefined,
  exercise: undefined,
  hidden: undefined,
  place: null,
  ...more,
})

test('the one exercise of a folder needs no name, and its hidden tests are there', async () => {
  const { root } = await made()
  const subject = await findSubject(shelves(), asked({ course: root }))
  expect(subject).toMatchObject({ hidden: true, notes: [], course: { id: 'small' } })
  expect(subject.exercise.hidden?.length).toBeGreaterThan(0)
})

test("a learner's pack has only the visible tests, which is said; the grader's adds the hidden ones", async () => {
  const { pack } = await made()
  const [learner, grader] = [await pack('learner'), await pack('grader')]
  const alone = await findSubject(shelves(), asked({ course: learner }))
  expect(alone).toMatchObject({ hidden: false })
  expect(alone.notes).toEqual([expect.stringContaining('Only the visible tests were run')])
  const both = await findSubject(shelves(), asked({ course: learner, hidden: grader }))
  expect(both).toMatchObject({ hidden: true, notes: [] })
  expect(both.exercise.hidden?.length).toBe(alone.exercise.hiddenCount)
  const without = await findSubject(shelves(), asked({ hidden: grader }))
  expect(without.notes).toEqual([expect.stringContaining('Graded against the pack alone')])
})

test('a pack of other tests is refused, with both hashes', async () => {
  const { folder, root, pack, lock } = await made()
  const learner = await pack('learner')
  const changed = join(folder, 'changed')
  const change = async (file: 'hidden' | 'visible') => {
    cpSync(root, changed, { recursive: true })
    const { path } = (await compileFolder(root)).items.find(({ kind }) => kind === 'exercise') ?? {}
    const tests = join(changed, path ?? '', '..', 'tests', `${file}.yaml`)
    writeFileSync(tests, readFileSync(tests, 'utf8').replace(/returns: .*/, 'returns: other'))
    await lock(changed)
    return pack('grader', changed, 'changed')
  }
  const hidden = await findSubject(
    shelves(),
    asked({ course: learner, hidden: await change('hidden') }),
  ).catch((error) => error)
  expect(hidden).toMatchObject({ kind: 'invalid-data' })
  expect(hidden.message.match(/[0-9a-f]{64}/g)).toHaveLength(2)
  const visible = findSubject(
    shelves(),
    asked({ course: learner, hidden: await change('visible') }),
  )
  await expect(visible).rejects.toMatchObject({ kind: 'invalid-data' })
})

test('what is no pack for graders is refused in words', async () => {
  const { folder, root, pack } = await made()
  const learner = await pack('learner')
  const grade = (hidden: string) => findSubject(shelves(), asked({ course: root, hidden }))
  await expect(grade(learner)).rejects.toMatchObject({
    kind: 'invalid-data',
    message: expect.stringContaining("is a learner's pack"),
  })
  await expect(grade(join(folder, 'none.gz'))).rejects.toMatchObject({ kind: 'usage' })
  await expect(grade(folder)).rejects.toMatchObject({ kind: 'usage' })
  await expect(grade(join(root, 'course.yaml'))).rejects.toMatchObject({ kind: 'invalid-data' })
})

test('what is meant is taken from the submission, or from the only course that has it', async () => {
  const { root } = await made()
  const course = await compileFolder(root)
  const exercise = course.items.find(({ kind }) => kind === 'exercise')?.id ?? ''
  const here = shelves(course)
  for (const input of [
    { place: { course: 'small', exercise } },
    { exercise },
    { exercise: `small/${exercise}` },
    { course: 'small' },
  ])
    expect((await findSubject(here, asked(input))).exercise.id).toBe(exercise)
  const refused = (input: Partial<SubjectInput>) =>
    findSubject(here, asked(input)).catch((error) => [error.kind, error.next])
  expect(await refused({})).toEqual(['usage', expect.stringContaining('--course')])
  expect(await refused({ course: 'smal' })).toEqual(['usage', expect.anything()])
  expect(await refused({ course: 'small', exercise: `${exercise}x` })).toEqual([
    'usage',
    `Did you mean: --exercise ${exercise}`,
  ])
  expect(await refused({ place: { course: 'other', exercise } })).toEqual([
    'usage',
    expect.stringContaining('--course'),
  ])
})
