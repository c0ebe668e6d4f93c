import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compileCourse } from '../../src/core/course/compile.ts'
import { assessQuality } from '../../src/core/grading/quality.ts'
import { folderFiles } from '../../src/host/course-folder.ts'
import { createLinter } from '../../src/sandbox/lint/linter.ts'

const content = join(import.meta.dirname, '../../content')
const folders = readdirSync(content).filter((name) =>
  existsSync(join(content, name, 'course.yaml')),
)

test.each(folders)(
  'the bundled course %s has no problem, and its lock is current',
  async (name) => {
    const { course, problems, lock } = await compileCourse(folderFiles(join(content, name)))
    expect(problems).toEqual([])
    expect(course?.id).toBe(name)
    expect(lock?.state).toBe('current')
  },
)

test.each(folders)(
  'the solutions of %s, written as its lessons teach, are good code by our own table',
  async (name) => {
    const { course } = await compileCourse(folderFiles(join(content, name)))
    const exercises = (course?.items ?? []).filter((item) => item.kind === 'exercise')
    expect(exercises.length).toBeGreaterThan(0)
    const linter = createLinter(join(import.meta.dirname, '../..'))
    for (const exercise of exercises) {
      const files = exercise.solution
      const { score, findings } = await assessQuality({ linter }, { exercise, files })
      expect({ exercise: exercise.id, score, findings }).toMatchObject({ score: 100 })
    }
  },
  60_000,
)
