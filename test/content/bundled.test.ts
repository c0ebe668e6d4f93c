import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compileCourse } from '../../src/core/course/compile.ts'
import { folderFiles } from '../../src/host/course-folder.ts'

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
