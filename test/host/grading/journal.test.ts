import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openJournal } from '../../../src/host/grading/journal.ts'
import { handedIn } from '../../core/grading/batch/grading.ts'
import { submission } from '../../core/grading/report/rich-report.ts'
import { temporaryFolder } from '../../helpers/temporary.ts'

const graded = (name: string) => submission(name, { digest: 'd'.repeat(64), points: 3 })

test('results of a killed run are there again, and only when it is resumed', async () => {
  const folder = join(temporaryFolder(), 'grading')
  const first = await openJournal(folder, 'key', 7, false)
  await first.keep(graded('ada'))
  await first.keep(graded('ben'))
  // Killed: nobody closes it, and the last line was cut off.
  const [file = ''] = readdirSync(folder)
  appendFileSync(join(folder, file), '{"name":"cu')
  const resumed = await openJournal(folder, 'key', 99, true)
  expect(resumed).toMatchObject({ found: 2, seed: 7, size: 2, unkept: null })
  expect(resumed.kept(handedIn('ada'))).toEqual(graded('ada'))
  expect(resumed.kept(handedIn('ada', '', { digest: 'e'.repeat(64) }))).toBeNull()
  await resumed.keep(graded('cyd'))
  expect(resumed.size).toBe(3)
  await resumed.close()
  const once = await openJournal(folder, 'key', 99, true)
  expect(once.kept(handedIn('cyd'))).toEqual(graded('cyd'))
  await once.close()
  expect((await openJournal(folder, 'another key', 99, true)).found).toBe(0)
  const anew = await openJournal(folder, 'key', 99, false)
  expect(anew).toMatchObject({ found: 3, seed: 99, size: 0 })
  expect(anew.kept(handedIn('ada'))).toBeNull()
})

test('what could not be graded is tried again, and a finished run leaves nothing behind', async () => {
  const folder = temporaryFolder()
  const journal = await openJournal(folder, 'key', 7, false)
  const problem = { kind: 'internal' as const, message: 'a bug', next: null }
  await journal.keep({ ...graded('bug'), problem })
  expect(journal.size).toBe(0)
  await journal.finish()
  expect(readdirSync(folder)).toEqual([])
})

test('where nothing can be written it says so and goes on', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'in-the-way'), '')
  const journal = await openJournal(join(folder, 'in-the-way'), 'key', 7, true)
  expect(journal.unkept).not.toBeNull()
  await journal.keep(graded('ada'))
  await journal.finish()
})

test('what is damaged or old does not count', async () => {
  const folder = temporaryFolder()
  const first = await openJournal(folder, 'key', 7, false)
  await first.keep(graded('ada'))
  const [file = ''] = readdirSync(folder)
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.replace('mastery-grading/1', 'mastery-grading/9'))
  expect((await openJournal(folder, 'key', 7, true)).found).toBe(0)
  writeFileSync(path, text)
  const longAgo = new Date(Date.now() - 40 * 24 * 3600 * 1000)
  utimesSync(path, longAgo, longAgo)
  mkdirSync(join(folder, 'kept'))
  await openJournal(folder, 'other', 7, false)
  expect(readdirSync(folder)).not.toContain(file)
})
