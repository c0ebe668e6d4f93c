import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { compileCourse } from '../../src/core/course/compile.ts'
import type { CompiledCourse } from '../../src/core/course/model.ts'
import { LibraryStore } from '../../src/core/store/library-store.ts'
import { folderFiles } from '../../src/host/course-folder.ts'
import { largeCourse } from '../helpers/large-course.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

test('10,000 items are read and installed in 15 s, and searched in 20 ms', async () => {
  const folder = temporaryFolder()
  for (const [path, text] of Object.entries(largeCourse(10_000))) {
    mkdirSync(dirname(join(folder, 'large', path)), { recursive: true })
    writeFileSync(join(folder, 'large', path), text)
  }
  const library = new LibraryStore({
    path: join(folder, 'library.db'),
    sources: join(folder, 'courses'),
  })
  const began = performance.now()
  let calls = 0
  const { course, problems } = await compileCourse(folderFiles(join(folder, 'large')), {
    progress: () => {
      calls++
    },
  })
  expect(problems).toEqual([])
  library.install(course as CompiledCourse, { kind: 'folder', path: folder })
  expect(performance.now() - began).toBeLessThan(15_000)
  expect(calls).toBeGreaterThan(100)
  const times = Array.from({ length: 100 }, (_, index) => {
    const start = performance.now()
    library.search(
      ['bake miru', 'exercise', 'front back', 'names thing', 'a', 'works with'][index % 6] ?? '',
    )
    return performance.now() - start
  }).sort((one, other) => one - other)
  expect(times[95]).toBeLessThan(20)
  library.close()
})
