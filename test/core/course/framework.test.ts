import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { CompiledCourse, Exercise } from '../../../src/core/course/model.ts'
import { packCourse, packProblem } from '../../../src/core/course/pack.ts'
import { parsePack } from '../../../src/core/course/pack-schema.ts'
import { nameTests } from '../../../src/core/grading/name-tests.ts'
import { checkCourses } from '../../../src/host/check-course.ts'
import {
  courseOf,
  edited,
  problemsOf,
  smallCourse,
  type Texts,
} from '../../helpers/course-files.ts'
import { runnerOf } from '../../helpers/sandbox.ts'
import { temporaryFolder } from '../../helpers/temporary.ts'

const FOLDER = 'exercises/sum-to/'
const test_ = (name: string, number: number, sum: number) => `import unittest
from main import sum_to


class ${name}(unittest.TestCase):
    def test_sum_to_${number}(self):
        self.assertEqual(sum_to(${number}), ${sum})
`
const VISIBLE = test_('SumTest', 3, 6)
const HIDDEN = test_('MoreSumTest', 100, 5050)

function frameworkCourse(changes: Record<string, string | null> = {}): Texts {
  return smallCourse({
    ...edited(`${FOLDER}exercise.md`, 'runner: python', 'runner: python-unittest'),
    [`${FOLDER}tests/visible.yaml`]: null,
    [`${FOLDER}tests/hidden.yaml`]: null,
    [`${FOLDER}tests/visible/sum_test.py`]: VISIBLE,
    [`${FOLDER}tests/hidden/more_test.py`]: HIDDEN,
    ...changes,
  })
}

/** On disk, checked and written as `mastery course check --write` does. */
async function written(texts: Texts) {
  const folder = temporaryFolder()
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const runner = runnerOf('namespaces')
  try {
    const { checks } = await checkCourses(folder, {
      write: true,
      runCourse: null,
      nameTests: (exercise) => nameTests({ runner, atLeast: 'kernel' }, exercise),
      progress: () => {},
    })
    const names = () => readFileSync(join(folder, `${FOLDER}tests/names.json`), 'utf8')
    return { problems: checks.flatMap(({ problems }) => problems), names }
  } finally {
    await runner.close()
  }
}

const exerciseOf = (course: CompiledCourse): Exercise =>
  course.items.find((item): item is Exercise => item.kind === 'exercise') as Exercise

test('names are found out by the solution, and stale when a test file changes', async () => {
  expect((await problemsOf(frameworkCourse())).map((line) => line.split(' → ')[0])).toEqual([
    `${FOLDER}tests/names.json:1:1 stale-names: The names of the tests in visible/sum_test.py are not written down.`,
    `${FOLDER}tests/names.json:1:1 stale-names: The names of the tests in hidden/more_test.py are not written down.`,
  ])
  const { problems, names } = await written(frameworkCourse())
  expect(problems).toEqual([])
  const named = { [`${FOLDER}tests/names.json`]: names() }
  const course = await courseOf(frameworkCourse(named))
  expect(exerciseOf(course)).toMatchObject({
    runner: 'python',
    hiddenCount: 1,
    framework: {
      name: 'python-unittest',
      visible: { tests: [{ expected: [{ name: 'SumTest.test_sum_to_3', skipped: false }] }] },
    },
  })
  const changed = { ...named, [`${FOLDER}tests/visible/sum_test.py`]: `${VISIBLE}\n# more\n` }
  expect(await problemsOf(frameworkCourse(changed))).toEqual([
    expect.stringContaining('visible/sum_test.py changed since the names of its tests'),
  ])
  const packs = (['learner', 'grader'] as const).map((audience) => packCourse(course, audience))
  for (const pack of packs) {
    const read = parsePack(JSON.stringify(pack))
    expect(read).toEqual(pack)
    expect(packProblem(pack)).toBeNull()
  }
  const [learner, grader] = packs.map((pack) => exerciseOf(pack.course))
  expect(JSON.stringify(learner)).not.toMatch(/5050|MoreSumTest/)
  expect(learner?.hiddenDigest).toBe(grader?.hiddenDigest)
  expect(learner?.revision).toEqual(grader?.revision)
})

test('a solution that does not pass, and tests that can have no canaries, are said', async () => {
  const wrong = test_('SumTest', 3, 7)
  const { problems } = await written(
    frameworkCourse({ [`${FOLDER}tests/visible/sum_test.py`]: wrong }),
  )
  expect(problems.map(({ message }) => message)).toContain(
    'The solution does not pass SumTest.test_sum_to_3: 6 != 7',
  )
  const odd = `${VISIBLE.replace('class SumTest(unittest.TestCase)', 'class Base(unittest.TestCase)')}

class SumTest(Base):
    pass
`
  const inherited = await written(frameworkCourse({ [`${FOLDER}tests/visible/sum_test.py`]: odd }))
  expect(inherited.problems.map(({ message }) => message).join()).toContain(
    'Nothing can be put among these tests',
  )
})

test('a changed test is a change of scoring', async () => {
  const { names } = await written(frameworkCourse())
  const before = await courseOf(frameworkCourse({ [`${FOLDER}tests/names.json`]: names() }))
  const other = { [`${FOLDER}tests/hidden/more_test.py`]: test_('MoreSumTest', 10, 55) }
  const again = await written(frameworkCourse(other))
  const after = await courseOf(
    frameworkCourse({ ...other, [`${FOLDER}tests/names.json`]: again.names() }),
  )
  expect(exerciseOf(after).revision.scoring).not.toBe(exerciseOf(before).revision.scoring)
  expect(exerciseOf(after).revision.text).toBe(exerciseOf(before).revision.text)
})
